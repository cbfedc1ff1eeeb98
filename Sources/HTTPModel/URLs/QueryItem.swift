/// One `name=value` of a query or of a form, as sent.
public struct QueryItem: Hashable, Sendable {
  /// Percent-encoded, as sent.
  public let name: [UInt8]
  /// Percent-encoded, as sent; nil where there was no `=`.
  public let value: [UInt8]?

  public init(name: [UInt8], value: [UInt8]?) {
    self.name = name
    self.value = value
  }

  /// Splits at `&`, each piece at its first `=`. Empty pieces (`a&&b`) are dropped.
  public static func items(_ query: some Collection<UInt8>) -> [QueryItem] {
    query.split(separator: UInt8(ascii: "&")).map { piece in
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else {
        return QueryItem(name: Array(piece), value: nil)
      }
      return QueryItem(name: Array(piece[..<equals]), value: Array(piece[piece.index(after: equals)...]))
    }
  }

  /// The name with its percent escapes undone and `+` read as a space.
  public var decodedName: [UInt8] { PercentEncoding.decodedForm(name) }
  /// The value with its percent escapes undone and `+` read as a space; empty where there was no `=`.
  public var decodedValue: [UInt8] { PercentEncoding.decodedForm(value ?? []) }
}
