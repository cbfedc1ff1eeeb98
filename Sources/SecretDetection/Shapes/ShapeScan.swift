/// A text on its way through the search for shapes. It remembers how far runs of letters go, so that a text of nothing
/// but marks is not read again for each of them.
struct ShapeScan {
  let bytes: [UInt8]
  private var runs: [ByteSet: Range<Int>] = [:]
  /// Up to where `curl` commands have been read.
  var readCommands = 0
  /// Up to where keys of PuTTY's have been read.
  var readKeys = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the run of letters of the set ends that begins at `start`; `start` itself where none does.
  mutating func end(of set: ByteSet, from start: Int) -> Int {
    if let known = runs[set], known.contains(start) { return known.upperBound }
    var end = start
    while end < bytes.count, set.contains(bytes[end]) { end += 1 }
    if end > start { runs[set] = start..<end }
    return end
  }

  func isAll(_ set: ByteSet, in range: Range<Int>) -> Bool {
    for index in range where !set.contains(bytes[index]) { return false }
    return true
  }

  func has(_ text: StaticString, at index: Int) -> Bool {
    text.withUTF8Buffer { wanted in
      guard index >= 0, index + wanted.count <= bytes.count else { return false }
      for offset in wanted.indices where bytes[index + offset] != wanted[offset] { return false }
      return true
    }
  }

  func has(_ text: [UInt8], at index: Int) -> Bool {
    bytes.withUnsafeBufferPointer { ShapeScan.has(text, at: index, in: $0) }
  }

  static func has(_ text: [UInt8], at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index + text.count <= bytes.count else { return false }
    for offset in text.indices where bytes[index + offset] != text[offset] { return false }
    return true
  }

  func isAlphanumeric(at index: Int) -> Bool {
    index >= 0 && index < bytes.count && ByteSet.alphanumeric.contains(bytes[index])
  }

  /// Whether a word begins here: nothing, a sign or an escape stands before.
  func isWordStart(_ index: Int) -> Bool {
    bytes.withUnsafeBufferPointer { ShapeScan.isWordStart(index, in: $0) }
  }

  static func isWordStart(_ index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index > 0, isWord(bytes[index - 1]) else { return true }
    if index >= 2, bytes[index - 2] == UInt8(ascii: "\\") { return true }
    if index >= 3, bytes[index - 3] == UInt8(ascii: "%") {
      return ByteSet.hex.contains(bytes[index - 1]) && ByteSet.hex.contains(bytes[index - 2])
    }
    return index >= 6 && bytes[index - 6] == UInt8(ascii: "\\") && bytes[index - 5] == UInt8(ascii: "u")
  }

  /// The same as `ByteSet.word`, where it is asked for at each place of a text.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
  }

  /// The end of a run without the signs that end a sentence or a quotation.
  func withoutTrailing(_ range: Range<Int>, least: Int) -> Int {
    var end = range.upperBound
    let first = max(range.lowerBound + least, end - 8)
    while end > first, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ",") {
      end -= 1
    }
    return end
  }
}
