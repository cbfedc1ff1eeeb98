/// A decimal number as Java's `BigDecimal` reads it from a text: `-12.50`, `007`, `.5`, `1e3`. Compared exactly.
struct DecimalText {
  private var isNegative = false
  /// Without zeros at either end; none for zero.
  private var digits: ArraySlice<UInt8>
  /// How many digits stand before the point, were the number written without an exponent; below zero where zeros
  /// follow the point first.
  private var magnitude: Int

  /// Nil where the text is no number.
  init?(_ text: String) {
    var rest = ArraySlice(text.utf8)
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      isNegative = rest.removeFirst() == UInt8(ascii: "-")
    }
    let mantissa = rest.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    var digits = ArraySlice(mantissa.filter(DecimalText.isDigit))
    guard !digits.isEmpty, mantissa.count - digits.count <= 1 else { return nil }
    if mantissa.count > digits.count, !mantissa.contains(UInt8(ascii: ".")) { return nil }
    magnitude = (mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mantissa.endIndex) - mantissa.startIndex
    if mantissa.endIndex < rest.endIndex {
      guard let exponent = Int32(String(decoding: rest[(mantissa.endIndex + 1)...], as: UTF8.self)) else { return nil }
      magnitude += Int(exponent)
    }
    let zeros = digits.prefix { $0 == 48 }.count
    digits.removeFirst(zeros)
    magnitude -= zeros
    while digits.last == 48 { digits.removeLast() }
    self.digits = digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Below, at or above zero as the number is smaller, equal or greater than the other.
  func order(to other: DecimalText) -> Int {
    if digits.isEmpty || other.digits.isEmpty || isNegative != other.isNegative { return sign - other.sign }
    if magnitude != other.magnitude { return magnitude < other.magnitude ? -sign : sign }
    if digits.elementsEqual(other.digits) { return 0 }
    return digits.lexicographicallyPrecedes(other.digits) ? -sign : sign
  }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }
}
