import EventLoop
import HTTPFetching
import HTTPModel
import HTTPServing
import RecordReplay

/// `tapedeck record`: what passes between clients and real APIs, into a cassette.
enum RecordCommand {
  static let declaration = CommandDeclaration(
    name: "record", summary: "record real exchanges into a cassette", operands: "", operandCount: 0...1000,
    options: [
      OptionDeclaration("cassette", short: "c", value: "C", help: "a name under Cassettes, or a path; created if new"),
      OptionDeclaration(
        "api", value: "NAME=URL", repeats: true, help: "an API without a profile, or another URL of one"),
      OptionDeclaration(
        "mode", value: "MODE", choices: RecordMode.allCases.map(\.rawValue),
        help: "once (default): a new cassette; new_episodes: what it lacks"),
      OptionDeclaration(
        "inbound", value: "NAME=URL", repeats: true, help: "your endpoint that this API posts its webhooks to"),
      OptionDeclaration("inbound-port", value: "N", help: "a port with nothing but your endpoints, for tunnels"),
      OptionDeclaration("port", short: "p", value: "N", help: "8080 by default; 0 takes any free one"),
      OptionDeclaration("host", value: "ADDRESS", help: "where to listen; 127.0.0.1 by default"),
      OptionDeclaration(
        "connect-to", value: "HOST=ADDRESS", repeats: true, help: "reach a host elsewhere: api.test=127.0.0.1:9443"),
      AllowedHosts.declaration,
      OptionDeclaration("upstream-ca", value: "FILE", help: "PEM of the authorities to trust, not the system's"),
      OptionDeclaration("max-body", value: "SIZE", help: "the longest body kept, like 500M; 2G by default"),
      OptionDeclaration("packed", help: "leave the interactions in one file, interactions.jsonl"),
    ] + Entrances.declarations + RedactionOptions.declarations,
    details: """
      Stands between clients and real APIs, under a base URL for each API and as a proxy
      (for https:// clients must trust a root certificate: tapedeck ca path), and writes
      what passes into a cassette, redacted, until it is interrupted. The client gets the
      real bytes. An interaction is on disk before the client gets the last byte of its
      response; the cassette survives a kill at any moment. A request to a host that no
      API has goes nowhere. With --inbound paddle=http://127.0.0.1:3000/webhooks what
      is posted to http://127.0.0.1:8080/_inbound/paddle is passed on to your
      endpoint as it comes, and recorded as a webhook. A tunnel from the internet
      (ngrok, say) should lead to --inbound-port, which has nothing but your
      endpoints, at their own paths.
      Exit: 0 all was recorded; 1 something was not, or holds a secret that was found
      out too late and cannot be replaced; 2 wrong use.
      """,
    example: "tapedeck record --cassette checkout --api demo=https://demo.example.com",
    later: ["limit", "read-only", "upstream-proxy", "insecure-upstream", "log-format"])

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    if let first = arguments.operands.first {
      throw UsageError(
        message: "record: running a command ('\(first)') is not implemented yet in version \(Tapedeck.version)",
        next: "tapedeck record --help")
    }
    let locations = Locations.standard()
    let target = try RecordTarget(arguments, locations)
    let inbound = try InboundOption(arguments, apis: target.apis)
    let entrances = try Entrances(arguments, apis: target.apis, of: "record")
    let maxBody = try BodyLimit.bytes(arguments)
    let allowed = try AllowedHosts(arguments), upstream = try UpstreamOptions.configuration(arguments)
    var server = try ListenOptions.configuration(arguments, for: "record")
    let proxy = HTTPSProxy.make(
      for: target.apis, &server, console,
      next: "tapedeck record --cassette \(target.name) --api NAME=URL")
    allowed.open(&server.interception, upstream)
    let loop = try EventLoop(name: "tapedeck-record"), disk = try EventLoop(name: "tapedeck-disk")
    defer { loop.stop() }
    defer { disk.stop() }
    let recording: Recording
    do throws(CassetteError) {
      recording = try Recording(into: target.cassette, session: target.session, apis: target.apis, on: disk) { event in
        console.print(RecordingText.line(event))
      }
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    let client = CurlClient(loop, configuration: upstream)
    var recorder = Recorder(upstream: client, apis: target.apis, into: recording)
    recorder.maxFileBytes = maxBody
    let answering: any Responder =
      target.cassette.count == 0
      ? recorder : Fallback(first: Replayer(cassette: target.cassette, apis: target.apis), onMiss: recorder)
    let router = PassThrough(
      hosts: allowed.hosts, apis: target.apis, upstream: client,
      answering: APIRouter(apis: target.apis, answering: BodyCollector(answering: answering)))
    try await ListenOptions.serve(
      inbound.router(upstream: client, into: recording, answering: entrances.responder(answering: router)), server,
      on: loop,
      others: entrances.listeners(answering: router) + inbound.listeners(upstream: client, into: recording),
      next: "tapedeck record --cassette \(target.name) --port 0"
    ) { origin, others in
      console.print(start(target, at: origin, others + inbound.rows(at: origin), root: proxy?.rootPath))
    }
    let unclean: [(name: String, reason: RedactionError)]
    do throws(CassetteError) {
      unclean = try recording.finish(maxFiles: arguments.has("packed") ? 0 : 1000, apis: target.apis)
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    for (name, reason) in unclean { console.note("\(name): found out too late: \(reason)") }
    let counts = recording.counts
    console.note("\(counts.kept) recorded, \(counts.skipped) not; see them: tapedeck show \(target.name)")
    return counts.skipped == 0 && unclean.isEmpty ? .success : .findings
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
