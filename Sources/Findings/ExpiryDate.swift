public import Clocks

/// The last day on which something holds, as `2027-01-31`. Days are those of UTC.
public struct ExpiryDate: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let start: Instant

  /// Nil for anything but a year of four digits, a month and a day that the calendar has, joined by hyphens.
  public init?(_ text: String) {
    guard let start = Instant(strict: "\(text)T00:00:00Z") else { return nil }
    self.start = start
  }

  public func isOver(at now: Instant) -> Bool { now >= start + .seconds(86_400) }

  public var description: String { String(start.text(.shortest).prefix(10)) }

  public static func < (left: ExpiryDate, right: ExpiryDate) -> Bool { left.start < right.start }
}
