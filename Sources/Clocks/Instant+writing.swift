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
    let (dash, colon): (String, String) = if case .basic = format { ("", "") } else { ("-", ":") }
    // One is written for every exchange that is recorded: pieces joined would cost ten times this.
    var text: [UInt8] = []
    text.reserveCapacity(32)
    for (number, width, behind) in [
      (time.year, 4, dash), (time.month, 2, dash), (time.day, 2, "T"), (time.hour, 2, colon), (time.minute, 2, colon),
      (time.second, 2, ""),
    ] {
      Instant.append(number, width, to: &text)
      text += behind.utf8
    }
    switch format {
    case .shortest where milliseconds == 0, .basic: text += "Z".utf8
    case .shortest, .milliseconds:
      text += ".".utf8
      Instant.append(milliseconds, 3, to: &text)
      text += "Z".utf8
    case .microsecondsWithOffset:
      text += ".".utf8
      Instant.append(milliseconds, 3, to: &text)
      text += "000+00:00".utf8
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ number: Int64, _ width: Int, to text: inout [UInt8]) {
    var unit: Int64 = 1
    for _ in 1..<width { unit *= 10 }
    guard (0..<unit * 10).contains(number) else {
      let digits = String(number).utf8
      for _ in 0..<max(0, width - digits.count) { text.append(UInt8(ascii: "0")) }
      return text += digits
    }
    while unit > 0 {
      text.append(UInt8(48 + number / unit % 10))
      unit /= 10
    }
  }
}
