import HTTPModel

/// Text from files, from the wire and from users as a terminal, or the log of a CI run, may be given it: it steers
/// neither.
public enum TerminalText {
  /// A value in a line: control characters, line ends and what changes the direction of writing are shown as `\u{1b}`,
  /// and so is the second `#` of what Azure Pipelines takes for a command wherever it stands.
  public static func safe(_ text: String) -> String { escaped(text, keeping: []) }

  /// A line of its own: its beginning is no command of GitHub Actions, either.
  public static func safeLine(_ text: String) -> String { withoutCommand(safe(text)) }

  /// Lines whose ends are ours. Tabs stay, too.
  public static func safeLines(_ text: String) -> String {
    let shown = escaped(text, keeping: ["\n", "\t"])
    guard shown.utf8.contains(UInt8(ascii: ":")) else { return shown }
    return shown.split(separator: "\n", omittingEmptySubsequences: false).map { withoutCommand(String($0)) }
      .joined(separator: "\n")
  }

  /// GitHub takes `::` for a command at the beginning of a line, whatever white space or what nobody sees stands before
  /// it.
  public static func withoutCommand(_ line: String) -> String {
    let start = line.unicodeScalars.drop { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    guard start.starts(with: "::".unicodeScalars) else { return line }
    return line[..<start.startIndex] + "\\u{3a}" + String(start.dropFirst())
  }

  /// JSON, which needs no other escape than its own: these characters stand in strings alone.
  public static func safeJSON(_ text: String) -> String {
    // Most texts have nothing to look at more closely: then nothing is copied.
    guard text.utf8.contains(where: mayBeUnsafe) else { return text }
    let text = text.replacingScalars("##", with: #"#\u0023"#)
    guard text.unicodeScalars.contains(where: { isUnsafe($0) && $0 != "\n" }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar), scalar != "\n" {
        let digits = String(scalar.value, radix: 16)
        shown += "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Whether a character that is escaped, or a command of a log, may begin with the byte.
  private static func mayBeUnsafe(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "\n") && (byte < 0x20 || byte >= 0x7F) || byte == UInt8(ascii: "#")
  }

  static func escaped(_ text: String, keeping kept: [Unicode.Scalar]) -> String {
    let text = text.utf8.contains(UInt8(ascii: "#")) ? withoutMarks(text) : text
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar), !kept.contains(scalar) {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func withoutMarks(_ text: String) -> String {
    text.replacingScalars("##vso[", with: "#\\u{23}vso[").replacingScalars("##[", with: "#\\u{23}[")
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
