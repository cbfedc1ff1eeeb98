extension TextScanner {
  /// `full-date` of RFC 3339, section 5.6.
  mutating func date() -> Bool {
    guard end - index >= 10, text[index + 4] == UInt8(ascii: "-"), text[index + 7] == UInt8(ascii: "-") else {
      return false
    }
    let century = pair(at: 0), year = pair(at: 2), month = pair(at: 5), day = pair(at: 8)
    guard century < 100, year < 100, (1...12).contains(month) else { return false }
    index += 10
    let isLeapYear = year % 4 == 0 && (year != 0 || century % 4 == 0)
    let days = month == 2 ? (isLeapYear ? 29 : 28) : 30 + (month + month / 8) % 2
    return (1...days).contains(day)
  }

  /// The value of two digits; 100 where one of them is none.
  private func pair(at offset: Int) -> Int {
    let tens = text[index + offset] &- 48, ones = text[index + offset + 1] &- 48
    return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : 100
  }

  /// `hh:mm:ss` with a second up to 60.
  private mutating func clock() -> (hour: Int, minute: Int, second: Int)? {
    guard end - index >= 8, text[index + 2] == UInt8(ascii: ":"), text[index + 5] == UInt8(ascii: ":") else {
      return nil
    }
    let (hour, minute, second) = (pair(at: 0), pair(at: 3), pair(at: 6))
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    index += 8
    return (hour, minute, second)
  }

  /// `date-time` of RFC 3339; the letters may be small (section 5.6, note).
  mutating func dateTime() -> Bool { date() && take(where: { $0 | 32 == UInt8(ascii: "t") }) && time() }

  /// `full-time`. A leap second is the last one of a day in UTC, though which days had one is not known here.
  mutating func time() -> Bool {
    guard let clock = clock() else { return false }
    if take("."), takeAll(where: \.isDigit) == 0 { return false }
    var offset = 0
    if !take(where: { $0 | 32 == UInt8(ascii: "z") }) {
      let isAhead = take("+")
      guard isAhead || take("-"), end - index >= 5, text[index + 2] == UInt8(ascii: ":") else { return false }
      let hours = pair(at: 0), minutes = pair(at: 3)
      guard hours < 24, minutes < 60 else { return false }
      index += 5
      offset = (hours * 60 + minutes) * (isAhead ? 1 : -1)
    }
    return clock.second < 60 || (clock.hour * 60 + clock.minute - offset + 2 * 1440) % 1440 == 1439
  }

  /// Draft 3's `time`: `hh:mm:ss`.
  mutating func localTime() -> Bool { clock() != nil }

  /// `duration` of RFC 3339, appendix A: units in order, none left out between two, weeks alone.
  mutating func duration() -> Bool {
    guard take("P") else { return false }
    var last: Int?
    if peek != UInt8(ascii: "T") {
      guard let unit = unit(of: "YMDW") else { return false }
      if unit == 3 { return true }
      last = unit
      while peek?.isDigit ?? false {
        guard let unit = self.unit(of: "YMD"), unit == (last ?? 0) + 1 else { return false }
        last = unit
      }
    }
    guard take("T") else { return last != nil }
    guard var unit = unit(of: "HMS") else { return false }
    while peek?.isDigit ?? false {
      guard let next = self.unit(of: "HMS"), next == unit + 1 else { return false }
      unit = next
    }
    return true
  }

  /// Digits and one of the letters; gives the letter's number.
  private mutating func unit(of letters: StaticString) -> Int? {
    guard takeAll(where: \.isDigit) > 0, let letter = peek else { return nil }
    index += 1
    return letters.withUTF8Buffer { $0.firstIndex(of: letter) }
  }
}
