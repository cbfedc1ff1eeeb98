import HTTPModel

/// A text with the escapes in it undone (`%2b`, `+`, `\u002B`, `\/`, `&amp;`), and where each byte came from.
struct EscapedText {
  let bytes: [UInt8]
  /// Where each byte begins in the text, and behind the last where that ends.
  private let starts: [Int32]

  /// Nil where there is nothing to undo, or the text exceeds 16 MiB. Whether a `+` is a space is for the caller to say.
  init?(_ text: [UInt8], plusIsSpace: Bool) {
    let hasMark = text.contains { byte in
      byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
        || plusIsSpace && byte == UInt8(ascii: "+")
    }
    guard text.count <= 16 << 20, hasMark else { return nil }
    var bytes: [UInt8] = [], starts: [Int32] = []
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count + 1)
    var index = 0
    while index < text.count {
      if plusIsSpace, text[index] == UInt8(ascii: "+") {
        bytes.append(32)
        starts.append(Int32(index))
        index += 1
        continue
      }
      let (undone, length) = EscapedText.undone(text, at: index)
      for byte in undone {
        bytes.append(byte)
        starts.append(Int32(index))
      }
      index += length
    }
    starts.append(Int32(text.count))
    (self.bytes, self.starts) = (bytes, starts)
  }

  func source(of range: Range<Int>) -> Range<Int> { Int(starts[range.lowerBound])..<Int(starts[range.upperBound]) }

  private static func undone(_ text: [UInt8], at index: Int) -> ([UInt8], Int) {
    switch text[index] {
    case UInt8(ascii: "%"):
      if let byte = hex(text, index + 1, 2) { return ([UInt8(byte)], 3) }
    case UInt8(ascii: "\\") where index + 1 < text.count:
      switch text[index + 1] {
      case UInt8(ascii: "u"):
        if let unit = hex(text, index + 2, 4), let scalar = Unicode.Scalar(unit) {
          return (Array(String(Character(scalar)).utf8), 6)
        }
      case UInt8(ascii: "x"): if let byte = hex(text, index + 2, 2) { return ([UInt8(byte)], 4) }
      case UInt8(ascii: "n"): return ([10], 2)
      case UInt8(ascii: "r"): return ([13], 2)
      case UInt8(ascii: "t"): return ([9], 2)
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return ([text[index + 1]], 2)
      default: break
      }
    case UInt8(ascii: "&"):
      if let (byte, length) = MarkupText.entity(text[index...]) { return (byte, length) }
    default: break
    }
    return ([text[index]], 1)
  }

  private static func hex(_ text: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[start..<(start + count)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
