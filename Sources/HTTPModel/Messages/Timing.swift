/// When the steps of a transfer were done, each measured from its start; nil where a step did not happen (a reused
/// connection resolves and connects nothing, a replayed answer has only a total).
public struct Timing: Hashable, Sendable {
  public var resolved: Duration?
  public var connected: Duration?
  public var secured: Duration?
  public var firstByte: Duration?
  /// The end of the response's head for a streamed body, else of the whole.
  public var total: Duration?

  public init(
    resolved: Duration? = nil, connected: Duration? = nil, secured: Duration? = nil, firstByte: Duration? = nil,
    total: Duration? = nil
  ) {
    self.resolved = resolved
    self.connected = connected
    self.secured = secured
    self.firstByte = firstByte
    self.total = total
  }
}
