/// A number by its text, of any size and precision: a sign, digits without zeros at either end, and the power of ten of
/// the last digit.
struct ExactNumber: Sendable {
  var isNegative = false
  /// The digits as a number, where there are 19 or fewer.
  var small: UInt64 = 0
  /// All digits, as values from 0 to 9, where there are more.
  var digits: [UInt8] = []
  var digitCount = 0
  /// Beyond ±10¹⁷ no number keeps the exponent here.
  var exponent = 0
  /// The digits of the exponent of a number that is beyond that, counted from the number's first digit.
  var hugeExponent: [UInt8] = []
  /// The value, where it is a whole one of 18 digits at most.
  var int: Int64?

  var isZero: Bool { digitCount == 0 }
  /// The value lies between 10^(magnitude - 1) and 10^magnitude.
  var magnitude: Int { exponent + digitCount }
  var isWhole: Bool { isZero || (hugeExponent.isEmpty ? exponent >= 0 : exponent > 0) }

  /// Of a JSON number's text.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    int = ExactNumber.int(text)
    if let int {
      (isNegative, small) = (int < 0, int.magnitude)
      while small > 0, small % 10 == 0 { (small, exponent) = (small / 10, exponent + 1) }
      var rest = small
      while rest > 0 { (rest, digitCount) = (rest / 10, digitCount + 1) }
    } else {
      read(text)
    }
  }

  /// A plain whole number of 18 digits at most; nil for every other text.
  @inline(__always) static func int(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let base = text.baseAddress, text.count <= 18 else { return nil }
    let isNegative = base[0] == UInt8(ascii: "-")
    var value: Int64 = 0
    for index in (isNegative ? 1 : 0)..<text.count {
      let digit = base[index] &- 48
      if digit > 9 { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return isNegative ? 0 &- value : value
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if text[0] == UInt8(ascii: "-") { (isNegative, index) = (true, 1) }
    var seenPoint = false
    var all: [UInt8] = []
    var zeros = 0
    // Zeros are kept back until another digit follows.
    while index < text.count, text[index] | 32 != UInt8(ascii: "e") {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: ".") {
        seenPoint = true
        continue
      }
      if seenPoint { exponent -= 1 }
      if byte == 48 {
        zeros += 1
        continue
      }
      if digitCount > 0 {
        add(zeros: zeros, &all)
      }
      zeros = 0
      add(byte - 48, &all)
    }
    exponent += zeros
    if digitCount > 19 { digits = all }
    if index < text.count { readExponent(UnsafeBufferPointer(rebasing: text[(index + 1)...])) }
    if isZero { self = ExactNumber() }
  }

  private init() { int = 0 }

  private mutating func add(zeros: Int, _ all: inout [UInt8]) { for _ in 0..<zeros { add(0, &all) } }

  private mutating func add(_ digit: UInt8, _ all: inout [UInt8]) {
    if digitCount == 19 {
      var rest = small
      all = Array(repeating: 0, count: 19)
      for place in (0..<19).reversed() { (all[place], rest) = (UInt8(rest % 10), rest / 10) }
    }
    digitCount += 1
    if digitCount <= 19 { small = small &* 10 &+ UInt64(digit) } else { all.append(digit) }
  }

  private mutating func readExponent(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text[...]
    var isBelow = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isBelow = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    let power = Array(rest.drop { $0 == 48 }.map { $0 - 48 })
    if power.count <= 17 {
      let value = power.reduce(0) { $0 * 10 + Int($1) }
      exponent += isBelow ? -value : value
    } else {
      hugeExponent = ExactNumber.sum(power, isBelow ? -magnitude : magnitude)
      exponent = isBelow ? -1 : 1
    }
  }

  /// Adds on paper; `large` stays the larger by far.
  private static func sum(_ large: [UInt8], _ small: Int) -> [UInt8] {
    var sum = large
    var carried = small
    for index in sum.indices.reversed() where carried != 0 {
      carried += Int(sum[index])
      let digit = (carried % 10 + 10) % 10
      sum[index] = UInt8(digit)
      carried = (carried - digit) / 10
    }
    return carried > 0 ? [UInt8(carried)] + sum : Array(sum.drop { $0 == 0 })
  }
}
