import RecordReplay

/// Completes the command line by the declarations of the commands, and by the cassettes and APIs that are there.
struct Completer {
  let commands: [CommandDeclaration]
  let locations: Locations

  /// `words` are those behind `tapedeck`, the last one as far as it is written.
  func completion(of words: [String]) -> Completion {
    let before = words.dropLast(), current = words.last ?? ""
    guard let first = before.first else {
      let names = commands.map { Completion.Word(text: $0.name, help: $0.summary) }
      let help = Completion.Word(text: "help", help: "explain a command")
      return Completion(words: matching(current, names + [help] + ["--help", "--version"].map { .init(text: $0) }))
    }
    if first == "help", before.count == 1 {
      return Completion(words: matching(current, commands.map { .init(text: $0.name, help: $0.summary) }))
    }
    guard let command = commands.first(where: { $0.name == first }) else { return Completion() }
    let read = CommandLineSoFar(before.dropFirst(), of: command)
    if let start = read.commandStart { return Completion(rest: .command(at: start + 1)) }
    if let option = read.waiting { return value(of: option, current, behind: "") }
    if !read.isPastOptions, current.utf8.first == UInt8(ascii: "-") {
      return attachedValue(current, command) ?? options(of: command, current, read)
    }
    return operand(of: command, current, read)
  }

  /// `--name=value`, or `-nvalue`.
  private func attachedValue(_ current: String, _ command: CommandDeclaration) -> Completion? {
    if current.utf8.starts(with: "--".utf8) {
      guard let equals = current.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let prefix = String(current[...equals])
      guard let option = command.option(String(prefix.dropFirst(2).dropLast())) else { return Completion() }
      return value(of: option, String(current.dropFirst(prefix.count)), behind: prefix)
    }
    guard let letter = current.dropFirst().first,
      let option = command.options.first(where: { $0.short == letter && $0.value != nil })
    else { return nil }
    return value(of: option, String(current.dropFirst(2)), behind: String(current.prefix(2)))
  }

  private func options(of command: CommandDeclaration, _ current: String, _ read: CommandLineSoFar) -> Completion {
    let open = command.options.filter { $0.repeats || !read.options.contains($0.long) }
    let words = open.map { Completion.Word(text: "--" + $0.long, help: $0.help.replacing("\n", with: " ")) }
    let ending = command.takesCommand ? [Completion.Word(text: "--", help: "run a command")] : []
    return Completion(words: matching(current, words + [.init(text: "--help", help: "explain this command")] + ending))
  }

  private func operand(of command: CommandDeclaration, _ current: String, _ read: CommandLineSoFar) -> Completion {
    let position = read.operands.count
    if let kind = command.operandKind(at: position) {
      return value(kind, current, behind: "", cassette: read.operands.first)
    }
    // Nothing more can stand here but an option.
    let isFull = position >= command.operandCount.upperBound
    return isFull && current.isEmpty && !read.isPastOptions ? options(of: command, current, read) : Completion()
  }

  private func value(of option: OptionDeclaration, _ current: String, behind prefix: String) -> Completion {
    guard option.value != nil, let kind = ValueKind(of: option) else { return Completion() }
    return value(kind, current, behind: prefix, cassette: nil)
  }

  private func value(_ kind: ValueKind, _ current: String, behind prefix: String, cassette: String?) -> Completion {
    func words(_ texts: [String]) -> Completion {
      Completion(words: matching(prefix + current, texts.map { .init(text: prefix + $0) }))
    }
    switch kind {
    case .file: return Completion(rest: .files(behind: prefix))
    case .folder: return Completion(rest: .folders(behind: prefix))
    case .words(let texts): return words(texts)
    case .api(let suffix): return words(locations.apis.map { $0 + suffix })
    case .cassette:
      let named = words(locations.cassettes)
      return named.words.isEmpty ? Completion(rest: .folders(behind: prefix)) : named
    case .interaction:
      guard let cassette, let path = try? locations.cassette(cassette),
        let names = try? Cassette(loading: path).names
      else { return Completion() }
      return words(names)
    case .filesBehind(let starts):
      guard let equals = current.utf8.firstIndex(of: UInt8(ascii: "=")) else { return words(starts.map { $0 + "=" }) }
      return Completion(rest: .files(behind: prefix + current[...equals]))
    }
  }

  private func matching(_ current: String, _ words: [Completion.Word]) -> [Completion.Word] {
    words.filter { $0.text.utf8.starts(with: current.utf8) }
  }
}

/// What stands before the cursor, read by the same rules as a whole command line; mistakes in it are passed over.
private struct CommandLineSoFar {
  var operands: [String] = []
  /// By their long names.
  var options: Set<String> = []
  /// The option whose value comes next.
  var waiting: OptionDeclaration?
  var isPastOptions = false
  /// How many words are before the command behind `--`.
  var commandStart: Int?

  init(_ words: ArraySlice<String>, of command: CommandDeclaration) {
    for (position, word) in words.enumerated() {
      if let option = waiting {
        options.insert(option.long)
        waiting = nil
      } else if isPastOptions || word == "-" || word.utf8.first != UInt8(ascii: "-") {
        operands.append(word)
      } else if word == "--" {
        if command.takesCommand {
          commandStart = position + 1
          return
        }
        isPastOptions = true
      } else if let (option, isWhole) = CommandLineSoFar.option(word, of: command) {
        if isWhole { options.insert(option.long) } else { waiting = option }
      }
    }
  }

  /// The option that a word begins, and whether its value stands in the word or it has none.
  private static func option(_ word: String, of command: CommandDeclaration) -> (OptionDeclaration, Bool)? {
    if word.utf8.starts(with: "--".utf8) {
      let name = word.dropFirst(2).prefix { $0 != "=" }
      return command.option(String(name)).map { ($0, $0.value == nil || word.utf8.contains(UInt8(ascii: "="))) }
    }
    let letter = word.dropFirst().first
    return command.options.first { $0.short != nil && $0.short == letter }.map {
      ($0, $0.value == nil || word.count > 2)
    }
  }
}
