import JSONModel

/// How scalars are written so that readers of YAML 1.1 and of 1.2 take them for the same.
enum YAMLText {
  /// A key of an object, or a text in it.
  static func text(_ text: String) -> String { isPlain(text, inFlow: false) ? text : quoted(text) }

  /// A text in a list in brackets.
  static func flowText(_ text: String) -> String { isPlain(text, inFlow: true) ? text : quoted(text) }

  static func scalar(_ value: JSONValue, inFlow: Bool = false) -> String {
    switch value {
    case .string(let string): inFlow ? flowText(string.text) : text(string.text)
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .null: "null"
    case .array, .object: value.text()
    }
  }

  /// Only what no reader can take for anything but text: it begins with a letter, `/`, `_` or `$`, holds no indicator,
  /// and is none of the words and numbers of either version.
  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 200 else { return false }
    guard isLetter(first) || (!inFlow && "/_$".utf8.contains(first)), last != 32 else { return false }
    let marks = inFlow ? "_-./" : "_-./ {}$+()'"
    guard text.utf8.allSatisfy({ isLetter($0) || (48...57).contains($0) || marks.utf8.contains($0) }) else {
      return false
    }
    return !words.contains(text.lowercased())
  }

  /// A text for a comment, with a question mark for what ends a line or has no place in YAML.
  static func inOneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: "?"
      default: scalar == "\u{FEFF}" ? "?" : scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }

  private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// In double quotes. What readers refuse or change is escaped: controls, line ends of Unicode, marks of byte order.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: result += "\\\(scalar)"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x00...0x1F, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xFFF0...0xFFFF:
        result += "\\u" + hexadecimal(scalar.value, digits: 4)
      case 0x10000...: result += "\\U" + hexadecimal(scalar.value, digits: 8)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
