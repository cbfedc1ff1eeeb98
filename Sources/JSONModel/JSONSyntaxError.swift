/// Why a text is not JSON, and where (RFC 8259).
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case empty
    /// The text ends inside a value.
    case unexpectedEnd
    case unexpectedByte(UInt8)
    /// More than one value, or something else after it.
    case trailingBytes
    case byteOrderMark
    case badLiteral
    case badNumber
    /// A number begins with a zero that other digits follow.
    case leadingZero
    case badEscape
    case controlInString(UInt8)
    case notUTF8
    case trailingComma
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
  }

  public let kind: Kind
  public let position: TextPosition
  /// Nil for a text that came from no file.
  public let source: SourceText?

  public init(kind: Kind, position: TextPosition, source: SourceText? = nil) {
    (self.kind, self.position, self.source) = (kind, position, source)
  }

  public var place: SourcePlace { SourcePlace(source, position) }
  /// What is wrong, without the place.
  public var reason: String { kind.reason }
  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}

extension JSONSyntaxError.Kind {
  /// What is wrong.
  public var reason: String {
    switch self {
    case .empty: "the JSON text is empty"
    case .unexpectedEnd: "the JSON text ends too early"
    case .unexpectedByte(let byte) where byte > 32 && byte < 127: "unexpected '\(Character(UnicodeScalar(byte)))'"
    case .unexpectedByte(let byte): "unexpected byte 0x\(hex(byte))"
    case .trailingBytes: "unexpected text after the JSON value"
    case .byteOrderMark: "the text begins with a byte order mark"
    case .badLiteral: "not a JSON literal; there are true, false and null"
    case .badNumber: "not a JSON number"
    case .leadingZero: "a JSON number has no leading zeros"
    case .badEscape: "not a JSON escape"
    case .controlInString(let byte): "a control character (0x\(hex(byte))) in a string must be escaped"
    case .notUTF8: "the text is not UTF-8"
    case .trailingComma: "a comma before the closing bracket"
    case .tooDeep(let limit): "nested more than \(limit) levels deep"
    case .tooLong(let limit): "exceeds the limit of \(limit) bytes"
    }
  }

  private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// What a text may cost before it is refused.
public struct JSONLimits: Hashable, Sendable {
  /// Arrays and objects inside each other.
  public var depth = 512
  /// The whole text. At most 512 MiB: a container of a longer one could have more elements than its node can count.
  public var bytes: Int { didSet { bytes = min(bytes, JSONLimits.mostBytes) } }

  private static let mostBytes = 1 << 29

  public init(depth: Int = 512, bytes: Int = 1 << 29) {
    self.depth = depth
    self.bytes = min(bytes, JSONLimits.mostBytes)
  }
}
