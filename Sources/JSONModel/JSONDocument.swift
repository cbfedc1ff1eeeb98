import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A JSON text, parsed once: its bytes, and a flat list of what stands where. Nothing is copied or decoded before it is
/// asked for, so number text, escapes, key order and duplicate keys are all kept.
public struct JSONDocument: Sendable {
  let storage: JSONStorage

  /// Takes strict RFC 8259 in UTF-8 without a byte order mark; any value may be the root. `source` is where the bytes
  /// came from, for whoever prints a place.
  public init(
    parsing bytes: [UInt8], from source: SourceText? = nil, limits: JSONLimits = JSONLimits()
  ) throws(JSONSyntaxError) {
    do throws(JSONParser.Stop) {
      storage = JSONStorage(bytes: bytes, try JSONParser.nodes(bytes, limits: limits), source: source)
    } catch {
      throw JSONSyntaxError(kind: error.kind, position: TextPosition(of: error.offset, in: bytes), source: source)
    }
  }

  /// Of nodes that are known to be those of the bytes.
  init(bytes: [UInt8], nodes: [JSONNode], depth: Int) { storage = JSONStorage(bytes: bytes, (nodes, depth)) }

  public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }

  /// All positions, those of errors too, are those of the original.
  public init(parsing text: MappedText, limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
    let map = text.map
    do throws(JSONParser.Stop) {
      let nodes = try JSONParser.nodes(text.bytes, limits: limits)
      storage = JSONStorage(bytes: text.bytes, nodes, source: map.source, map: map)
    } catch {
      throw JSONSyntaxError(kind: error.kind, position: map.position(of: error.offset), source: map.source)
    }
  }

  public var bytes: [UInt8] { storage.bytes }
  public var root: JSONCursor { JSONCursor(storage: storage, index: 0) }
  /// Where the text came from; nil where nobody said.
  public var source: SourceText? { storage.source }
  /// Of values and keys.
  public var valueCount: Int { storage.nodes.count }

  /// Arrays and objects inside each other, at most; 0 for a document that is neither.
  public var depth: Int { storage.depth }

  /// Whether nothing but values, commas and colons stands in it: no blanks.
  var isCompact: Bool {
    var needed = 0
    for node in storage.nodes {
      switch node.kind {
      case .array: needed += 2 + max(0, node.count - 1)
      case .object: needed += 2 + max(0, 2 * node.count - 1)
      default: needed += Int(node.end - node.start)
      }
    }
    return needed == bytes.count
  }

  /// Where the byte at `offset` is: in the original where the text was put together from one. The first call counts
  /// lines, later ones look the line up.
  public func position(of offset: Int) -> TextPosition { storage.position(of: offset) }
}

public enum JSONKind: UInt8, Hashable, Sendable, CustomStringConvertible {
  case null, bool, number, string, array, object

  /// As it is put in a sentence: `a string`, `null`.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

final class JSONStorage: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]
  let depth: Int
  let source: SourceText?
  /// Nil where positions are those of the bytes.
  private let map: SourceMap?
  /// Offsets at which lines start; made when first asked for.
  private let lines = Lock<[Int]?>(nil)

  init(
    bytes: [UInt8], _ parsed: (nodes: [JSONNode], depth: Int), source: SourceText? = nil, map: SourceMap? = nil
  ) {
    (self.bytes, self.source, self.map) = (bytes, source, map)
    (nodes, depth) = parsed
  }

  func position(of offset: Int) -> TextPosition {
    if let map { return map.position(of: offset) }
    let starts = lines.withLock { cached in
      let starts = cached ?? lineStarts()
      cached = starts
      return starts
    }
    let line = starts.partitioned { $0 > offset }
    return TextPosition(line: line, column: offset - starts[line - 1] + 1, offset: offset)
  }

  private func lineStarts() -> [Int] {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return [0] }
      let hasReturns = memchr(base, 13, bytes.count) != nil
      var starts = [0]
      if hasReturns {
        for index in bytes.indices where bytes[index] == 10 || bytes[index] == 13 {
          if bytes[index] == 10 || !(index + 1 < bytes.count && bytes[index + 1] == 10) { starts.append(index + 1) }
        }
        return starts
      }
      while let last = starts.last, let found = memchr(base + last, 10, bytes.count - last) {
        starts.append(UnsafeRawPointer(found) - base + 1)
      }
      return starts
    }
  }
}
