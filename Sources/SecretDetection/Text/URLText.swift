import HTTPModel

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
    bytes.contains(UInt8(ascii: "%")) ? PercentEncoding.decoded(bytes) : Array(bytes)
  }
}
