/// A date and a time of day in UTC, in the Gregorian calendar, which is counted back to before it was made.
struct CivilTime {
  var year: Int64
  /// 1 to 12.
  var month: Int64
  var day: Int64
  var hour: Int64
  var minute: Int64
  var second: Int64

  /// Whether the month has such a day and the day such a time.
  var isThere: Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let longest: Int64 =
      switch month {
      case 2: isLeap ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    return (1...12).contains(month) && (1...longest).contains(day) && hour < 24 && minute < 60 && second < 60
  }

  // Days are counted from 0000-03-01, in eras of 400 years, so that the leap day is a year's last.
  private static let daysTo1970: Int64 = 719_468

  var secondsSince1970: Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.floored(by: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - CivilTime.daysTo1970
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  init(secondsSince1970: Int64) {
    let (days, rest) = secondsSince1970.floored(by: 86_400)
    let (era, dayOfEra) = (days + CivilTime.daysTo1970).floored(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
  }

  init(year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }
}

extension BinaryInteger {
  /// The quotient rounded down, so that the remainder is never negative.
  func floored(by divisor: Self) -> (quotient: Self, remainder: Self) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
