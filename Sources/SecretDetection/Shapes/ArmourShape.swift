/// Keys between `-----BEGIN` and `-----END`; also where the end was cut off.
enum ArmourShape {
  private static let label = ByteSet("A-Z0-9 ")
  /// What stands between the lines of armour, its line ends written as escapes included.
  private static let body = ByteSet("0-9A-Za-z+/= \t\r\n\\:,.()\"';-")

  static func key(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    range(in: &scan, mark: mark) { $0.holds("PRIVATE KEY") }
  }

  /// Keygen's licence and machine files.
  static func file(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    range(in: &scan, mark: mark) { $0.holds("LICENSE FILE") || $0.holds("MACHINE FILE") }
  }

  private static func range(
    in scan: inout ShapeScan, mark: Range<Int>, isKind: ([UInt8]) -> Bool
  ) -> Range<Int>? {
    var labelEnd = mark.upperBound
    while labelEnd < scan.bytes.count, labelEnd - mark.upperBound < 40, label.contains(scan.bytes[labelEnd]) {
      labelEnd += 1
    }
    guard scan.has("-----", at: labelEnd), isKind(Array(scan.bytes[mark.upperBound..<labelEnd])) else { return nil }
    var end = labelEnd + 5, letters = 0
    let limit = min(scan.bytes.count, mark.lowerBound + 200_000), body = body, base64 = ByteSet.base64
    while end < limit, body.contains(scan.bytes[end]) {
      if scan.bytes[end] == UInt8(ascii: "-"), scan.has("-----", at: end) { break }
      if base64.contains(scan.bytes[end]) { letters += 1 }
      end += 1
    }
    // A line that only names the armour, as in a source, is no key.
    guard letters >= 24 else { return nil }
    if scan.has("-----END ", at: end) {
      var close = end + 9
      while close < scan.bytes.count, close - end < 60, label.contains(scan.bytes[close]) { close += 1 }
      if scan.has("-----", at: close) { return mark.lowerBound..<close + 5 }
    }
    while end > labelEnd, !ByteSet.base64.contains(scan.bytes[end - 1]) { end -= 1 }
    return mark.lowerBound..<end
  }

  /// A key whose armour is in Base64 itself, as in a configuration of Kubernetes.
  static func coded(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: .base64, from: mark.lowerBound)
    guard end - mark.lowerBound >= 64, let start = JWTShape.decode(scan.bytes[mark.lowerBound..<mark.lowerBound + 64]),
      start.holds("PRIVATE KEY-----")
    else { return nil }
    return mark.lowerBound..<end
  }

  /// A key of PuTTY's: up to the line of its MAC.
  static func putty(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard mark.lowerBound >= scan.readKeys else { return nil }
    let printed = ByteSet("0-9A-Za-z+/= \t\r\n\\:,.()\"'@_-")
    let end = min(scan.end(of: printed, from: mark.lowerBound), mark.lowerBound + 16_384)
    scan.readKeys = end
    let text = Array(scan.bytes[mark.lowerBound..<end])
    guard text.holds("Private-Lines") else { return nil }
    return mark.lowerBound..<end
  }
}
