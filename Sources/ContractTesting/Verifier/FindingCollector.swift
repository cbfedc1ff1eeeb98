public import Findings
import Locking

/// Keeps findings, from any thread, in the order in which they came.
public final class FindingCollector: Sendable {
  private struct State {
    var findings: [Finding] = []
    var dropped = 0
  }

  private let state = Lock(State())
  private let limit: Int

  /// `limit`: the most that are kept; further ones are only counted.
  public init(limit: Int = 100_000) { self.limit = limit }

  public func add(_ findings: [Finding]) {
    if findings.isEmpty { return }
    state.withLock { state in
      let room = max(0, limit - state.findings.count)
      state.findings += findings.prefix(room)
      state.dropped += max(0, findings.count - room)
    }
  }

  public var findings: [Finding] { state.withLock { $0.findings } }
  /// How many were too many.
  public var dropped: Int { state.withLock { $0.dropped } }
}
