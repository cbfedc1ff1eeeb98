/// A JSON pointer (RFC 6901).
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  /// Unescaped.
  public let tokens: [String]

  /// The whole document.
  public init() { tokens = [] }
  public init(tokens: [String]) { self.tokens = tokens }

  /// Nil where the text is no pointer: it does not begin with `/`, or a `~` is followed by neither 0 nor 1.
  public init?(_ text: String) {
    guard !text.utf8.isEmpty else {
      self.init()
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let token = JSONPointer.unescaped(part) else { return nil }
      tokens.append(token)
    }
    self.init(tokens: tokens)
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

  private static func unescaped(_ part: some Sequence<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var iterator = part.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch iterator.next() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
