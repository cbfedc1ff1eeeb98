/// A moment, to the millisecond, in UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let millisecondsSince1970: Int64

  public init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

  /// Reads RFC 3339 (`2026-11-22T09:00:00.250Z`, also with an offset). What is finer than a millisecond is cut off. Nil
  /// for anything else: no zone, a day that the month does not have.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
      let day = reader.digits(2), reader.skip("Tt "), let hour = reader.digits(2), reader.skip(":"),
      let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2),
      (1...12).contains(month), (1...Instant.days(in: month, year: year)).contains(day), hour < 24, minute < 60,
      second <= 60, let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let days = Instant.daysSince1970(year: year, month: month, day: day)
    let seconds = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + min(second, 59)) - Int64(offset) * 60
    millisecondsSince1970 = seconds * 1000 + Int64(fraction)
  }

  /// RFC 3339 in UTC, with three digits of fraction where there is one.
  public var description: String {
    let seconds = Instant.divide(millisecondsSince1970, by: 1000)
    let days = Instant.divide(seconds.quotient, by: 86400)
    let (year, month, day) = Instant.date(daysSince1970: days.quotient)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let time = [days.remainder / 3600, days.remainder / 60 % 60, days.remainder % 60].map { padded($0, 2) }
    let fraction = seconds.remainder == 0 ? "" : "." + padded(seconds.remainder, 3)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time.joined(separator: ":"))\(fraction)Z"
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.millisecondsSince1970 < right.millisecondsSince1970
  }

  private static func divide(_ number: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func days(in month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  // Both count from 1 March of year 0, so that the leap day is a year's last.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719468
  }

  private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = divide(daysSince1970 + 719468, by: 146097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func digits(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  mutating func skip(_ oneOf: String) -> Bool {
    guard let first = rest.first, oneOf.utf8.contains(first) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Milliseconds of an optional fraction.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return (Array(digits) + [48, 48]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// Minutes east of UTC.
  mutating func offset() -> Int? {
    if skip("Zz") { return 0 }
    let isWest = rest.first == UInt8(ascii: "-")
    guard skip("+-"), let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
      return nil
    }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }
}
