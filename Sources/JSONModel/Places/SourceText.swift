/// Where a text came from: the file as the user named it, and, where its lines may be shown, the text.
///
/// Cassettes, profiles and definitions may be quoted: they are redacted, or are programs. What may hold a secret or a
/// person's data (a file of secrets, connections, an event, another tool's recording, a template) is only named. Its
/// text isn't kept here, so nothing that prints a place can show a line of it.
public struct SourceText: Hashable, Sendable {
  /// As the user's path leads to it.
  public let file: String
  /// Nil where no line may be shown.
  private let text: [UInt8]?

  /// A text of which no line is shown.
  public init(_ file: String) { (self.file, text) = (file, nil) }

  /// A text whose lines may be shown.
  public init(_ file: String, quoting text: [UInt8]) { (self.file, self.text) = (file, text) }

  /// Two are the same where their files are.
  public static func == (left: SourceText, right: SourceText) -> Bool { left.file == right.file }
  public func hash(into hasher: inout Hasher) { hasher.combine(file) }

  /// The same file, read in another encoding: its lines may be shown where they might before.
  public func reading(_ decoded: [UInt8]) -> SourceText { text == nil ? self : SourceText(file, quoting: decoded) }

  /// The line at a position and a caret below its column; nil where the text may not be shown.
  func excerpt(at position: TextPosition) -> SourceExcerpt? { text.flatMap { SourceExcerpt(of: $0, at: position) } }

  /// The column of a position in UTF-16 code units, from 1; nil where the text isn't kept, and far into a long line, which
  /// nobody counts.
  func utf16Column(at position: TextPosition) -> Int? {
    guard let text, position.offset <= text.count, position.column <= min(position.offset + 1, 1 << 16) else {
      return nil
    }
    let start = position.offset - position.column + 1
    return String(decoding: text[start..<position.offset], as: UTF8.self).utf16.count + 1
  }
}

/// A line of a text, cut to what fits a terminal, and a column in it.
struct SourceExcerpt: Hashable, Sendable {
  /// From 1.
  let line: Int
  /// Without controls, so that a terminal takes nothing in it for a command.
  let text: String
  /// How many characters are before the place.
  let indent: Int

  /// The most characters before the place, and from it on.
  private static let before = 60, after = 40

  /// Nil where the text has no such offset.
  init?(of bytes: [UInt8], at position: TextPosition) {
    guard position.offset <= bytes.count, position.column <= position.offset + 1 else { return nil }
    func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
    // Of a very long line only the neighbourhood is looked at; what is cut is at most four bytes a character.
    let start = max(position.offset - position.column + 1, position.offset - 4 * (SourceExcerpt.before + 1))
    let rest = bytes[position.offset...].prefix(4 * (SourceExcerpt.after + 1))
    let left = SourceExcerpt.shown(bytes[start..<position.offset])
    let right = SourceExcerpt.shown(rest.prefix { !isBreak($0) })
    let head = left.count > SourceExcerpt.before ? "…" + left.suffix(SourceExcerpt.before) : left
    let tail = right.count > SourceExcerpt.after ? right.prefix(SourceExcerpt.after) + "…" : right
    line = position.line
    text = head + tail
    indent = head.count
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control: scalar == "\t" ? " " : "?"
          case .format, .lineSeparator, .paragraphSeparator: "?"
          default: scalar
          }
        }))
  }

  /// `42 | the line` and below it `   |     ^`.
  var lines: [String] {
    let number = String(line)
    let margin = String(repeating: " ", count: number.utf8.count)
    return ["\(number) | \(text)", "\(margin) | \(String(repeating: " ", count: indent))^"]
  }
}
