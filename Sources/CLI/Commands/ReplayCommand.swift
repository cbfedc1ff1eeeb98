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
      OptionDeclaration("port", short: "p", value: "N", help: "8080 by default; 0 takes any free one"),
      OptionDeclaration("host", value: "ADDRESS", help: "where to listen; 127.0.0.1 by default"),
      OptionDeclaration(
        "after-last", value: "RULE", choices: AfterLast.allCases.map(\.rawValue),
        help: "what follows the last response; repeat-last by default"),
      OptionDeclaration(
        "unused", value: "WHAT", choices: ["report", "fail"],
        help: "interactions that were never requested; report by default"),
    ] + Entrances.declarations + [FaultOption.declaration],
    details: """
      Serves a cassette under a base URL for each of its APIs, and as a proxy, until it is
      interrupted. For https:// clients must trust a root certificate (tapedeck ca path):
        curl --proxy http://127.0.0.1:8080 --cacert "$(tapedeck ca path)" https://...
      What was never recorded is answered with 599 and what differs from the closest
      interaction. Misses and unused
      interactions are printed at the end. Tests that run at the same time take a session
      each: its counters are its own. It begins with the first request that names it, by
      header field or by base URL; GET /_tapedeck/sessions/NAME tells its misses:
        curl -H 'Tapedeck-Session: NAME' http://127.0.0.1:8080/keygen/...
        curl http://127.0.0.1:8080/_tapedeck/session/NAME/keygen/...
      Clients that drop a base URL's path have an API at the root of a port of its own
      (--listen), or of http://keygen.localhost:8080.
      \(FaultOption.help)
      Exit: 0 nothing was missed; 1 misses, or unused ones with --unused fail; 2 wrong use.
      """,
    example: "tapedeck replay purchase --port 8080")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    var configuration = try ListenOptions.configuration(arguments, for: "replay")
    let loaded = try LoadedCassette(arguments.operands[0])
    for note in loaded.notes() { console.note(note) }
    let proxy = HTTPSProxy.make(
      for: loaded.apis, &configuration, console,
      next: "tapedeck import FILE.har --cassette \(arguments.operands[0]) --api NAME=URL")
    let entrances = try Entrances(arguments, apis: loaded.apis, of: "replay")
    let replayer = Replayer(
      cassette: loaded.cassette, apis: loaded.apis,
      afterLast: arguments.value("after-last").flatMap { AfterLast(rawValue: $0) }, defaultAfterLast: .repeatLast)
    let faults = try FaultOption.plan(arguments, loaded.apis, for: "replay")
    let sessions = Sessions(replayer, faults: faults) {
      APIRouter(apis: loaded.apis, answering: BodyCollector(answering: $0))
    }
    let loop = try EventLoop(name: "tapedeck-replay")
    defer { loop.stop() }
    let router = SessionRouter(sessions, apis: loaded.apis, root: proxy?.root)
    try await ListenOptions.serve(
      entrances.responder(answering: router), configuration, on: loop, others: entrances.listeners(answering: router),
      next: "tapedeck replay \(arguments.operands[0]) --port 0"
    ) { origin, others in
      console.print(start(loaded, at: origin, others, root: proxy?.rootPath))
    }
    return end(sessions, failsOnUnused: arguments.value("unused") == "fail", console)
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
    for session in sessions.all {
      let whose = session.name == .standard ? "" : " in session \(session.name)"
      for miss in session.replayer.misses { console.print("\nmiss\(whose): " + MissReport(miss).text) }
    }
    let unused = sessions.unused, misses = sessions.missCount
    if !unused.isEmpty { console.print("\nunused: \(unused.joined(separator: ", "))") }
    let faults = FaultOption.report(sessions.faultCounts)
    if !faults.lines.isEmpty { console.print("\nfaults:\n\(faults.lines)") }
    let count = sessions.standard.replayer.cassette.count
    let word = misses == 1 ? "miss" : "misses"
    console.print("\n\(misses) \(word), \(unused.count) of \(count) interactions unused\(faults.sum)")
    return misses == 0 && !(failsOnUnused && !unused.isEmpty) ? .success : .findings
  }
}
