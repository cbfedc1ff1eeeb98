extension TextScanner {
  /// RFC 6901, section 3.
  mutating func jsonPointer() -> Bool {
    guard let first = peek else { return true }
    guard first == UInt8(ascii: "/") else { return false }
    while let byte = peek {
      index += 1
      if byte == UInt8(ascii: "~"), !take(where: { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) {
        return false
      }
    }
    return true
  }

  /// The Internet-Draft "Relative JSON Pointers": how many levels up, then a pointer or `#`.
  mutating func relativeJSONPointer() -> Bool {
    if !take("0") {
      guard take(where: { (49...57).contains($0) }) else { return false }
      takeAll(where: \.isDigit)
    }
    return take("#") ? isAtEnd : jsonPointer()
  }

  /// RFC 4648, section 4, with padding.
  mutating func base64() -> Bool {
    guard end % 4 == 0 else { return false }
    let count = takeAll { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    if take("=") { _ = take("=") }
    return isAtEnd && end - count <= 2
  }
}
