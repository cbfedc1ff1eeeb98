/// Characters of ASCII, asked by two masks.
struct ASCIISet: Hashable, Sendable {
  private var low: UInt64 = 0, high: UInt64 = 0

  init() {}

  /// The characters of `text`, and letters and digits where wanted.
  init(_ text: StaticString, lettersAndDigits: Bool = false) {
    text.withUTF8Buffer { for byte in $0 { insert(UInt32(byte)...UInt32(byte)) } }
    guard lettersAndDigits else { return }
    insert(48...57)
    insert(65...90)
    insert(97...122)
  }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    for value in range where value < 128 {
      if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }

  var complement: ASCIISet {
    var result = ASCIISet()
    (result.low, result.high) = (~low, ~high)
    return result
  }

  func isDisjoint(with other: ASCIISet) -> Bool { low & other.low == 0 && high & other.high == 0 }
}
