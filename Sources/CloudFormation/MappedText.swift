public import JSONModel

/// A text put together from pieces of a template, which knows for each of its bytes where it came from.
public struct MappedText: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var pieces: [Piece] = []
  private let document: JSONDocument

  private struct Piece {
    enum Kind {
      /// The template's bytes, unchanged.
      case verbatim
      /// A string of the template with its escapes undone.
      case unescaped
      /// What a reference or a structure gave: all of it maps to the one place.
      case made
    }
    let start: Int
    let source: Int
    let kind: Kind
  }

  init(in document: JSONDocument) { self.document = document }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Where in the template the byte at `offset` of the text came from. An offset past the end is the end of the last
  /// piece.
  public func position(of offset: Int) -> TextPosition {
    guard let piece = piece(at: offset) else { return document.root.position }
    let distance = min(offset, bytes.count) - piece.start
    switch piece.kind {
    case .made: return document.position(of: piece.source)
    case .verbatim: return document.position(of: piece.source + distance)
    case .unescaped: return document.position(of: MappedText.skip(distance, from: piece.source, in: document.bytes))
    }
  }

  /// As `position(of:)` of an offset.
  public func position(of position: TextPosition) -> TextPosition { self.position(of: position.offset) }

  private func piece(at offset: Int) -> Piece? {
    var low = 0, high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : pieces[low - 1]
  }

  /// The offset in the template at which `count` bytes of a string have come out, its escapes undone.
  private static func skip(_ count: Int, from source: Int, in bytes: [UInt8]) -> Int {
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

  /// How long an escape is in the template, and how many bytes of UTF-8 it stands for.
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
    return UInt32(String(decoding: bytes[(offset + 2)..<(offset + 6)], as: UTF8.self), radix: 16)
  }
}

extension MappedText {
  /// Adds the value's own bytes.
  mutating func append(verbatim cursor: JSONCursor) {
    begin(.verbatim, cursor.position.offset)
    bytes += cursor.sourceBytes
  }

  /// Adds the text of a string.
  mutating func append(string: JSONString, quoteAt position: TextPosition) {
    begin(.unescaped, position.offset + 1)
    bytes += Array(string.text.utf8)
  }

  /// Adds a part of a string's text.
  mutating func append(_ slice: Slicer.Slice) {
    begin(.unescaped, slice.start)
    bytes += slice.bytes
  }

  /// Adds what was made for a value.
  mutating func append(made text: String, for position: TextPosition) { append(made: text, at: position.offset) }

  /// Adds what was made for the place with this offset in the template.
  mutating func append(made text: String, at offset: Int) {
    begin(.made, offset)
    bytes += Array(text.utf8)
  }

  /// Cuts a string of the template into parts that know where they begin.
  struct Slicer {
    struct Slice {
      let bytes: ArraySlice<UInt8>
      /// The offset in the template.
      let start: Int
    }

    private let text: [UInt8]
    private let document: JSONDocument
    private var taken = 0
    private var source: Int

    init(_ string: JSONString, quoteAt position: TextPosition, in document: JSONDocument) {
      text = Array(string.text.utf8)
      source = position.offset + 1
      self.document = document
    }

    /// The next so many bytes of the text. They end where a character ends.
    mutating func next(_ count: Int) -> Slice {
      let slice = Slice(bytes: text[taken..<(taken + count)], start: source)
      source = MappedText.skip(count, from: source, in: document.bytes)
      taken += count
      return slice
    }
  }

  mutating func append(_ other: MappedText) {
    let shift = bytes.count
    pieces += other.pieces.map { Piece(start: $0.start + shift, source: $0.source, kind: $0.kind) }
    bytes += other.bytes
  }

  private mutating func begin(_ kind: Piece.Kind, _ source: Int) {
    pieces.append(Piece(start: bytes.count, source: source, kind: kind))
  }
}
