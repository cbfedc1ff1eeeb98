/// A text put together from pieces of other texts, which knows for each of its bytes where it came from: a definition
/// that a template holds as text, or the JSON that a YAML text stands for. A `JSONDocument` parsed from it has the
/// positions of the original.
public struct MappedText: Sendable {
  public private(set) var bytes: [UInt8] = []
  private(set) var map: SourceMap

  /// `source` is the original, in which all positions are.
  public init(of source: SourceText?) { map = SourceMap(source: source) }

  /// For pieces of this document.
  public init(of document: JSONDocument) { self.init(of: document.source) }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Where in the original the byte at `offset` came from. An offset past the end is the end of the last piece.
  public func position(of offset: Int) -> TextPosition { map.position(of: offset) }

  /// Adds what stands for a place in the original as a whole.
  public mutating func append(_ text: String, for position: TextPosition) {
    append(Array(text.utf8)[...], .fixed(position))
  }

  /// The same of bytes, which must be UTF-8.
  public mutating func append(_ bytes: ArraySlice<UInt8>, for position: TextPosition) {
    append(bytes, .fixed(position))
  }

  /// Adds a value as it is written. All of it leads to the value's first byte.
  public mutating func append(verbatim cursor: JSONCursor) { append(cursor.sourceBytes, .fixed(cursor.position)) }

  /// Adds the text of a string, its escapes undone; nothing where the value is no string.
  public mutating func append(textOf cursor: JSONCursor) {
    guard var slicer = StringSlicer(cursor) else { return }
    append(slicer.next(slicer.remaining))
  }

  /// Adds a part of a string's text.
  public mutating func append(_ slice: StringSlicer.Slice) {
    // To find a place in a piece costs a walk from its beginning, so a long text becomes many.
    var rest = slice
    repeat {
      let piece = rest.next(512)
      append(piece.bytes, .unescaped(slice.storage, piece.offset))
    } while !rest.bytes.isEmpty
  }

  public mutating func append(_ other: MappedText) {
    map.append(other.map)
    bytes += other.bytes
  }

  private mutating func append(_ new: ArraySlice<UInt8>, _ origin: SourceMap.Origin) {
    map.append(new.count, origin)
    bytes += new
  }
}

/// From offsets in a text to places in the text that it was made of.
struct SourceMap: Sendable {
  enum Origin {
    /// All of the piece leads to one place.
    case fixed(TextPosition)
    /// A string's text, its escapes undone, from this offset in the document's bytes on.
    case unescaped(JSONStorage, Int)
  }

  private struct Stretch {
    let start: Int
    let origin: Origin
  }

  let source: SourceText?
  private var pieces: [Stretch] = []
  /// Where the last piece ends.
  private var end = 0

  init(source: SourceText?) { self.source = source }

  mutating func append(_ count: Int, _ origin: Origin) {
    pieces.append(Stretch(start: end, origin: origin))
    end += count
  }

  mutating func append(_ other: SourceMap) {
    pieces += other.pieces.map { Stretch(start: $0.start + end, origin: $0.origin) }
    end += other.end
  }

  func position(of offset: Int) -> TextPosition {
    guard let piece = piece(at: offset) else { return TextPosition(line: 1, column: 1, offset: 0) }
    switch piece.origin {
    case .fixed(let position): return position
    case .unescaped(let storage, let from):
      let distance = min(offset, end) - piece.start
      return storage.position(of: JSONEscape.skip(distance, from: from, in: storage.bytes))
    }
  }

  private func piece(at offset: Int) -> Stretch? {
    let next = pieces.partitioned { $0.start > offset }
    return next == 0 ? nil : pieces[next - 1]
  }
}
