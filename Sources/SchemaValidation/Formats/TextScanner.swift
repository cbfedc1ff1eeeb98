/// Reads a text's bytes from left to right. What a function does not like it leaves partly read.
struct TextScanner {
  let text: UnsafeBufferPointer<UInt8>
  var index = 0
  /// One past the last byte to read.
  var end: Int

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    end = text.count
  }

  var isAtEnd: Bool { index == end }
  var peek: UInt8? { index < end ? text[index] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard index < end, text[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool { take(UInt8(truncatingIfNeeded: scalar.value)) }

  mutating func take(where isWanted: (UInt8) -> Bool) -> Bool {
    guard index < end, isWanted(text[index]) else { return false }
    index += 1
    return true
  }

  /// Takes as many as there are, and says how many.
  @discardableResult
  mutating func takeAll(where isWanted: (UInt8) -> Bool) -> Int {
    let start = index
    while index < end, isWanted(text[index]) { index += 1 }
    return index - start
  }

  /// Where `byte` is next; nil where it is not before the end.
  func next(_ byte: UInt8) -> Int? { (index..<end).first { text[$0] == byte } }

  /// Reads one character; nil at the end. The bytes are known to be well-formed.
  mutating func scalar() -> UInt32? {
    guard let byte = peek, byte < 128 else { return nonASCII() }
    index += 1
    return UInt32(byte)
  }

  /// Reads one character beyond ASCII; nil where none is next. The bytes are known to be well-formed.
  mutating func nonASCII() -> UInt32? {
    guard let lead = peek, lead >= 0xC0 else { return nil }
    let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + count <= end else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(count))
    for offset in 1..<count { value = value << 6 | UInt32(text[index + offset]) & 0x3F }
    index += count
    return value
  }
}

extension UInt8 {
  var isDigit: Bool { (48...57).contains(self) }
  var isLetter: Bool { (97...122).contains(self | 32) }
  var isHexDigit: Bool { isDigit || (97...102).contains(self | 32) }
  var isASCII: Bool { self < 128 }
}
