/// An instant as RFC 3339 writes it, to the nanosecond.
struct Timestamp: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z; leap seconds don't count.
  let seconds: Int64
  /// 0 to 999,999,999.
  let nanoseconds: Int32

  init(milliseconds: Int64) {
    let seconds = milliseconds.flooredQuotient(1000)
    self.seconds = seconds
    nanoseconds = Int32(milliseconds - seconds * 1000) * 1_000_000
  }

  /// Nil where the text is no RFC 3339 date-time: `T` and an offset are needed, a space will not do.
  init?(_ text: String) {
    var scanner = DigitScanner(text.utf8)
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2), scanner.take("T"), let hour = scanner.digits(2), scanner.take(":"),
      let minute = scanner.digits(2), scanner.take(":"), let second = scanner.digits(2)
    else { return nil }
    var fraction: Int32 = 0
    if scanner.take(".") {
      guard let read = scanner.fraction() else { return nil }
      fraction = read
    }
    guard let offset = scanner.offset(), scanner.isAtEnd, (1...12).contains(month), hour < 24, minute < 60, second < 60,
      day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    let days = Self.days(toYear: Int64(year), month: Int64(month), day: Int64(day))
    seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
    nanoseconds = fraction
  }

  /// Rounded up, so that waiting until then never ends too early.
  var milliseconds: Int64 { seconds * 1000 + Int64((nanoseconds + 999_999) / 1_000_000) }

  static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// `2026-01-01T00:00:00.000Z`, as in the context object.
  static func text(milliseconds: Int64) -> String {
    let (date, time) = parts(milliseconds)
    return "\(date)T\(time).\(padded(milliseconds - milliseconds.flooredQuotient(1000) * 1000, 3))Z"
  }

  /// `2026-01-01T00:00:00.000000+00:00`, as the AWS CLI prints it.
  static func cliText(milliseconds: Int64) -> String {
    let (date, time) = parts(milliseconds)
    return "\(date)T\(time).\(padded(milliseconds - milliseconds.flooredQuotient(1000) * 1000, 3))000+00:00"
  }

  private static func parts(_ milliseconds: Int64) -> (date: String, time: String) {
    let seconds = milliseconds.flooredQuotient(1000)
    let days = seconds.flooredQuotient(86_400)
    let rest = seconds - days * 86_400
    let (year, month, day) = civil(fromDays: days)
    return (
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))",
      "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    )
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March.
  private static func days(toYear year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// Reads the fixed-width numbers of a date-time.
private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String.UTF8View) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func digits(_ width: Int) -> Int? {
    let part = rest.prefix(width)
    guard part.count == width, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(width)
    return part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// One to nine digits, as nanoseconds.
  mutating func fraction() -> Int32? {
    let part = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(part.count) else { return nil }
    rest = rest.dropFirst(part.count)
    return (0..<9 - part.count).reduce(part.reduce(Int32(0)) { $0 * 10 + Int32($1 - 0x30) }) { value, _ in value * 10 }
  }

  /// `Z`, `+hh:mm` or `-hh:mm`, in seconds.
  mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let sign: Int
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

extension Int64 {
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
