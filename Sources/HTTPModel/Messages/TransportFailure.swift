/// What went wrong on the wire instead of a response, or in the middle of one.
public struct TransportFailure: Error, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The host's name did not resolve.
    case resolve
    /// Nobody listens there, or the network says no.
    case refused
    /// The handshake failed or the certificate was not accepted.
    case tls
    case timeout
    /// The connection was cut, by RST or before the first byte of an answer.
    case reset
    /// The connection ended in order, but before the end of the message.
    case truncated
    /// What came was no HTTP, or broke a limit.
    case `protocol`
    /// We stopped it: whoever asked went away. Never stored.
    case cancelled
  }

  public var kind: Kind
  /// What the library below said. Never holds a credential.
  public var text: String
  /// Body bytes that had come when it happened; nil where no response head had come.
  public var afterBytes: Int?
  /// The response's head where one had come; its body is `partialBody`, not the head's `body`.
  public var partial: Response?
  public var partialBody: [UInt8]
  public var timing: Timing
  /// The name of the interaction this was replayed from; nil for a live failure.
  public var replayedFrom: String?

  public init(
    _ kind: Kind, _ text: String, afterBytes: Int? = nil, partial: Response? = nil, partialBody: [UInt8] = [],
    timing: Timing = Timing(), replayedFrom: String? = nil
  ) {
    self.kind = kind
    self.text = text
    self.afterBytes = afterBytes
    self.partial = partial
    self.partialBody = partialBody
    self.timing = timing
    self.replayedFrom = replayedFrom
  }
}
