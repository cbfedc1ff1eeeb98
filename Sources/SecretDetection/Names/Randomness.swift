/// Whether a value looks drawn rather than written.
enum Randomness {
  /// Letters, digits and the marks that base64, UUIDs and tokens hold; at least `least` bytes; and its letters and
  /// digits alternate as they do by chance, not as in `velvet-maple-2494` or `transaction_invalid`.
  static func isLikely(_ value: some RandomAccessCollection<UInt8>, atLeast least: Int = 16) -> Bool {
    guard value.count >= least else { return false }
    var changes = 0, digits = 0, letters = 0, seen = ByteSet()
    var before = 0
    for byte in value.prefix(4_096) {
      let kind: Int
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        kind = 1
        digits += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        kind = 2
        letters += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        kind = 3
        letters += 1
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "!"),
        UInt8(ascii: "*"):
        continue
      default: return false
      }
      seen.insert(byte)
      if before != 0, kind != before { changes += 1 }
      before = kind
    }
    let counted = digits + letters
    guard letters > 0, seen.count >= 6, counted * 2 >= Swift.min(value.count, 4_096) else { return false }
    return changes >= Swift.max(3, counted / 8)
  }

  /// Eight, four, four, four and twelve hexadecimal digits.
  static func isUUID(_ value: some RandomAccessCollection<UInt8>) -> Bool {
    guard value.count == 36 else { return false }
    for (index, byte) in value.enumerated() {
      switch index {
      case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
      default: if !ByteSet.hex.contains(byte) { return false }
      }
    }
    return true
  }
}
