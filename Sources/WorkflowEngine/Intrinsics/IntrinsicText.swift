/// A text in single quotes, as written between them.
struct IntrinsicText: Sendable, Hashable {
  let raw: String

  /// What may follow a backslash, and what it stands for. `\"` is refused by AWS.
  static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "'"): UInt8(ascii: "'"), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "{"): UInt8(ascii: "{"), UInt8(ascii: "}"): UInt8(ascii: "}"),
    UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
  ]

  /// With the escapes undone.
  var value: String {
    var result: [UInt8] = []
    var escaped = false
    for byte in raw.utf8 {
      if escaped {
        result.append(IntrinsicText.escapes[byte] ?? byte)
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text before, between and after the `{}` of a template for `States.Format`. Nil where a brace stands alone.
  var templateParts: [String]? { IntrinsicText.parts(of: raw) { IntrinsicText.escapes[$0] } }

  /// As `templateParts` of a template that is no literal: there a backslash is special only before a brace.
  static func templateParts(of text: String) -> [String]? {
    parts(of: text) { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") ? $0 : nil }
  }

  private static func parts(of text: String, unescaping: (UInt8) -> UInt8?) -> [String]? {
    let bytes = Array(text.utf8)
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      switch byte {
      case UInt8(ascii: "\\"):
        if let next, let unescaped = unescaping(next) {
          parts[parts.count - 1].append(unescaped)
          index += 1
        } else {
          parts[parts.count - 1].append(byte)
        }
      case UInt8(ascii: "{"):
        guard next == UInt8(ascii: "}") else { return nil }
        parts.append([])
        index += 1
      case UInt8(ascii: "}"): return nil
      default: parts[parts.count - 1].append(byte)
      }
      index += 1
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
