public import Clocks

/// The sentence that a workflow's run ends with: where its answers came from.
public struct RunSummary: Sendable {
  public var requests: Int
  public var misses: Int
  /// The cassette's path.
  public var cassette: String
  /// Whether requests went through TCP on loopback.
  public var isWire: Bool
  /// How long the run really took.
  public var elapsed: Duration

  public init(requests: Int, misses: Int, cassette: String, isWire: Bool, elapsed: Duration) {
    (self.requests, self.misses, self.cassette) = (requests, misses, cassette)
    (self.isWire, self.elapsed) = (isWire, elapsed)
  }

  /// `4 requests, all answered from Cassettes/purchase; nothing went over the network (9 ms)`.
  public var text: String {
    let network = isWire ? "nothing left this machine" : "nothing went over the network"
    return "\(answers); \(network) (\(max(1, elapsed.milliseconds(.nearest))) ms)"
  }

  private var answers: String {
    switch (requests, misses) {
    case (0, _): "no requests"
    case (1, 0): "1 request, answered from \(cassette)"
    case (_, 0): "\(requests) requests, all answered from \(cassette)"
    default: "\(requests) request\(requests == 1 ? "" : "s"), \(misses) of them not in \(cassette)"
    }
  }
}
