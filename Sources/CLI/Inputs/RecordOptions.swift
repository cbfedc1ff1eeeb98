import HTTPFetching
import HTTPModel
import RecordReplay

/// What a user can say of a recording, beside where it listens and how upstreams are reached.
struct RecordOptions {
  let mode: RecordMode
  /// How many requests go upstream; nil sets no limit.
  let limit: Int?
  let isReadOnly: Bool
  let hasGatewayErrors: Bool
  let staysPacked: Bool
  /// In bytes.
  let maxBody: Int
  let log: RecordingLog

  static let declarations = [
    OptionDeclaration("cassette", short: "c", value: "C", help: "a name under Cassettes, or a path"),
    OptionDeclaration(
      "api", value: "NAME=URL", repeats: true, help: "an API without a profile, or a URL more"),
    OptionDeclaration(
      "mode", value: "MODE", choices: RecordMode.allCases.map(\.rawValue),
      help: "once (default): a new cassette; all: anew;\nnew_episodes: what it lacks; none: replay"),
    OptionDeclaration(
      "inbound", value: "NAME=URL", repeats: true, help: "your endpoint for the webhooks of this API"),
    OptionDeclaration("inbound-port", value: "N", help: "a port with nothing but your endpoints"),
    OptionDeclaration("limit", value: "N", help: "no more than N requests go to the APIs"),
    OptionDeclaration("read-only", help: "refuse methods that change things"),
    OptionDeclaration("gateway-errors", help: "502 or 504 where a connection fails"),
    OptionDeclaration("max-body", value: "SIZE", help: "the longest body kept; 2G by default"),
    OptionDeclaration("packed", help: "leave all in one file, interactions.jsonl"),
    OptionDeclaration(
      "log-format", value: "FORMAT", choices: RecordingLog.Format.allCases.map(\.rawValue),
      help: "how a line for each exchange looks"),
  ]

  init(_ arguments: Arguments, _ console: Console) throws {
    mode = arguments.value("mode").flatMap { RecordMode(rawValue: $0) } ?? .once
    limit = try arguments.value("limit").map { text throws(UsageError) in
      guard let limit = Int(text), limit > 0 else {
        throw UsageError(
          message: "record: --limit '\(text)' is not a number of requests, 1 or more", next: "tapedeck record --help")
      }
      return limit
    }
    isReadOnly = arguments.has("read-only")
    hasGatewayErrors = arguments.has("gateway-errors")
    staysPacked = arguments.has("packed")
    maxBody = try BodyLimit.bytes(arguments)
    log = try RecordingLog(
      arguments.value("log-format").flatMap { RecordingLog.Format(rawValue: $0) } ?? .text, on: console)
  }

  /// What answers the clients: the real APIs by `client`, or the cassette as it was, which is `earlier`.
  func responder(
    _ client: any Responder, _ target: RecordTarget, _ earlier: Replayer, into recording: Recording
  ) -> any Responder {
    let again = "tapedeck record --cassette \(ShellText.quoted(target.name)) --mode new_episodes"
    var recorder = Recorder(
      upstream: client, apis: target.apis, into: recording, inPlaceOf: mode == .all ? earlier : nil)
    recorder.maxFileBytes = maxBody
    var live: any Responder = recorder
    if let limit {
      live = RequestLimit(limit, answering: live, apis: target.apis, for: recording, command: again)
    }
    if isReadOnly { live = ReadOnly(answering: live, apis: target.apis, for: recording, command: again) }
    let answering: any Responder =
      switch mode {
      case .once, .all: live
      case .newEpisodes: Fallback(first: Reported(earlier, to: recording), onMiss: live)
      // Nothing is recorded: `replay` answers.
      case .none: earlier
      }
    return BodyCollector(answering: hasGatewayErrors ? GatewayErrors(answering: answering) : answering) {
      recording.tell(ofCutOff: $0, $1, api: target.apis.api(for: $0.url)?.name)
    }
  }
}
