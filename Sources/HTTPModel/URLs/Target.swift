/// A request target: the bytes between method and version on the request line, exactly as sent (RFC 9112 section 3.2).
public struct Target: Hashable, Sendable, CustomStringConvertible {
  public let bytes: [UInt8]
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// The target as text for messages; bytes that are not UTF-8 are replaced.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// What stands before the first `?`.
  public var path: ArraySlice<UInt8> {
    bytes[..<(bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex)]
  }

  /// What stands after the first `?`; nil where there is none, empty where nothing follows it.
  public var query: ArraySlice<UInt8>? {
    bytes.firstIndex(of: UInt8(ascii: "?")).map { bytes[($0 + 1)...] }
  }

  /// The query's items in order, duplicates included.
  public var queryItems: [QueryItem] { query.map(QueryItem.items) ?? [] }
}
