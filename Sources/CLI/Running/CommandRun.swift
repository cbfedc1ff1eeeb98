import EventLoop
import HTTPModel
import JSONModel
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command behind `--`: the server runs as long as it does.
struct CommandRun: Sendable {
  let words: [String]
  /// Of `record` or `replay`, for errors.
  private let subcommand: String
  private let session: SessionName?

  /// Nil where there is none. One that is not there is an error now, before anything is opened or written.
  init?(_ arguments: Arguments, for subcommand: String) throws {
    session = try arguments.value("session").map { text throws(UsageError) in
      guard let name = SessionName(text) else {
        throw UsageError(
          message: "\(subcommand): --session '\(text)' is not 1 to 250 bytes of text without control characters",
          next: "tapedeck \(subcommand) --help")
      }
      return name
    }
    guard let words = arguments.command else {
      if session != nil {
        throw UsageError(
          message: "\(subcommand): --session is for a command behind --; other clients name their sessions themselves",
          next: "tapedeck \(subcommand) --help")
      }
      return nil
    }
    self.words = words
    self.subcommand = subcommand
    switch CommandRun.find(words[0]) {
    case .there: break
    case .missing: throw CommandRun.error(words[0], "no such command", .commandNotFound)
    case .notExecutable: throw CommandRun.error(words[0], "cannot be run as a command", .commandNotExecutable)
    }
  }

  /// Starts it as a client of the server at `origin`. `proxy` is nil where there is none for `https://`.
  func start(
    _ loop: EventLoop, at origin: Origin, apis: [API], proxy: HTTPSProxy?
  ) async throws -> ChildProcess {
    let trust = try proxy.map { proxy throws(CommandError) in try TrustFiles(of: proxy) }
    let environment = ChildEnvironment(server: origin, apis: apis, session: session, trust: trust)
    do throws(EventLoopError) {
      return try await ChildProcess.start(loop, words, environment: environment.variables(from: Environment.all))
    } catch {
      throw CommandRun.error(
        words[0], "cannot be run: \(error.reason)",
        error.name == "ENOENT" ? .commandNotFound : .commandNotExecutable)
    }
  }

  /// How all ends: as the command did, unless that went well and we did not.
  static func code(_ ending: ChildProcess.Ending?, _ own: ExitCode) -> ExitCode {
    guard let ending, ending.status != 0 else { return own }
    return ExitCode(rawValue: ending.status)
  }

  private static func error(_ name: String, _ reason: String, _ code: ExitCode) -> CommandError {
    let next = code == .commandNotFound ? "command -v \(ShellText.quoted(name))" : "ls -l \(ShellText.quoted(name))"
    return CommandError(PlaceReport(reason, at: SourcePlace(file: name), next: next), code: code)
  }

  private enum Found { case there, missing, notExecutable }

  /// As the system looks for it.
  private static func find(_ name: String) -> Found {
    if name.utf8.contains(UInt8(ascii: "/")) { return check(name) }
    let path = Environment.value("PATH") ?? "/usr/bin:/bin"
    let found = path.split(separator: ":", omittingEmptySubsequences: false)
      .map { check($0.isEmpty ? name : "\($0)/\(name)") }
    if found.contains(.there) { return .there }
    return found.contains(.notExecutable) ? .notExecutable : .missing
  }

  private static func check(_ path: String) -> Found {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    return status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0 ? .there : .notExecutable
  }
}
