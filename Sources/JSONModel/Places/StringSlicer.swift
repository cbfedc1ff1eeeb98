/// Cuts the text of a string in a document into parts that know where they begin.
public struct StringSlicer {
  public struct Slice {
    public fileprivate(set) var bytes: ArraySlice<UInt8>
    let storage: JSONStorage
    /// In the document's bytes.
    private(set) var offset: Int

    fileprivate init(_ bytes: ArraySlice<UInt8>, _ storage: JSONStorage, _ offset: Int) {
      (self.bytes, self.storage, self.offset) = (bytes, storage, offset)
    }

    /// Where it begins.
    public var position: TextPosition { storage.position(of: offset) }

    /// Takes off the next so many bytes, and what it takes to end where a character ends.
    mutating func next(_ count: Int) -> Slice {
      var end = min(bytes.startIndex + count, bytes.endIndex)
      while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
      let head = Slice(bytes[..<end], storage, offset)
      offset = JSONEscape.skip(head.bytes.count, from: offset, in: storage.bytes)
      bytes = bytes[end...]
      return head
    }
  }

  private var rest: Slice

  /// Nil where the value is no string.
  public init?(_ cursor: JSONCursor) {
    guard let string = cursor.jsonString else { return nil }
    rest = Slice(Array(string.text.utf8)[...], cursor.storage, Int(cursor.node.start) + 1)
  }

  /// In bytes.
  public var remaining: Int { rest.bytes.count }

  /// The next so many bytes of the text. They should end where a character ends.
  public mutating func next(_ count: Int) -> Slice { rest.next(count) }
}

/// How long escapes are in a text, and what they stand for.
enum JSONEscape {
  /// The offset at which `count` bytes of a string's text have come out; `source` is inside the string.
  static func skip(_ count: Int, from source: Int, in bytes: [UInt8]) -> Int {
    var made = 0
    var offset = source
    while made < count, offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count else {
        made += 1
        offset += 1
        continue
      }
      let (length, gives) = escape(at: offset, in: bytes)
      if made + gives > count { return offset }
      made += gives
      offset += length
    }
    return offset
  }

  /// How long an escape is, and how many bytes of UTF-8 it stands for.
  private static func escape(at offset: Int, in bytes: [UInt8]) -> (length: Int, gives: Int) {
    guard let unit = unit(at: offset, in: bytes) else { return (2, 1) }
    if (0xD800..<0xDC00).contains(unit), let low = self.unit(at: offset + 6, in: bytes),
      (0xDC00..<0xE000).contains(low)
    {
      return (12, 4)
    }
    return (6, unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3)
  }

  private static func unit(at offset: Int, in bytes: [UInt8]) -> UInt32? {
    guard offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") else {
      return nil
    }
    return JSONString.unit(bytes, at: offset)
  }
}
