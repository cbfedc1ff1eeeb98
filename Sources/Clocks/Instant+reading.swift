extension Instant {
  /// Reads RFC 3339 as recordings have it: `2026-11-22T09:00:00.250Z`, also with an offset, in small letters, with a
  /// space in the middle or with a leap second. What is finer than a millisecond is cut off. Nil for anything else: no
  /// zone, a day that the month does not have.
  public init?(_ text: String) { self.init(text, isStrict: false) }

  /// Reads RFC 3339 as the States Language does: `T` and `Z` are capitals, there is no leap second, and a fraction has at
  /// most nine digits, all of which count.
  public init?(strict text: String) { self.init(text, isStrict: true) }

  private init?(_ text: String, isStrict: Bool) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
      let day = reader.digits(2), reader.skip(isStrict ? "T" : "Tt "), let hour = reader.digits(2), reader.skip(":"),
      let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2),
      let fraction = reader.fraction(isStrict ? .nanoseconds(1) : .milliseconds(1)), !isStrict || fraction.digits <= 9,
      let offset = reader.offset(zulu: isStrict ? "Z" : "Zz"), reader.isAtEnd
    else { return nil }
    let time = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute,
      second: second == 60 && !isStrict ? 59 : second)
    guard time.isThere else { return nil }
    since1970 = .seconds(time.secondsSince1970 - offset) + fraction.value
  }
}

private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func digits(_ count: Int) -> Int64? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  mutating func skip(_ oneOf: String) -> Bool {
    guard let first = rest.first, oneOf.utf8.contains(first) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A fraction of a second, or none at all; what is finer than `unit` is cut off.
  mutating func fraction(_ unit: Duration) -> (value: Duration, digits: Int)? {
    guard skip(".") else { return (.zero, 0) }
    let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    var value = Duration.zero
    var place = Duration.milliseconds(100)
    for digit in digits where place >= unit {
      value += place * Int(digit - 48)
      place /= 10
    }
    return (value, digits.count)
  }

  /// Seconds east of UTC.
  mutating func offset(zulu: String) -> Int64? {
    if skip(zulu) { return 0 }
    let isWest = rest.first == UInt8(ascii: "-")
    guard skip("+-"), let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
      return nil
    }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }
}
