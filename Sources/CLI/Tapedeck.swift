import JSONModel
import RecordReplay
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command `tapedeck`.
@main
enum Tapedeck {
  static let version = "0.1.0"

  static let commands: [Command] = [
    Command(declaration: RunCommand.declaration, run: RunCommand.run),
    Command(declaration: ReplayCommand.declaration, run: ReplayCommand.run),
    Command(declaration: RecordCommand.declaration, run: RecordCommand.run),
    Command(declaration: ImportCommand.declaration, run: ImportCommand.run),
    Command(declaration: ShowCommand.declaration, run: ShowCommand.run),
    Command(declaration: ValidateCommand.declaration, run: ValidateCommand.run),
    Command(declaration: RulesCommand.declaration, run: RulesCommand.run),
    Command(declaration: VerifyCommand.declaration, run: VerifyCommand.run),
    Command(declaration: InferCommand.declaration, run: InferCommand.run),
    Command(declaration: CoverageCommand.declaration, run: CoverageCommand.run),
    Command(declaration: RedactCommand.declaration, run: RedactCommand.run),
    Command(declaration: AuditCommand.declaration, run: AuditCommand.run),
    Command(declaration: CACommand.declaration, run: CACommand.run),
    Command(declaration: InitCommand.declaration, run: InitCommand.run),
    Command(declaration: CompletionsCommand.declaration, run: CompletionsCommand.run),
    Command(declaration: ManCommand.declaration, run: ManCommand.run),
  ]

  /// Planned commands that are not implemented yet.
  static let later = [
    "drift", "rehearse", "send", "export", "pack", "unpack", "serve",
  ]

  static func main() async {
    // A reader that goes away makes writing fail; it must not kill the process.
    signal(SIGPIPE, SIG_IGN)
    // A file that reaches the limit of its size is an error of writing.
    signal(SIGXFSZ, SIG_IGN)
    let console = Console()
    let code = await run(Array(CommandLine.arguments.dropFirst()), console: console)
    guard let reason = console.outputFailure else { exit(code.rawValue) }
    console.note("tapedeck: standard output cannot be written: \(reason)")
    exit(ExitCode.wrongUse.rawValue)
  }

  static func run(_ words: [String], console: Console) async -> ExitCode {
    do {
      return try await dispatch(words, console: console)
    } catch let error as UsageError {
      console.note("tapedeck: \(error.report.terminalText)")
      return .wrongUse
    } catch let error as CommandError {
      console.note("tapedeck: \(error.report.terminalText)")
      return error.code
    } catch let error as CassetteError {
      // One that was opened, and was damaged since.
      let error = LoadedCassette.error(error, in: .standard())
      console.note("tapedeck: \(error.report.terminalText)")
      return error.code
    } catch {
      let report = PlaceReport("unexpected error: \(error)", next: "please report it with the command that you ran")
      console.note("tapedeck: \(report.terminalText)")
      return .fault
    }
  }

  private static func dispatch(_ words: [String], console: Console) async throws -> ExitCode {
    guard let first = words.first else {
      console.note(overview)
      return .wrongUse
    }
    switch first {
    case "--help", "-h":
      console.print(overview)
      return .success
    case "help":
      guard words.count > 1 else {
        console.print(overview)
        return .success
      }
      console.print(try command(words[1]).declaration.help)
      return .success
    case "--version", "version":
      console.print(Build.text(commit: Build.commit))
      return .success
    case "__complete":
      console.print(data: CompletionsCommand.answer(Array(words.dropFirst())))
      return .success
    default:
      let command = try command(first)
      switch try command.declaration.parse(Array(words.dropFirst())) {
      case .help:
        console.print(command.declaration.help)
        return .success
      case .arguments(let arguments): return try await command.run(arguments, console)
      }
    }
  }

  private static func command(_ name: String) throws(UsageError) -> Command {
    if let command = commands.first(where: { $0.declaration.name == name }) { return command }
    if later.contains(name) {
      throw UsageError(message: "'\(name)' is not implemented yet in version \(version)", next: "tapedeck --help")
    }
    if name.utf8.first == UInt8(ascii: "-") {
      let near = Suggestion.hint(Suggestion.closest(to: name, in: ["--help", "--version"]))
      throw UsageError(message: "unknown option \(name)\(near)", next: "tapedeck --help")
    }
    let near = Suggestion.closest(to: name, in: commands.map(\.declaration.name))
    throw UsageError(
      message: "unknown command '\(name)'\(Suggestion.hint(near.map { "'\($0)'" }))", next: "tapedeck --help")
  }

  /// What the program does, for help and manual.
  static let about = """
    Records other people's HTTP APIs into cassettes, and runs what depends on them
    offline against the recordings.
    """

  static var overview: String {
    let width = (commands.map { $0.declaration.name.count }.max() ?? 0) + 2
    let rows = commands.map { command in
      let name = command.declaration.name
      return "  " + name + String(repeating: " ", count: width - name.count) + command.declaration.summary
    }
    return """
      usage: tapedeck COMMAND [arguments]

      \(about)

      commands:
      \(rows.joined(separator: "\n"))

      `tapedeck COMMAND --help` is one screen with an example.
      """
  }
}

/// One command of `tapedeck`.
struct Command: Sendable {
  let declaration: CommandDeclaration
  /// Does the work. `CommandError` and `UsageError` are printed by the caller.
  let run: @Sendable (Arguments, Console) async throws -> ExitCode
}
