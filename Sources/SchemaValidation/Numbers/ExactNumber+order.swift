extension ExactNumber {
  /// Below zero where `left` is the smaller, zero where they are equal.
  static func order(_ left: ExactNumber, _ right: ExactNumber) -> Int {
    if let one = left.int, let other = right.int { return one < other ? -1 : one > other ? 1 : 0 }
    if left.sign != right.sign { return left.sign - right.sign }
    return left.isZero ? 0 : left.sign * orderOfMagnitudes(left, right)
  }

  private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  private static func orderOfMagnitudes(_ left: ExactNumber, _ right: ExactNumber) -> Int {
    if !left.hugeExponent.isEmpty || !right.hugeExponent.isEmpty {
      let order = orderOfHuge(left, right)
      if order != 0 { return order }
    } else if left.magnitude != right.magnitude {
      return left.magnitude < right.magnitude ? -1 : 1
    }
    if left.digitCount <= 19, right.digitCount <= 19 {
      let one = UInt128(left.small) * power(max(0, right.digitCount - left.digitCount))
      let other = UInt128(right.small) * power(max(0, left.digitCount - right.digitCount))
      return one < other ? -1 : one > other ? 1 : 0
    }
    let (one, other) = (left.allDigits, right.allDigits)
    return one == other ? 0 : one.lexicographicallyPrecedes(other) ? -1 : 1
  }

  /// By how many digits there are before the point; one of the two has a count that no `Int` holds.
  private static func orderOfHuge(_ left: ExactNumber, _ right: ExactNumber) -> Int {
    func side(_ number: ExactNumber) -> Int { number.hugeExponent.isEmpty ? 0 : number.exponent }
    if side(left) != side(right) { return side(left) - side(right) }
    let (one, other) = (left.hugeExponent, right.hugeExponent)
    if one == other { return 0 }
    let isLess = one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
    return isLess == (side(left) > 0) ? -1 : 1
  }

  private static func power(_ exponent: Int) -> UInt128 {
    var power: UInt128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  var allDigits: [UInt8] {
    if digitCount > 19 { return digits }
    var digits: [UInt8] = []
    var rest = small
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    return digits.reversed()
  }
}
