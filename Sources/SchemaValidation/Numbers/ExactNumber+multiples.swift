extension ExactNumber {
  /// Whether this is a whole multiple of `divisor`, which isn't zero. Nil where finding out would cost too much: both
  /// have very many digits.
  func isMultiple(of divisor: ExactNumber) -> Bool? {
    if isZero { return true }
    if let one = int, let other = divisor.int { return one % other == 0 }
    // Digits of neither end with a zero, so m·10^k is a multiple of n·10^l only where k is l or more.
    guard let shift = exponents(beyond: divisor), shift >= 0 else { return false }
    // n divides m·10^shift: what 2s and 5s of n there are in 10^shift can be taken out of n.
    if divisor.digitCount <= 19 {
      var rest = divisor.small
      rest = ExactNumber.without(2, shift, rest)
      rest = ExactNumber.without(5, shift, rest)
      return remainder(by: rest) == 0
    }
    guard work(dividingBy: divisor) <= ExactNumber.mostWork else { return nil }
    return isMultiple(ofLong: divisor.digits, shift)
  }

  /// How many digits a division by this one looks at, about.
  func work(dividingBy divisor: ExactNumber) -> Int {
    // A number of n digits has less than 4·n factors of 2.
    divisor.digitCount <= 19 ? digitCount : (digitCount + 4 * divisor.digitCount) * divisor.digitCount
  }

  private static let mostWork = 4_000_000

  /// The difference of the exponents: `Int.max` where no `Int` counts so far, nil where that is below zero.
  private func exponents(beyond divisor: ExactNumber) -> Int? {
    if hugeExponent.isEmpty, divisor.hugeExponent.isEmpty { return exponent - divisor.exponent }
    let (one, other) = (magnitudeDigits, divisor.magnitudeDigits)
    guard one.isNegative == other.isNegative else { return one.isNegative ? nil : .max }
    let isCloser = ExactNumber.isLess(one.digits, other.digits)
    let isAbove = isCloser == one.isNegative
    let distance =
      isCloser
      ? ExactNumber.difference(other.digits, one.digits) : ExactNumber.difference(one.digits, other.digits)
    guard distance.count <= 18 else { return isAbove ? .max : nil }
    let places = distance.reduce(0) { $0 * 10 + Int($1) }
    return (isAbove ? places : -places) + divisor.digitCount - digitCount
  }

  /// The magnitude, also where no `Int` holds it.
  private var magnitudeDigits: (isNegative: Bool, digits: [UInt8]) {
    guard hugeExponent.isEmpty else { return (exponent < 0, hugeExponent) }
    let digits = magnitude == 0 ? [] : String(magnitude.magnitude).utf8.map { $0 - 48 }
    return (magnitude < 0, digits)
  }

  private static func without(_ factor: UInt64, _ times: Int, _ number: UInt64) -> UInt64 {
    var (rest, left) = (number, times)
    while left > 0, rest % factor == 0 { (rest, left) = (rest / factor, left - 1) }
    return rest
  }

  private func remainder(by modulus: UInt64) -> UInt64 {
    if digitCount <= 19 { return small % modulus }
    var rest: UInt128 = 0
    for digit in digits { rest = (rest * 10 + UInt128(digit)) % UInt128(modulus) }
    return UInt64(rest)
  }

  private func isMultiple(ofLong divisor: [UInt8], _ shift: Int) -> Bool {
    var rest = divisor
    for factor: UInt8 in [2, 5] {
      var left = shift
      while left > 0, let quotient = ExactNumber.quotient(rest, factor) { (rest, left) = (quotient, left - 1) }
    }
    if allDigits.count < rest.count { return false }
    var remainder: [UInt8] = []
    for digit in allDigits {
      if !remainder.isEmpty || digit != 0 { remainder.append(digit) }
      while !ExactNumber.isLess(remainder, rest) { remainder = ExactNumber.difference(remainder, rest) }
    }
    return remainder.isEmpty
  }

  /// Nil where there is a remainder.
  private static func quotient(_ digits: [UInt8], _ factor: UInt8) -> [UInt8]? {
    var rest: UInt8 = 0
    let quotient = digits.map { digit -> UInt8 in
      let value = rest * 10 + digit
      rest = value % factor
      return value / factor
    }
    return rest == 0 ? Array(quotient.drop { $0 == 0 }) : nil
  }

  private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
  }

  private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var (result, borrowed) = (left, 0)
    for place in 0..<left.count {
      let subtrahend = place < right.count ? Int(right[right.count - 1 - place]) : 0
      var digit = Int(left[left.count - 1 - place]) - subtrahend - borrowed
      borrowed = digit < 0 ? 1 : 0
      if digit < 0 { digit += 10 }
      result[left.count - 1 - place] = UInt8(digit)
    }
    return Array(result.drop { $0 == 0 })
  }
}
