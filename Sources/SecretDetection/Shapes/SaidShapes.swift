/// Credentials in what is written for people.
enum SaidShapes {
  private static let codeWords: Set<String> = [
    "verification", "security", "login", "access", "confirmation", "authentication", "time", "auth", "in", "pairing",
    "recovery", "otp", "passcode", "pin", "sms", "2fa",
  ]

  /// `Your verification code is 123456`.
  static func code(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let digits = scan.bytes[mark.upperBound...].prefix(9).prefix(while: ByteSet.digits.contains)
    guard (4...8).contains(digits.count), !scan.isAlphanumeric(at: digits.endIndex) else { return nil }
    let first = scan.bytes[mark.lowerBound] | 0x20
    if first != UInt8(ascii: "c") { return digits.startIndex..<digits.endIndex }
    var before = scan.bytes[..<mark.lowerBound].suffix(24)
    while let last = before.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "-") { before.removeLast() }
    let word = before.suffix(while: { ByteSet.alphanumeric.contains($0) })
    return codeWords.contains(String(decoding: word, as: UTF8.self).lowercased())
      ? digits.startIndex..<digits.endIndex : nil
  }

  /// `123456 is your Acme login code`.
  static func codeBefore(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let digits = scan.bytes[..<mark.lowerBound].suffix(9).suffix(while: ByteSet.digits.contains)
    let after = String(decoding: scan.bytes[mark.upperBound...].prefix(40), as: UTF8.self).lowercased()
    guard (4...8).contains(digits.count), !scan.isAlphanumeric(at: digits.startIndex - 1),
      NameWords(after).words.contains(where: { ["code", "otp", "passcode", "pin"].contains($0) })
    else { return nil }
    return digits.startIndex..<digits.endIndex
  }

  /// `Your password is X`: X has letters and digits; what a token is looks drawn.
  static func value(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let isPassword = scan.has("ass", at: mark.lowerBound)
    guard let range = CommandShapes.value(in: scan, from: mark.upperBound, mustBeDrawn: !isPassword) else { return nil }
    let value = scan.bytes[range.lowerBound..<scan.withoutTrailing(range, least: 4)]
    guard value.count >= 6, value.contains(where: ByteSet.letters.contains), !NamedValue.isURL(Array(value)) else {
      return nil
    }
    return value.startIndex..<value.endIndex
  }
}

extension ArraySlice<UInt8> {
  /// Its end, as far as all of it are such.
  fileprivate func suffix(while fits: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    self[(lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
