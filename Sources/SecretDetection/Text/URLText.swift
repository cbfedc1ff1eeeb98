import HTTPModel

/// A URL as it stands in a text.
enum URLText {
  private static let ends = ByteSet(" \t\r\n\"'<>`{}|^\\")
  /// What ends a sentence is none of it.
  private static let sentenceEnds = ByteSet(".,;:)]")

  /// Where the URL ends that has a byte at `start`.
  static func end(in bytes: [UInt8], from start: Int) -> Int {
    let ends = ends, sentenceEnds = sentenceEnds
    return bytes.withUnsafeBufferPointer { bytes in
      var end = start
      while end < bytes.count, !ends.contains(bytes[end]) { end += 1 }
      while end > start, end - start > 1, sentenceEnds.contains(bytes[end - 1]) { end -= 1 }
      return end
    }
  }

  /// Percent escapes undone; `+` stays.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.contains(UInt8(ascii: "%")) ? PercentEncoding.decoded(bytes) : Array(bytes)
  }
}
