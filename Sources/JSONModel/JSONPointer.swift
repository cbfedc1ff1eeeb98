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
    var text = text
    return text.withUTF8 { text in
      guard let first = text.first else { return [] }
      guard first == UInt8(ascii: "/") else { return nil }
      var tokens: [[UInt8]] = [], start = 1
      for index in 1...text.count where index == text.count || text[index] == UInt8(ascii: "/") {
        guard let token = unescaped(UnsafeBufferPointer(rebasing: text[start..<index])) else { return nil }
        tokens.append(token)
        start = index + 1
      }
      return tokens
    }
  }

  private static func unescaped(_ token: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if !token.contains(UInt8(ascii: "~")) { return Array(token) }
    var result: [UInt8] = []
    var rest = token[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~") else {
        result.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "0"): result.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): result.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return result
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
