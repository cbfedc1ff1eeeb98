import HTTPModel

/// Foreign text in GitHub's Markdown. It is always shown as code: there neither markup nor HTML, links, mentions or
/// entities mean anything.
enum MarkdownText {
  /// The most characters of what stands in a line.
  private static let longest = 300

  /// In a line or in a cell of a table.
  static func code(_ text: String) -> String {
    let short = text.count > longest ? text.prefix(longest) + "…" : text
    // A bar ends a cell, also in code.
    let text = TerminalText.safe(short).replacingScalars("|", with: #"\u{7c}"#)
    if text.isEmpty { return "" }
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let padding = text.utf8.first == UInt8(ascii: "`") || text.utf8.last == UInt8(ascii: "`") ? " " : ""
    return fence + padding + text + padding + fence
  }

  /// As a block; the lines are already safe for a terminal.
  static func block(_ lines: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(in: lines) + 1))
    return "\(fence)text\n\(lines)\n\(fence)"
  }

  /// How many backticks stand beside each other.
  private static func longestRun(in text: String) -> Int {
    var longest = 0, run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
