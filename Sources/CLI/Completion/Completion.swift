/// What may stand at the cursor of a shell.
struct Completion: Hashable, Sendable {
  struct Word: Hashable, Sendable {
    let text: String
    /// In one line; empty where there is nothing to say.
    var help = ""
  }

  /// Whole words. One that ends in `=` is gone on with.
  var words: [Word] = []
  var rest = Rest.nothing

  /// What the shell itself knows.
  enum Rest: Hashable, Sendable {
    case nothing
    /// Files, or folders alone, in a word that begins with this text.
    case files(behind: String), folders(behind: String)
    /// Another command, which begins at this index of the words.
    case command(at: Int)
  }

  /// What the scripts read: a line that says what the shell adds, then a line for each word and its help, with a tab
  /// between them.
  var text: String {
    let first =
      switch rest {
      case .nothing: "words"
      case .files(let prefix): "files \(prefix)"
      case .folders(let prefix): "folders \(prefix)"
      case .command(let index): "command \(index)"
      }
    // A folder may have any name.
    let words = words.filter { word in !word.text.utf8.contains { $0 < 32 || $0 == 127 } }
    return ([first] + words.map { $0.help.isEmpty ? $0.text : "\($0.text)\t\($0.help)" }).joined(separator: "\n")
  }
}
