import EventLoop
import HTTPModel
import HTTPServing
import JSONModel
import RecordReplay
import Reporting

/// `tapedeck replay`: a cassette for clients of any language.
enum ReplayCommand {
  static let declaration = CommandDeclaration(
    name: "replay", summary: "serve a cassette to any HTTP client", operands: "CASSETTE", operandCount: 1...1,
    options: [
      OptionDeclaration(
        "port", short: "p", value: "N", help: "8080, behind a command any free one;\n0 takes any free one"),
      OptionDeclaration("host", value: "ADDRESS", help: "where to listen; 127.0.0.1 by default"),
      OptionDeclaration(
        "after-last", value: "RULE", choices: AfterLast.allCases.map(\.rawValue),
        help: "what follows the last response;\nrepeat-last, behind a command miss"),
      OptionDeclaration(
        "unused", value: "WHAT", choices: ["report", "fail"],
        help: "interactions that were never requested;\nreport by default"),
      OptionDeclaration("quiet", help: "no line for each request"),
      OptionDeclaration("gateway-errors", help: "502 or 504 for recorded failures"),
      OptionDeclaration("session", value: "NAME", help: "the session of the command behind --"),
      ListenOptions.withNames, ListenOptions.withoutHTTP2,
    ] + Entrances.declarations + [FaultOption.declaration] + PassingVerification.declarations,
    details: """
      Serves a cassette under a base URL for each of its APIs, and as a proxy, until
      it is interrupted. For https:// clients must trust a root certificate:
        curl --proxy http://127.0.0.1:8080 --cacert "$(tapedeck ca path)" https://...
      With -- COMMAND it runs the command, with the variables by which clients find
      the proxy and trust it (and TAPEDECK_URL, TAPEDECK_KEYGEN_URL, ...), and ends
      with its exit code. Standard output is then the command's alone.
      What was never recorded is answered with 599 and what differs from the closest
      interaction. Misses and unused interactions are printed at the end. Tests that
      run at the same time take a session each: its counters are its own. It begins
      with the first request that names it; GET /_tapedeck/sessions/NAME shows it:
        curl -H 'Tapedeck-Session: NAME' http://127.0.0.1:8080/keygen/...
        curl http://127.0.0.1:8080/_tapedeck/session/NAME/keygen/...
      Clients that drop a base URL's path have an API at the root of a port of its
      own (--listen), or of http://keygen.localhost:8080.
      \(FaultOption.help)
      Exit: 0 nothing was missed; 1 misses, or unused ones with --unused fail;
      2 wrong use; 126, 127 the command cannot be run; else the command's own.
      """,
    example: "tapedeck replay purchase -- python3 test_app.py", takesCommand: true)

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    try await serve(
      arguments.operands[0], arguments, for: "replay", defaultAfterLast: arguments.command == nil ? .repeatLast : .miss,
      console)
  }

  /// What `record --mode none` does as well: `subcommand` is its name.
  static func serve(
    _ name: String, _ arguments: Arguments, for subcommand: String, defaultAfterLast: AfterLast, _ console: Console
  ) async throws -> ExitCode {
    let console = arguments.command == nil ? console : .besideCommand
    let command = try CommandRun(arguments, for: subcommand)
    var configuration = try ListenOptions.configuration(arguments, for: subcommand)
    if let note = ListenOptions.note(configuration) { console.note(line: note) }
    let loaded = try LoadedCassette(name)
    for note in loaded.notes() { console.note(line: note) }
    let proxy = HTTPSProxy.make(
      for: loaded.apis, &configuration, console,
      next: "tapedeck record --cassette \(ShellText.quoted(name)) --mode new_episodes --api NAME=URL")
    let entrances = try Entrances(arguments, apis: loaded.apis, of: subcommand)
    let replayer = Replayer(
      cassette: loaded.cassette, apis: loaded.apis,
      afterLast: arguments.value("after-last").flatMap { AfterLast(rawValue: $0) }, defaultAfterLast: defaultAfterLast)
    let hasGateway = arguments.has("gateway-errors"), isNamed = arguments.has("name-interactions")
    let locations = Locations.standard()
    let faults = try FaultOption.plan(arguments, loaded.apis, of: loaded.cassette, in: locations, for: subcommand)
    let verification = try PassingVerification.asked(arguments, loaded.apis, in: locations, of: subcommand)
    let log = try ReplayLog.asked(arguments, loaded.cassette, console)
    let room = BodyRoom()
    let sessions = Sessions(replayer, faults: faults) { session, replayer in
      let replayer = log?.responder(of: session, answering: replayer) ?? replayer
      let verified = verification?.responder(answering: replayer) ?? replayer
      let answering: any Responder = hasGateway ? GatewayErrors(answering: verified) : verified
      return APIRouter(
        apis: loaded.apis,
        answering: BodyCollector(
          answering: isNamed ? InteractionNames(answering: answering) : answering, digestsLong: true, room: room))
    }
    let loop = try EventLoop(name: "tapedeck-replay")
    defer { loop.stop() }
    let router = SessionRouter(sessions, apis: loaded.apis, root: proxy?.root)
    let ending = try await ListenOptions.serve(
      entrances.responder(answering: router), configuration, on: loop, others: entrances.listeners(answering: router),
      next: "tapedeck replay \(ShellText.quoted(name)) --port 0",
      begun: { origin, others in
        let text = command.map { command in
          (["\(loaded.title) is served to \(command.words[0]) at \(origin)"] + others).joined(separator: "\n")
        }
        let lines = TerminalText.safeLines(text ?? start(loaded, at: origin, others, root: proxy?.rootPath))
        console.print(laidOut: console.layout.fittedLines(lines, shortening: false))
      },
      running: command.map { command in
        { origin in try await command.start(loop, at: origin, apis: loaded.apis, proxy: proxy) }
      })
    await log?.finish()
    let own = end(sessions, failsOnUnused: arguments.value("unused") == "fail", console)
    let broke = await verification?.finish(console) ?? false
    return CommandRun.code(ending, broke ? .findings : own)
  }

  private static func start(_ loaded: LoadedCassette, at origin: Origin, _ others: [String], root: String?) -> String {
    let width = loaded.apis.map(\.name.count).max() ?? 0
    let rows = loaded.apis.map { api in
      let name = api.name + String(repeating: " ", count: width - api.name.count)
      return "  \(name)  \(origin)/\(api.name)  for \(HostsText.text(api.hosts.map(\.description)))"
    }
    let proxy = ["  proxy for http://\(root == nil ? "" : ", https://") and absolute URLs: \(origin)"]
    let end =
      (root.map { ["  root certificate for https://: \($0)"] } ?? []) + [
        "  control: \(origin)/_tapedeck/sessions", "Ctrl-C ends it.",
      ]
    return (["\(loaded.title) is served at"] + rows + others + proxy + end).joined(separator: "\n")
  }

  private static func end(_ sessions: Sessions, failsOnUnused: Bool, _ console: Console) -> ExitCode {
    for (session, miss) in sessions.misses {
      let whose = session == .standard ? "" : TerminalText.safe(" in session \(session.text)")
      let word = TerminalColor.red.text("miss", isColored: console.isColored)
      console.print(laidOut: "\n\(word)\(whose): " + MissReport(miss).terminalText(in: console.layout))
    }
    let unused = sessions.unused, misses = sessions.missCount
    if !unused.isEmpty {
      let line = "unused: \(unused.map(TerminalText.safe).joined(separator: ", "))"
      console.print(laidOut: "\n" + console.layout.fitted(line))
    }
    let faults = FaultOption.report(sessions.faultCounts)
    if !faults.lines.isEmpty { console.print("\nfaults:\n\(faults.lines)") }
    let count = sessions.standard.replayer.cassette.count
    let word = misses == 1 ? "miss" : "misses"
    console.print("\n\(misses) \(word), \(unused.count) of \(count) interactions unused\(faults.sum)")
    return misses == 0 && !(failsOnUnused && !unused.isEmpty) ? .success : .findings
  }
}
