#if canImport(Glibc)
  import Glibc
  // With the static standard library `timespec` is this module's.
  import SwiftOverlayShims
#else
  import Darwin
#endif

/// Says what time it is in the world. The standard library's `Clock` is about something else: its instants have no date,
/// and its clocks can't be told what time it is.
public protocol WallClock: Sendable {
  var now: Instant { get }
}

/// A clock on which a time comes: at once on a virtual one, in its time on the real one.
public protocol RunningClock: WallClock {
  /// Comes back as soon as it is `time`; throws when the task is cancelled before.
  func wait(until time: Instant) async throws(CancellationError)
}

/// The system's.
public struct RealClock: RunningClock {
  public init() {}

  public var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(since1970: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
  }

  public func wait(until time: Instant) async throws(CancellationError) {
    do {
      try await Task.sleep(for: time - now)
    } catch {
      throw CancellationError()
    }
  }
}

/// Always shows the same time.
public struct FrozenClock: WallClock {
  public let now: Instant
  public init(at now: Instant) { self.now = now }
}

/// Shows another clock's time and so much more, and runs as that one does.
public struct ShiftedClock<Base: WallClock>: WallClock {
  public let base: Base
  /// Negative: it is slow.
  public let shift: Duration

  public init(_ base: Base, by shift: Duration) {
    self.base = base
    self.shift = shift
  }

  public var now: Instant { base.now + shift }
}

extension ShiftedClock: RunningClock where Base: RunningClock {
  public func wait(until time: Instant) async throws(CancellationError) { try await base.wait(until: time - shift) }
}
