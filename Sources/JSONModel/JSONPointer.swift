/// A JSON pointer (RFC 6901).
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  /// Unescaped.
  public let tokens: [String]

  /// The whole document.
  public init() { tokens = [] }
  public init(tokens: [String]) { self.tokens = tokens }

  /// Nil where the text is no pointer: it does not begin with `/`, or a `~` is followed by neither 0 nor 1.
  public init?(_ text: String) {
    guard let tokens = JSONPointer.tokens(of: text) else { return nil }
    self.init(tokens: tokens.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The tokens of a pointer, unescaped, in UTF-8; nil where the text is no pointer.
  public static func tokens(of text: String) -> [[UInt8]]? {
    var rest = text.utf8[...]
    if rest.isEmpty { return [] }
    guard rest.popFirst() == UInt8(ascii: "/") else { return nil }
    var tokens: [[UInt8]] = [], token: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "/"):
        tokens.append(token)
        token = []
      case UInt8(ascii: "~"):
        guard let escaped = rest.popFirst(), escaped == UInt8(ascii: "0") || escaped == UInt8(ascii: "1") else {
          return nil
        }
        token.append(escaped == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
      default: token.append(byte)
      }
    }
    tokens.append(token)
    return tokens
  }

  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// Escaped; empty for the whole document.
  public var description: String {
    tokens.reduce(into: "") { text, token in
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// An array index: digits without a leading zero (section 4).
  static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), token == "0" || token.utf8.first != 48 else { return nil }
    return Int(token)
  }
}
