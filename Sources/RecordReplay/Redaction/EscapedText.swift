import HTTPModel

/// A text with the escapes in it undone (`%2b`, `+`, `\u002B`, `\/`, `&amp;`), and where each byte came from.
struct EscapedText {
  private(set) var bytes: [UInt8] = []
  /// Runs of bytes that stay, and what each escape gives, in order; at the end where the text ends.
  private var pieces: [Piece] = []

  private struct Piece {
    /// Where it begins in the result, and in the text.
    let start: Int, source: Int
    let isEscape: Bool
  }

  /// A longer text is not undone.
  static let longest = 16 << 20

  /// Nil where there is nothing to undo, or the text exceeds 16 MiB. Whether a `+` is a space is for the caller to say.
  init?(_ text: [UInt8], plusIsSpace: Bool) {
    func nextMark(_ start: Int) -> Int? {
      text.withUnsafeBufferPointer { EscapedText.mark(in: $0, from: start, orPlus: plusIsSpace) }
    }
    guard text.count <= EscapedText.longest, var mark = nextMark(0) else { return nil }
    bytes.reserveCapacity(text.count)
    pieces.reserveCapacity(8)
    var done = 0
    while true {
      if mark > done {
        pieces.append(Piece(start: bytes.count, source: done, isEscape: false))
        bytes += text[done..<mark]
      }
      guard mark < text.count else { break }
      pieces.append(Piece(start: bytes.count, source: mark, isEscape: true))
      done = mark + undo(text, at: mark, plusIsSpace: plusIsSpace)
      mark = nextMark(done) ?? text.count
    }
    pieces.append(Piece(start: bytes.count, source: text.count, isEscape: true))
  }

  /// The first byte from `start` on that an escape may begin with, of which a `+` is one where it is a space.
  static func mark(in text: UnsafeBufferPointer<UInt8>, from start: Int, orPlus: Bool) -> Int? {
    let raw = UnsafeRawBufferPointer(text)
    var index = start
    while index < raw.count {
      if index + 8 <= raw.count, !mayMark(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), orPlus) {
        index += 8
        continue
      }
      for place in index..<min(index + 8, raw.count) {
        switch raw[place] {
        case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"): return place
        case UInt8(ascii: "+") where orPlus: return place
        default: break
        }
      }
      index += 8
    }
    return nil
  }

  /// Of eight bytes at once.
  private static func mayMark(_ word: UInt64, _ orPlus: Bool) -> Bool {
    func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
    func places(_ byte: UInt64) -> UInt64 { zeros(word ^ (byte &* 0x0101_0101_0101_0101)) }
    let found = places(0x25) | places(0x5C) | places(0x26) | (orPlus ? places(0x2B) : 0)
    return found & 0x8080_8080_8080_8080 != 0
  }

  func source(of range: Range<Int>) -> Range<Int> { source(of: range.lowerBound)..<source(of: range.upperBound) }

  private func source(of place: Int) -> Int {
    var low = 0, high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= place { low = middle } else { high = middle }
    }
    return pieces[low].isEscape ? pieces[low].source : pieces[low].source + place - pieces[low].start
  }

  /// Appends what the escape gives; how long it is. What looks like one but is none gives its first byte.
  private mutating func undo(_ text: [UInt8], at index: Int, plusIsSpace: Bool) -> Int {
    func give(_ byte: UInt8, _ length: Int) -> Int {
      bytes.append(byte)
      return length
    }
    switch text[index] {
    case UInt8(ascii: "+") where plusIsSpace: return give(32, 1)
    case UInt8(ascii: "%"):
      if let byte = EscapedText.hex(text, index + 1, 2) { return give(UInt8(byte), 3) }
    case UInt8(ascii: "\\") where index + 1 < text.count:
      switch text[index + 1] {
      case UInt8(ascii: "u"):
        if let unit = EscapedText.hex(text, index + 2, 4), let scalar = Unicode.Scalar(unit) {
          bytes += String(Character(scalar)).utf8
          return 6
        }
      case UInt8(ascii: "x"): if let byte = EscapedText.hex(text, index + 2, 2) { return give(UInt8(byte), 4) }
      case UInt8(ascii: "n"): return give(10, 2)
      case UInt8(ascii: "r"): return give(13, 2)
      case UInt8(ascii: "t"): return give(9, 2)
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return give(text[index + 1], 2)
      default: break
      }
    case UInt8(ascii: "&"):
      if let (undone, length) = MarkupText.entity(text[index...]) {
        bytes += undone
        return length
      }
    default: break
    }
    return give(text[index], 1)
  }

  private static func hex(_ text: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[start..<(start + count)] {
      let digit: UInt8
      switch byte {
      case 48...57: digit = byte - 48
      case 65...70: digit = byte - 55
      case 97...102: digit = byte - 87
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
