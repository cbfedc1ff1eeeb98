/// How lines are laid out where they are printed: on a terminal they fit it, in a pipe they are as long as they are.
///
/// A line that is too long loses the middles of its URLs; what still does not fit goes on below, indented. It is broken
/// between words alone: a word that is longer than the terminal is wide is left to the terminal.
public struct LineLayout: Sendable {
  /// In columns; nil where nothing needs to fit.
  public let width: Int?
  public let isColored: Bool

  public init(width: Int?, isColored: Bool = false) { (self.width, self.isColored) = (width, isColored) }

  /// As in a pipe.
  public static let unlimited = LineLayout(width: nil)

  /// For what stands behind, or is indented by, so many columns.
  func narrower(by columns: Int) -> LineLayout {
    LineLayout(width: width.map { max(LineLayout.minWidth, $0 - columns) }, isColored: isColored)
  }

  /// Fewer columns no terminal of use has, and nothing would fit.
  private static let minWidth = 20
  /// A URL is not made shorter than that as long as there is another way.
  private static let minURL = 30

  /// One line, already safe for a terminal, perhaps with colours. What goes on below begins at `column`, or nearer to the
  /// edge where that leaves too little room. Without `shortening` URLs stay whole: somebody copies them.
  public func fitted(_ line: String, column: Int? = nil, shortening: Bool = true) -> String {
    guard let width, width >= LineLayout.minWidth, TextWidth.columns(line) > width else { return line }
    let blanks = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let indent = column.flatMap { $0 <= width / 2 ? $0 : nil } ?? min(blanks + 4, width / 4)
    if shortening, let short = onOneRow(line, width) { return short }
    var rows: [String] = [], row = ""
    var used = 0
    let words = LineLayout.words(line), least = min(LineLayout.minURL, width - indent - 8)
    for (index, (gap, text)) in words.enumerated() {
      var word = text, length = TextWidth.columns(word)
      let free = width - used - gap.utf8.count
      if shortening, length > free, LineLayout.isURL(word) {
        word = LineLayout.shortened(word, to: free >= least || used == 0 ? free : width - indent)
        length = TextWidth.columns(word)
      }
      let next = words.dropFirst(index + 1).first?.word
      if length + LineLayout.columns(inseparableFrom: word, next, least) > free, used > 0 {
        rows.append(row)
        row = String(repeating: " ", count: indent) + word
        used = indent + length
      } else {
        row += gap + word
        used += gap.utf8.count + length
      }
    }
    return (rows + [row]).joined(separator: "\n")
  }

  /// All lines of a text, each by itself.
  public func fittedLines(_ text: String, shortening: Bool = true) -> String {
    if width == nil { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { fitted(String($0), shortening: shortening) }.joined(separator: "\n")
  }

  /// Nil where its URLs would have to be too short for that.
  private func onOneRow(_ line: String, _ width: Int) -> String? {
    let words = LineLayout.words(line)
    let lengths = words.filter { LineLayout.isURL($0.word) }.map { TextWidth.columns($0.word) }
    guard !lengths.isEmpty else { return nil }
    let share = (width - (TextWidth.columns(line) - lengths.reduce(0, +))) / lengths.count
    guard share >= LineLayout.minURL else { return nil }
    return words.map { $0.gap + (LineLayout.isURL($0.word) ? LineLayout.shortened($0.word, to: share) : $0.word) }
      .joined()
  }

  /// What should stand in one row with a word: behind a method some of its URL, behind an arrow the answer.
  private static func columns(inseparableFrom word: String, _ next: String?, _ least: Int) -> Int {
    guard let next else { return 0 }
    let length = TextWidth.columns(next)
    if isURL(next), word.utf8.allSatisfy({ (65...90).contains($0) }) { return 1 + min(least, length) }
    return word == "->" || word == "<-" ? 1 + length : 0
  }

  /// Words, each with the blanks before it.
  private static func words(_ line: String) -> [(gap: String, word: String)] {
    var words: [(gap: String, word: String)] = []
    var rest = Substring(line)
    while !rest.isEmpty {
      let gap = rest.prefix { $0 == " " }
      rest = rest.dropFirst(gap.count)
      let word = rest.prefix { $0 != " " }
      rest = rest.dropFirst(word.count)
      words.append((String(gap), String(word)))
    }
    return words
  }

  private static func isURL(_ word: String) -> Bool {
    word.utf8.starts(with: "https://".utf8) || word.utf8.starts(with: "http://".utf8)
  }

  /// Its host stays, as long as something of the path's end can stay, too; whole where it fits.
  static func shortened(_ url: String, to limit: Int) -> String {
    let length = TextWidth.columns(url)
    guard length > limit, limit >= 3 else { return url }
    let slash = url.dropFirst(8).firstIndex(of: "/") ?? url.endIndex
    let host = TextWidth.columns(url[..<slash]) + 1
    let ahead = host <= limit - 9 ? max(host, limit / 2) : limit / 2
    return "\(beginning(of: url, ahead))…\(String(beginning(of: String(url.reversed()), limit - 1 - ahead).reversed()))"
  }

  /// As much of it as takes no more columns than that.
  private static func beginning(of text: String, _ limit: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += TextWidth.columns(character)
        return used <= limit
      })
  }
}
