import Files
import ForeignFormats

/// The options of `import` that say which entries are meant, and where a file's bodies may be.
enum ImportChoice {
  static func choice(_ arguments: Arguments) throws(UsageError) -> EntryChoice {
    var choice = EntryChoice(skipsUnknown: arguments.has("skip-unknown"))
    if let text = arguments.value("only") {
      guard let selection = Selection(text) else {
        throw UsageError(
          message: "import: --only '\(text)' is not a list of entries such as 1,3-5", next: ImportCommand.help)
      }
      choice.only = selection
    }
    for text in arguments.values("host") {
      guard let pattern = HostPattern(text) else {
        throw UsageError(
          message: "import: --host '\(text)' is not a host such as api.example.com or *.example.com",
          next: ImportCommand.help)
      }
      choice.hosts.append(pattern)
    }
    return choice
  }

  /// Beside the file; standard input has nothing beside it.
  static func attachments(of path: String) -> Attachments {
    if path == "-" { return .none }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
    if parts.isEmpty { return .folder(Folder(".")) }
    let folder = String(decoding: Array(parts.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
    return .folder(Folder(folder.isEmpty ? "/" : folder))
  }
}
