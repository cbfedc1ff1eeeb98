/// A media type with its parameters (RFC 9110 section 8.3.1).
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// In lower case.
  public let type: String, subtype: String
  /// In order; names in lower case, quotes of values undone.
  public let parameters: [Parameter]

  public struct Parameter: Hashable, Sendable { public let name: String, value: String }

  /// Nil where there is no `type/subtype`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    // Most have no parameters.
    var pieces = bytes.contains(UInt8(ascii: ";")) ? MediaType.pieces(bytes)[...] : [bytes[...]]
    guard let essence = pieces.popFirst(), let slash = essence.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    type = MediaType.trimmed(essence[..<slash]).lowercased()
    subtype = MediaType.trimmed(essence[(slash + 1)...]).lowercased()
    guard !type.isEmpty, !subtype.isEmpty else { return nil }
    parameters = pieces.compactMap { piece in
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return Parameter(
        name: MediaType.trimmed(piece[..<equals]).lowercased(), value: MediaType.unquoted(piece[(equals + 1)...]))
    }
  }

  /// `type/subtype`.
  public var essence: String { "\(type)/\(subtype)" }

  /// Whether the subtype's last bytes are these.
  package func hasSubtype(ending end: String) -> Bool { subtype.utf8.suffix(end.utf8.count).elementsEqual(end.utf8) }

  /// The value of the parameter with this name, in lower case.
  public func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// `application/json`, `text/json` and every `+json` (RFC 6839 section 3.1).
  public var isJSON: Bool {
    subtype == "json" && (type == "application" || type == "text") || hasSubtype(ending: "+json")
  }
  public var isForm: Bool { type == "application" && subtype == "x-www-form-urlencoded" }

  public var description: String { parameters.reduce(essence) { "\($0); \($1.name)=\($1.value)" } }

  /// Splits at `;` outside quotes.
  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0, index = 0
    var quoted = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where quoted: index += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ";") where !quoted:
        result.append(bytes[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return result + [bytes[min(start, bytes.count)...]]
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.trimmed, as: UTF8.self) }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    let text = Array(bytes.trimmed)
    guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else {
      return String(decoding: text, as: UTF8.self)
    }
    var result: [UInt8] = []
    var inner = text.dropFirst().dropLast()
    while let byte = inner.popFirst() { result.append(byte == UInt8(ascii: "\\") ? inner.popFirst() ?? byte : byte) }
    return String(decoding: result, as: UTF8.self)
  }
}
