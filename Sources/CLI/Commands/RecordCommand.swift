import EventLoop
import HTTPFetching
import HTTPModel
import HTTPServing
import Locking
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tapedeck record`: what passes between clients and real APIs, into a cassette.
enum RecordCommand {
  static let declaration = CommandDeclaration(
    name: "record", summary: "record real exchanges into a cassette", operands: "", operandCount: 0...0,
    options: RecordOptions.declarations + [
      OptionDeclaration(
        "port", short: "p", value: "N", help: "8080; 0, and behind a command: any free one"),
      OptionDeclaration("host", value: "ADDRESS", help: "where to listen; 127.0.0.1 by default"),
      AllowedHosts.declaration, ListenOptions.withNames, ListenOptions.withoutHTTP2,
    ] + Entrances.declarations + [FaultOption.recording] + PassingVerification.declarations
      + UpstreamOptions.declarations
      + RedactionOptions.declarations,
    details: """
      Stands between clients and real APIs, under a base URL for each API and as a proxy (for
      https:// clients must trust a root certificate: tapedeck ca path), and writes what passes
      into a cassette, redacted, until it is interrupted. With -- COMMAND it runs the command, with
      the variables by which clients find the proxy and trust it (and TAPEDECK_URL,
      TAPEDECK_KEYGEN_URL, ...), and ends with its exit code. Standard output is then the command's.
      The client gets the real bytes, the last of them when the interaction is on
      disk, which survives any kill. A request to a host that no API has goes nowhere.
      --inbound paddle=http://127.0.0.1:3000/webhooks passes on to your endpoint, and records,
      what is posted to /_inbound/paddle; a tunnel should lead to --inbound-port.
      Exit: 0 all was recorded; 1 something was not, or holds a secret found out too late;
      2 wrong use; 126, 127 the command cannot be run; else the command's own.
      """,
    example: "tapedeck record -c checkout --api demo=https://demo.example.com -- pytest",
    takesCommand: true)

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let console = arguments.command == nil ? console : .besideCommand
    let options = try RecordOptions(arguments, console)
    let name = try RecordTarget.name(arguments)
    if try RecordTarget.isReplayed(name, options.mode, console) {
      return try await ReplayCommand.serve(
        name, arguments, for: "record", defaultAfterLast: .miss, console)
    }
    let command = try CommandRun(arguments, for: "record")
    let locations = Locations.standard()
    let target = try RecordTarget(arguments, mode: options.mode, locations)
    let inbound = try InboundOption(arguments, apis: target.apis)
    let entrances = try Entrances(arguments, apis: target.apis, of: "record")
    let allowed = try AllowedHosts(arguments)
    let plan = try FaultOption.plan(
      arguments, target.apis, of: target.cassette, in: locations, keepsRest: true, for: "record")
    let verification = try PassingVerification.asked(arguments, target.apis, in: locations, of: "record")
    let upstream = try UpstreamOptions.configuration(arguments, target.apis, console)
    var server = try ListenOptions.configuration(arguments, for: "record")
    if let note = ListenOptions.note(server) { console.note(line: note) }
    let proxy = HTTPSProxy.make(
      for: target.apis, &server, console,
      next: "tapedeck record --cassette \(ShellText.quoted(target.name)) --api NAME=URL")
    allowed.open(&server.interception, upstream)
    let loop = try EventLoop(name: "tapedeck-record"), disk = try EventLoop(name: "tapedeck-disk")
    defer { loop.stop() }
    defer { disk.stop() }
    let endsAt = command == nil ? options.limit : nil
    let recording: Recording
    do throws(CassetteError) {
      recording = try Recording(
        into: target.cassette, session: target.session, isAnew: options.mode == .all, apis: target.apis,
        on: disk, report: report(options.log, endingAt: endsAt))
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    let earlier = Replayer(
      cassette: target.cassette, apis: target.apis, answersPreflights: options.mode == .none)
    let client = CurlClient(loop, configuration: upstream)
    let responder = options.responder(client, target, earlier, into: recording)
    let faults = plan.map { FaultInjector($0, answering: responder) }
    let verified = verification?.responder(answering: faults ?? responder) ?? faults ?? responder
    let router = PassThrough(
      hosts: allowed.hosts, apis: target.apis, upstream: client,
      answering: APIRouter(
        apis: target.apis,
        answering: arguments.has("name-interactions") ? InteractionNames(answering: verified) : verified))
    let ending: ChildProcess.Ending?
    do {
      ending = try await ListenOptions.serve(
        inbound.router(upstream: client, into: recording, answering: entrances.responder(answering: router)), server,
        on: loop, others: entrances.listeners(answering: router) + inbound.listeners(upstream: client, into: recording),
        next: "tapedeck record --cassette \(ShellText.quoted(target.name)) --port 0",
        begun: { origin, others in
          let others = others + inbound.rows(at: origin)
          options.log.announce(
            command.map { command in
              (["\(target.cassette.path) is recorded from \(command.words[0]) at \(origin)"] + others)
                .joined(separator: "\n")
            } ?? start(target, at: origin, others, root: proxy?.rootPath))
        },
        running: command.map { command in
          { origin in try await command.start(loop, at: origin, apis: target.apis, proxy: proxy) }
        })
    } catch {
      // Nothing was asked yet: the cassette is as it was.
      _ = try? recording.finish(apis: target.apis)
      throw error
    }
    let gone = options.mode == .all ? earlier.passedOver : []
    let unclean: [(name: String, reason: RedactionError)]
    do throws(CassetteError) {
      unclean = try recording.finish(maxFiles: options.staysPacked ? 0 : 1000, apis: target.apis, removing: gone)
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    await options.log.finish()
    for (name, reason) in unclean { console.note(line: "\(name): found out too late: \(reason)") }
    let counts = recording.counts
    if !gone.isEmpty, counts.skipped == 0 {
      console.note(line: "removed, since their requests were sent less often now: \(gone.joined(separator: ", "))")
    }
    let injected = FaultOption.report(faults.map { Array(zip($0.rules, $0.counts)) } ?? [])
    if !injected.lines.isEmpty { console.note("faults:\n\(injected.lines)") }
    // What stands before the recorder may have answered all that came.
    let isAlone = plan == nil && verification == nil && allowed.hosts.isEmpty
    let next =
      if counts.recorded > 0 {
        "; see them: tapedeck show \(ShellText.quoted(target.name))"
      } else if isAlone, counts.skipped + counts.replayed + counts.refused == 0 {
        "; no request came: tapedeck record --help says how clients get here"
      } else { "" }
    console.note("\(RecordingText.summary(counts))\(injected.sum)\(next)")
    let broke = await verification?.finish(console) ?? false
    return CommandRun.code(ending, counts.skipped == 0 && unclean.isEmpty && !broke ? .success : .findings)
  }

  /// Logs each exchange. When so many have passed to the real APIs, the program interrupts itself.
  private static func report(_ log: RecordingLog, endingAt limit: Int?) -> @Sendable ([RecordingEvent]) -> Void {
    let passed = Lock(0)
    return { events in
      log.tell(events)
      let before = passed.withLock { count in
        defer { count += events.count(where: \.hasPassed) }
        return count
      }
      guard let limit, before < limit else { return }
      if before + events.count(where: \.hasPassed) >= limit { kill(getpid(), SIGINT) }
    }
  }

  private static func start(_ target: RecordTarget, at origin: Origin, _ others: [String], root: String?) -> String {
    let width = target.apis.map(\.name.count).max() ?? 0
    let rows = target.apis.map { api in
      let name = api.name + String(repeating: " ", count: width - api.name.count)
      return "  \(name)  \(origin)/\(api.name)  for \(HostsText.text(api.hosts.map(\.description)))"
    }
    let proxy = ["  proxy for http://\(root == nil ? "" : ", https://") and absolute URLs: \(origin)"]
    let end = (root.map { ["  root certificate for https://: \($0)"] } ?? []) + ["Ctrl-C ends it."]
    return (["\(target.cassette.path) is recorded at"] + rows + others + proxy + end).joined(separator: "\n")
  }
}
