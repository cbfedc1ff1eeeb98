import HTTPModel
import RecordReplay

/// `--inbound NAME=URL`: one's own endpoints, which APIs post their webhooks to.
struct InboundOption {
  private let endpoints: [(endpoint: InboundEndpoint, sender: API)]
  /// A port that has nothing else.
  private let port: Int?

  init(_ arguments: Arguments, apis: [API]) throws(UsageError) {
    let next = "tapedeck record --help"
    var found: [(InboundEndpoint, API)] = []
    for text in arguments.values("inbound") {
      guard let endpoint = InboundEndpoint(text) else {
        throw UsageError(
          message: "record: --inbound '\(text)' is not NAME=URL, like paddle=http://127.0.0.1:3000/webhooks", next: next
        )
      }
      guard let sender = apis.first(where: { $0.name == endpoint.api }) else {
        throw UsageError(
          message: "record: --inbound '\(text)': no API has this name; known are "
            + apis.map(\.name).joined(separator: ", "),
          next: "tapedeck record --inbound \(ShellText.quoted(text)) --api \(endpoint.api)=https://api.example.com")
      }
      if found.contains(where: { $0.0.api == endpoint.api }) {
        throw UsageError(
          message: "record: --inbound \(endpoint.api) is duplicated; an API has one endpoint", next: next)
      }
      found.append((endpoint, sender))
    }
    endpoints = found
    port = try arguments.value("inbound-port").map { text throws(UsageError) in
      guard let port = Int(text), (0...65535).contains(port) else {
        throw UsageError(message: "record: --inbound-port '\(text)' is not a port from 0 to 65535", next: next)
      }
      if found.isEmpty {
        throw UsageError(message: "record: --inbound-port is for --inbound, which is missing", next: next)
      }
      return port
    }
  }

  /// The port that a tunnel may lead to.
  func listeners(upstream: any Responder, into recording: Recording) -> [Listener] {
    guard let port else { return [] }
    let router = InboundRouter(routes(upstream, recording)), endpoints = endpoints
    return [
      Listener(port: port, responder: router) { origin in
        endpoints.map { endpoint, _ in
          "  webhooks of \(endpoint.api): \(origin)\(endpoint.url.target)  to \(endpoint.url)"
        }.joined(separator: "\n")
      }
    ]
  }

  /// What records what comes in; `others` answers the rest. Where there is no endpoint it answers all.
  func router(
    upstream: any Responder, into recording: Recording, answering others: any Responder
  ) -> any Responder {
    endpoints.isEmpty ? others : InboundRouter(routes(upstream, recording), answering: others)
  }

  private func routes(_ upstream: any Responder, _ recording: Recording) -> [InboundRouter.Route] {
    endpoints.map { endpoint, sender in
      InboundRouter.Route(
        endpoint,
        answering: BodyCollector(answering: Recorder(upstream: upstream, inboundOf: sender, into: recording)) {
          recording.tell(ofCutOff: $0, $1, api: sender.name, isInbound: true)
        })
    }
  }

  /// Lines that say where what comes in is taken.
  func rows(at origin: Origin) -> [String] {
    endpoints.map { "  webhooks of \($0.endpoint.api): \(origin)\($0.endpoint.path)  to \($0.endpoint.url)" }
  }
}
