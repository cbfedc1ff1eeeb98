import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What an API sends to one's own endpoint is passed on, and kept as inbound.
@Suite(.timeLimit(.minutes(2))) struct InboundTests {
  static let sender = try? API.profiled(#""event": { "type": "/type" }, "secret": { "members": ["pin"] }"#)

  static func endpoint(_ url: String = "http://127.0.0.1:3000/hooks") throws -> InboundEndpoint {
    try #require(InboundEndpoint("demo=\(url)"))
  }

  /// What the endpoint is asked for a request with this target, or what the router answers itself.
  func asked(_ target: String, _ url: String, isOnlyInbound: Bool = false) async throws -> String {
    let endpoint = StubResponder(.sample("endpoint")), others = StubResponder(.sample("others"))
    let router = InboundRouter(
      [.init(try Self.endpoint(url), answering: endpoint)], answering: isOnlyInbound ? nil : others)
    let outcome = await router.respond(to: Self.webhook(target)).outcome
    if let request = endpoint.requests.first { return "\(request.url)" }
    return outcome.response?.body.text == "others" ? "others" : "\(outcome.response?.status ?? 0)"
  }

  static func webhook(_ target: String, _ body: String = "{}") -> Request {
    Request(
      .post, Origin(scheme: "http", host: "tunnel.example"), Target(target),
      headers: [HeaderField("Host", "tunnel.example"), HeaderField("X-Signature", "abc")],
      body: .bytes(Array(body.utf8)))
  }

  @Test(arguments: [
    ("/_inbound/demo", "http://127.0.0.1:3000/hooks", "http://127.0.0.1:3000/hooks"),
    ("/_inbound/demo?a=1", "http://127.0.0.1:3000/hooks", "http://127.0.0.1:3000/hooks?a=1"),
    ("/_inbound/demo", "http://127.0.0.1:3000/hooks/", "http://127.0.0.1:3000/hooks/"),
    ("/_inbound/demo/x", "http://127.0.0.1:3000/hooks/", "http://127.0.0.1:3000/hooks/x"),
    ("/_inbound/demo", "http://localhost:3000", "http://localhost:3000/"),
    ("/_inbound/demo/x", "http://localhost:3000", "http://localhost:3000/x"),
    ("/_inbound/demo/../admin", "http://127.0.0.1:3000/hooks", "404"),
    ("/_inbound/demo/%2e%2E/admin", "http://127.0.0.1:3000/hooks", "404"),
    ("/_inbound/demonstration", "http://127.0.0.1:3000/hooks", "404"), ("/_inbound/", "http://h.test/", "404"),
    ("/hooks", "http://127.0.0.1:3000/hooks", "others"),
  ])
  func `below the name of its API an endpoint gets what follows`(
    target: String, url: String, asked: String
  ) async throws {
    #expect(try await self.asked(target, url) == asked)
  }

  @Test(arguments: [
    ("/hooks", "http://127.0.0.1:3000/hooks"), ("/hooks?a", "http://127.0.0.1:3000/hooks?a"),
    ("/hooks/x", "http://127.0.0.1:3000/hooks/x"), ("/hooks/../x", "404"), ("/hooksome", "404"), ("/", "404"),
    ("/keygen/v1", "404"), ("/_inbound/demo", "http://127.0.0.1:3000/hooks"),
  ])
  func `alone on a port a router answers at the endpoint's own path and nowhere else`(
    target: String, asked: String
  ) async throws {
    #expect(try await self.asked(target, "http://127.0.0.1:3000/hooks", isOnlyInbound: true) == asked)
  }

  @Test func `a request in a tunnel is for its origin`() async throws {
    var request = Self.webhook("/_inbound/demo")
    request.via.isTunnelled = true
    let endpoint = StubResponder(.sample("endpoint"))
    let router = InboundRouter([.init(try Self.endpoint(), answering: endpoint)], answering: StubResponder(.sample()))
    _ = await router.respond(to: request).outcome
    #expect(endpoint.requests.isEmpty)
  }

  @Test(arguments: ["demo", "demo=", "demo=ftp://x/", "Demo=http://x/", "demo=http://x/?a", "demo=http://x/#a"])
  func `what names no endpoint is refused`(text: String) { #expect(InboundEndpoint(text) == nil) }

  @Test func `it is passed on as it came, and kept as inbound, by its event and redacted as what is received`()
    async throws
  {
    let studio = try RecorderTests.Studio()
    let sender = try #require(Self.sender)
    let upstream = StubResponder(.sample("fine", status: 202))
    let recorder = Recorder(upstream: upstream, inboundOf: sender, into: studio.recording)
    let router = InboundRouter([.init(try Self.endpoint(), answering: recorder)])
    let body = #"{"type":"thing.made","pin":"\#(RecorderTests.secret)"}"#
    var request = Self.webhook("/_inbound/demo", body)
    request.headers.append("Content-Type", "application/json")
    let outcome = await router.respond(to: request).outcome
    #expect(outcome.response?.status == 202 && outcome.response?.body.text == "fine")
    let sent = try #require(upstream.requests.first)
    #expect(sent.headers == request.headers && sent.body.text == body)
    #expect(studio.log.first?.hasPrefix("001-demo-webhook-thing.made http://127.0.0.1:3000/hooks 202 ") ?? false)
    let kept = try studio.finish().interaction(at: 0)
    #expect(kept.direction == .inbound && kept.name == "001-demo-webhook-thing.made")
    let text = try String(decoding: #require(kept.request.body).bytes, as: UTF8.self)
    #expect(text.hasPrefix(#"{"type":"thing.made","pin":""#))
    // Whoever receives it must be able to read it: no placeholder, and not the secret.
    #expect(!text.contains("{{") && !text.contains(RecorderTests.secret))
  }
}
