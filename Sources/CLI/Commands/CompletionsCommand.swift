import RecordReplay

/// `tapedeck completions`: what makes a shell complete this command line.
enum CompletionsCommand {
  static let declaration = CommandDeclaration(
    name: "completions", summary: "print what makes a shell complete commands", operands: "bash|zsh|fish",
    operandCount: 1...1, options: [],
    details: """
      Prints a script for a shell. With it the Tab key completes commands, options,
      their values, the names of cassettes, interactions and APIs, and files:
        bash  source <(tapedeck completions bash)   in ~/.bashrc
        zsh   source <(tapedeck completions zsh)    in ~/.zshrc, behind compinit
        fish  tapedeck completions fish | source    in ~/.config/fish/config.fish
      The Debian package has them in place. The script asks the program on the line
      (tapedeck __complete WORD...), so that it always fits its version.
      """,
    example: "tapedeck completions bash > ~/.local/share/bash-completion/completions/tapedeck")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let word = arguments.operands[0], known = Shell.allCases.map(\.rawValue)
    guard let shell = Shell(rawValue: word) else {
      throw UsageError(
        message: "completions: '\(word)' is not one of \(known.joined(separator: ", "))",
        next: "tapedeck completions --help")
    }
    console.print(data: shell.script)
    return .success
  }

  /// What the scripts ask.
  static func answer(_ words: [String]) -> String {
    let completer = Completer(commands: Tapedeck.commands.map(\.declaration), locations: .standard())
    return completer.completion(of: words).text
  }
}
