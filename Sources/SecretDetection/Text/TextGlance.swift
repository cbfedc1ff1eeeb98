/// What one pass over a text's bytes tells of it: most texts hold nothing that takes a second look.
public struct TextGlance: Sendable {
  private let seen: UInt8
  /// Whether a shape's mark is anywhere in it that begins a word where it must.
  let hasMark: Bool

  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var seen: UInt8 = 0, hasMark = false
    let tables = TextGlance.tables
    tables.kinds.withUnsafeBufferPointer { kinds in
      tables.marks.withUnsafeBufferPointer { marks in
        var last: UInt32 = 0
        for index in bytes.indices {
          let byte = bytes[index]
          seen |= kinds[Int(byte)]
          last = last &<< 8 | UInt32(byte)
          let sketch = TextGlance.sketch(last)
          if marks[sketch &>> 6] &>> UInt64(truncatingIfNeeded: sketch & 63) & 1 == 1, !hasMark, index >= 2 {
            hasMark = ShapeSearch.hasMark(at: index - 2, in: bytes)
          }
        }
      }
    }
    (self.seen, self.hasMark) = (seen, hasMark)
  }

  /// What a pair, a URL or a tag has.
  var hasSign: Bool { seen & TextGlance.sign != 0 }
  /// Whether a URL may end inside it.
  var hasURLEnd: Bool { seen & TextGlance.urlEnd != 0 }
  /// Whether what stands behind a `?` or a `#`, or in an escape, may be in it.
  public var hasURLMark: Bool { seen & TextGlance.urlMark != 0 }
  /// Whether items may stand in it as in a form.
  public var hasItems: Bool { seen & TextGlance.items == TextGlance.items }
  /// Whether all of it are letters of Base64, of either alphabet, and its padding.
  public var isBase64: Bool { seen & TextGlance.noBase64 == 0 }

  /// A number below 2^16 made of the last three bytes.
  private static func sketch(_ last: UInt32) -> Int { Int(((last &<< 8) &* 0x9E37_79B1) &>> 16) }

  /// By a byte, what it tells; and a bit for each three bytes that a mark begins with.
  private static let tables = (kinds: kinds(), marks: marks())

  private static func marks() -> [UInt64] {
    var marks = [UInt64](repeating: 0, count: 1 << 10)
    for start in ShapeSearch.markStarts {
      let sketch = sketch(start)
      marks[sketch >> 6] |= 1 << UInt64(sketch & 63)
    }
    return marks
  }

  private static let sign: UInt8 = 1, urlEnd: UInt8 = 2, urlMark: UInt8 = 4, items: UInt8 = 8 | 16, noBase64: UInt8 = 32

  private static func kinds() -> [UInt8] {
    let base64 = ByteSet("0-9A-Za-z+/=_-")
    return (0...255).map { (byte: UInt8) in
      var kind: UInt8 = TextSearch.isSign(byte) ? sign : 0
      if QuietText.urlEnds.contains(byte) { kind |= urlEnd }
      if "?#%".utf8.contains(byte) { kind |= urlMark }
      if byte == UInt8(ascii: "&") { kind |= 8 }
      if byte == UInt8(ascii: "=") { kind |= 16 }
      return base64.contains(byte) ? kind : kind | noBase64
    }
  }
}
