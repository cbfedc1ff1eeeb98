import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What goes by unrecorded: requests to hosts that are allowed, and what follows a switch of protocols.
@Suite(.timeLimit(.minutes(2))) struct PassThroughTests {
  @Test(
    arguments: [
      ("http://other.test/a?b", "http://other.test/a?b"), ("https://OTHER.test:8443/a", "https://other.test:8443/a"),
      ("http://127.0.0.1:3000/", "http://127.0.0.1:3000/"), ("http://unknown.test/", nil), ("https://api.test/a", nil),
      ("/a", nil),
    ] as [(String, String?)])
  func `an absolute target at an allowed host goes there, and nothing else does`(target: String, url: String?) async {
    let upstream = StubResponder(.sample("live")), inner = StubResponder(.sample("inner"))
    let hosts: Set<String> = ["other.test", "127.0.0.1", "api.test"]
    let request = Request(
      .get, Origin(scheme: "http", host: "other.test"), Target(target), headers: [HeaderField("Proxy-Connection", "x")])
    _ = await PassThrough(hosts: hosts, apis: [.demo], upstream: upstream, answering: inner).respond(to: request)
      .outcome
    #expect(upstream.requests.first.map { "\($0.url)" } == url)
    #expect(inner.requests.count == (url == nil ? 1 : 0))
    #expect(upstream.requests.allSatisfy { $0.headers.isEmpty })
  }

  @Test func `a switch of protocols goes on with what it needs, is noted, and leaves the cassette whole`() async throws
  {
    let studio = try RecorderTests.Studio()
    let upstream = StubResponder(Response(status: 101, headers: [HeaderField("Upgrade", "websocket")]))
    let headers: HeaderFields = [
      HeaderField("connection", "keep-alive, Upgrade, X-Hop"), HeaderField("X-Hop", "1"),
      HeaderField("Upgrade", "websocket"), HeaderField("Sec-WebSocket-Key", "k"), HeaderField("Keep-Alive", "5"),
    ]
    let outcome = await studio.recorder(upstream).respond(to: .sample(.get, "https://api.test/s", headers)).outcome
    #expect(outcome.response?.status == 101)
    #expect(
      upstream.requests.first?.headers.map(\.description)
        == ["connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: k"])
    #expect(studio.log == ["- 101 what follows a switch to websocket is not recorded"])
    #expect(studio.recording.counts == Recording.Counts())
    #expect(try studio.finish().manifest.complete)
  }

  @Test func `in replay a request for another protocol is a miss that says so`() async throws {
    let replayer = Replayer(cassette: try .sample([.sample(.get, "https://api.test/a")]), apis: [.demo])
    let headers: HeaderFields = [HeaderField("Connection", "Upgrade"), HeaderField("Upgrade", "websocket")]
    guard case .miss(let miss) = await replayer.respond(to: .sample(.get, "https://api.test/s", headers)).outcome else {
      return #expect(Bool(false), "it was answered")
    }
    #expect(miss.reason == .switchesProtocol && MissReport(miss).command == nil)
    #expect(MissReport(miss).detail.hasSuffix("asks for another protocol, such as WebSocket, which is never recorded."))
  }
}
