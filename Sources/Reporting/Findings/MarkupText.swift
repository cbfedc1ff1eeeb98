/// Text in XML and HTML, as content and in quoted attributes.
enum MarkupText {
  /// One line. Controls and what changes the direction of writing are shown as `\u{1b}`; what XML cannot hold is left
  /// out.
  static func escaped(_ text: String) -> String { escapedSafe(TerminalText.safe(text)) }

  /// Text of ours that is already safe for a terminal: its line ends stay.
  static func escapedSafe(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": break
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
