/// What a client may send where something was taken out. A placeholder (`{{keygen.token}}`) fits each of them, so that a
/// stored request matches the interaction it is in.
public enum CaptureFormat: Hashable, Sendable, CustomStringConvertible {
  /// One byte or more.
  case any
  /// One byte or more, no blanks and no control characters.
  case token
  /// So many digits.
  case digits(ClosedRange<Int>)
  /// So many hexadecimal digits of either case.
  case hex(ClosedRange<Int>)
  /// Of either alphabet, with or without padding.
  case base64
  case uuid
  /// Something, an `@`, something: no blanks, at most 320 bytes.
  case email
  /// Three parts of Base64 for URLs between dots; the last may be empty.
  case jwt

  /// Reads what `description` writes; nil where it is none of these.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(decoding: parts[0], as: UTF8.self)
    if parts.count == 2 {
      guard let range = CaptureFormat.range(String(decoding: parts[1], as: UTF8.self)) else { return nil }
      switch name {
      case "digits": self = .digits(range)
      case "hex": self = .hex(range)
      default: return nil
      }
      return
    }
    switch name {
    case "any": self = .any
    case "token": self = .token
    case "digits": self = .digits(CaptureFormat.anyLength)
    case "hex": self = .hex(CaptureFormat.anyLength)
    case "base64": self = .base64
    case "uuid": self = .uuid
    case "email": self = .email
    case "jwt": self = .jwt
    default: return nil
    }
  }

  /// As in a cassette's file: `any`, `digits` (one or more), `digits:6`, `digits:4-8`, `digits:4-` (four or more).
  public var description: String {
    switch self {
    case .any: "any"
    case .token: "token"
    case .digits(let range): "digits" + CaptureFormat.text(range)
    case .hex(let range): "hex" + CaptureFormat.text(range)
    case .base64: "base64"
    case .uuid: "uuid"
    case .email: "email"
    case .jwt: "jwt"
    }
  }

  /// One or more.
  public static let anyLength = 1...Int.max

  private static func text(_ range: ClosedRange<Int>) -> String {
    if range == anyLength { return "" }
    if range.lowerBound == range.upperBound { return ":\(range.lowerBound)" }
    return ":\(range.lowerBound)-" + (range.upperBound == .max ? "" : String(range.upperBound))
  }

  private static func range(_ text: String) -> ClosedRange<Int>? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count <= 2, let first = count(parts[0]) else { return nil }
    guard parts.count == 2 else { return first...first }
    if parts[1].isEmpty { return first...Int.max }
    guard let last = count(parts[1]), last >= first else { return nil }
    return first...last
  }

  /// A number from 1, without a leading zero, that says how many.
  private static func count(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), text.utf8.first != 48
    else { return nil }
    return Int(text)
  }
}
