extension Instant: CustomStringConvertible {
  /// A way to write an instant. What is finer than a millisecond is cut off in each.
  public enum Format: Sendable {
    /// `2026-01-01T00:00:00Z`, and `2026-01-01T00:00:00.250Z` where there is a fraction: RFC 3339, in cassettes.
    case shortest
    /// `2026-01-01T00:00:00.000Z`: the context object of an execution.
    case milliseconds
    /// `2026-01-01T00:00:00.000000+00:00`: the AWS CLI.
    case microsecondsWithOffset
    /// `20260101T000000Z`, ISO 8601's basic form: signatures of AWS.
    case basic
  }

  public var description: String { text(.shortest) }

  public func text(_ format: Format) -> String {
    let (seconds, milliseconds) = millisecondsSince1970.floored(by: 1000)
    let time = CivilTime(secondsSince1970: seconds)
    let date = [Instant.padded(time.year, 4), Instant.padded(time.month, 2), Instant.padded(time.day, 2)]
    let clock = [time.hour, time.minute, time.second].map { Instant.padded($0, 2) }
    if case .basic = format { return "\(date.joined())T\(clock.joined())Z" }
    let whole = "\(date.joined(separator: "-"))T\(clock.joined(separator: ":"))"
    let fraction = Instant.padded(milliseconds, 3)
    return switch format {
    case .shortest where milliseconds == 0, .basic: "\(whole)Z"
    case .shortest, .milliseconds: "\(whole).\(fraction)Z"
    case .microsecondsWithOffset: "\(whole).\(fraction)000+00:00"
    }
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
