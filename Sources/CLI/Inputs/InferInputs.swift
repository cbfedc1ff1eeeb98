import ContractDrafting
import HTTPModel
import JSONModel
import RecordReplay

/// What `tapedeck infer` reads from cassettes.
struct InferInputs {
  let api: API
  private(set) var exchanges: [RecordedExchange] = []
  /// What is left out, a sentence each.
  private(set) var notes: [String] = []

  /// A longer body is left out.
  private static let maxBodyLength = 64 << 20

  init(_ arguments: Arguments) throws {
    var cassettes: [LoadedCassette] = []
    for name in arguments.operands { cassettes.append(try LoadedCassette(name, isReplayed: false)) }
    api = try InferInputs.api(arguments, cassettes)
    for loaded in cassettes {
      for position in 0..<loaded.cassette.count {
        let interaction = try loaded.cassette.interaction(at: position)
        if interaction.api == api.name { try add(interaction) }
      }
    }
    guard !exchanges.isEmpty else {
      throw CommandError(
        "nothing of \(api.name) is recorded there", at: arguments.operands.joined(separator: ", "),
        next: "tapedeck show \(ShellText.quoted(arguments.operands[0]))")
    }
  }

  /// Paths that the profile has, with the names of their parameters. Those that say where secrets are may be of any shape.
  var templates: [String] { api.profile?.volatile.paths ?? [] }

  private static func api(_ arguments: Arguments, _ cassettes: [LoadedCassette]) throws -> API {
    var all: [API] = []
    for api in cassettes.flatMap(\.apis) where !all.contains(where: { $0.name == api.name }) { all.append(api) }
    let names = all.map(\.name)
    if let wanted = arguments.value("api") {
      if let found = all.first(where: { $0.name == wanted }) { return found }
      let near = Suggestion.hint(Suggestion.closest(to: wanted, in: names))
      throw UsageError(
        message: "infer: --api '\(wanted)' is not one of \(names.joined(separator: ", "))\(near)",
        next: "tapedeck show \(ShellText.quoted(arguments.operands[0]))")
    }
    if all.isEmpty {
      throw UsageError(
        message: "infer: nothing is recorded there",
        next: "tapedeck record --cassette \(ShellText.quoted(arguments.operands[0])) --mode new_episodes --api NAME=URL"
      )
    }
    guard let only = all.first, all.count == 1 else {
      let cassettes = arguments.operands.map { ShellText.quoted($0) }.joined(separator: " ")
      throw UsageError(
        message: "infer: choose one API by --api: the cassettes hold \(names.joined(separator: ", "))",
        next: "tapedeck infer \(cassettes) --api \(names.first ?? "NAME")")
    }
    return only
  }

  private mutating func add(_ interaction: Interaction) throws {
    let request = interaction.request
    var exchange = RecordedExchange(
      method: request.method, url: request.url, server: server(of: request.url),
      body: try payload(request.body, request.mediaType, in: interaction))
    exchange.headers = request.headers
    exchange.operation = interaction.operation
    switch try interaction.origin {
    case .recorded, .imported: break
    case .documented, .edited: exchange.isRecorded = false
    }
    exchange.isWebhook = interaction.direction == .inbound
    if exchange.isWebhook { exchange.event = exchange.body.flatMap { api.event(of: $0.bytes) } }
    if case .response(let response) = interaction.outcome {
      exchange.answer = RecordedExchange.Answer(
        status: response.status, headers: response.headers,
        body: try payload(response.body, response.mediaType, in: interaction))
    }
    exchanges.append(exchange)
  }

  private mutating func payload(
    _ body: StoredBody?, _ type: MediaType?, in interaction: Interaction
  ) throws -> RecordedExchange.Payload? {
    guard let body, body.length > 0 else { return nil }
    guard body.length <= InferInputs.maxBodyLength else {
      notes.append("\(interaction.name): a body of \(body.length) bytes is left out")
      return nil
    }
    return RecordedExchange.Payload(mediaType: type, bytes: try body.bytes)
  }

  /// The base URL of the API that the URL belongs to, the one with the longest path; else its origin.
  private func server(of url: AbsoluteURL) -> String {
    let fitting = api.hosts.filter { host in
      guard host.origin == url.origin, url.target.path.starts(with: host.path) else { return false }
      let rest = url.target.path.dropFirst(host.path.count)
      return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }
    return fitting.max { $0.path.count < $1.path.count }?.description ?? url.origin.description
  }
}
