/// Host names of RFC 1123, section 2.1: labels of letters, digits and inner hyphens. One that begins with `xn--` must be
/// an A-label of IDNA 2008, as the official suite has it.
enum HostName {
  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...253).contains(text.count) else { return false }
    var start = 0
    var hasEncodedLabel = false
    for index in 0...text.count {
      if index < text.count, text[index] != UInt8(ascii: ".") { continue }
      let label = UnsafeBufferPointer(rebasing: text[start..<index])
      guard isLabel(label) else { return false }
      if isEncoded(label) { hasEncodedLabel = true }
      start = index + 1
    }
    return !hasEncodedLabel || InternationalHostName.isValid(text)
  }

  /// 1 to 63 letters, digits and hyphens, no hyphen at either end.
  static func isLabel(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...63).contains(label.count), label[0] != UInt8(ascii: "-"), label[label.count - 1] != UInt8(ascii: "-")
    else { return false }
    return label.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  static func isEncoded(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    label.count >= 4 && label[0] | 32 == UInt8(ascii: "x") && label[1] | 32 == UInt8(ascii: "n")
      && label[2] == UInt8(ascii: "-") && label[3] == UInt8(ascii: "-")
  }
}
