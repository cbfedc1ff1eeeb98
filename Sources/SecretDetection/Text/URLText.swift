/// A URL as it stands in a text.
enum URLText {
  private static let ends = ByteSet(" \t\r\n\"'<>`{}|^")

  /// Where the URL ends that has a byte at `start`.
  static func end(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, !ends.contains(bytes[end]), bytes[end] != UInt8(ascii: "\\") { end += 1 }
    // What ends a sentence is none of it.
    while end > start, end - start > 1, ByteSet(".,;:)]").contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Percent escapes undone; `+` stays.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "%")) else { return Array(bytes) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        text.append(high << 4 | low)
        index += 3
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
