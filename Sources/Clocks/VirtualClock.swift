import Locking

/// A clock that stands still until someone waits on it, and is then at that time at once.
///
/// Its copies are the same clock: what is answered, signed and run together shares one.
public final class VirtualClock: RunningClock {
  private let time: Lock<Instant>

  /// Where nothing says when an execution begins: 2026-01-01T00:00:00Z.
  public static let defaultStart = Instant(millisecondsSince1970: 1_767_225_600_000)

  public init(at start: Instant = VirtualClock.defaultStart) { time = Lock(start) }

  public var now: Instant { time.withLock(\.self) }

  /// Never turned back: a time that is over changes nothing.
  public func wait(until time: Instant) {
    self.time.withLock { $0 = max($0, time) }
  }
}
