/// A moment in UTC. Leap seconds don't count.
public struct Instant: Hashable, Comparable, Sendable {
  /// Negative before 1970-01-01T00:00:00Z.
  public let since1970: Duration

  /// 1970-01-01T00:00:00Z.
  public static let epoch = Instant(since1970: .zero)

  public init(since1970: Duration) { self.since1970 = since1970 }
  public init(millisecondsSince1970: Int64) { since1970 = .milliseconds(millisecondsSince1970) }

  /// What is finer than a millisecond is cut off.
  public var millisecondsSince1970: Int64 { since1970.milliseconds(.down) }

  public static func < (left: Instant, right: Instant) -> Bool { left.since1970 < right.since1970 }
  public static func + (left: Instant, right: Duration) -> Instant { Instant(since1970: left.since1970 + right) }
  public static func - (left: Instant, right: Duration) -> Instant { Instant(since1970: left.since1970 - right) }
  public static func - (left: Instant, right: Instant) -> Duration { left.since1970 - right.since1970 }
}
