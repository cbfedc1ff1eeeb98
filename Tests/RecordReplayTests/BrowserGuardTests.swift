import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// A page that a developer's browser shows can use the server only where it is the developer's own.
struct BrowserGuardTests {
  private func status(_ request: Request, names: [String] = []) async -> Int? {
    let guarded = BrowserGuard(apis: [.demo], names: names, answering: StubResponder(.sample("x")))
    return await guarded.respond(to: request).outcome.response?.status
  }

  private func request(_ host: String, _ fields: [(String, String)] = [], target: String = "/demo/things") -> Request {
    Request(
      .post, Origin(scheme: "http", host: host, port: 8080), Target(target),
      headers: HeaderFields(fields.map { HeaderField($0.0, $0.1) }))
  }

  @Test(arguments: [
    ("127.0.0.1", 200), ("::1", 200), ("localhost", 200), ("demo.localhost", 200), ("192.168.1.7", 200),
    ("api.test", 200), ("tapedeck", 200), ("evil.test", 403), ("127.evil.test", 403), ("localhost.evil.test", 403),
    ("api.test.evil.test", 403),
  ])
  func `only names that are the server's own are answered`(host: String, expected: Int) async {
    #expect(await status(request(host), names: ["Tapedeck"]) == expected)
    #expect(await status(request(host, target: "/_tapedeck/sessions"), names: ["Tapedeck"]) == expected)
  }

  @Test(arguments: [
    ([("Origin", "https://evil.test")], 403), ([("Origin", "null")], 403), ([("Origin", "http://93.184.216.34")], 403),
    ([("Origin", "https://api.test")], 403), ([("Sec-Fetch-Site", "cross-site")], 403),
    ([("Origin", "https://evil.test"), ("Sec-Fetch-Site", "same-origin")], 403),
    ([("Origin", "http://127.0.0.1:8080")], 200), ([("Origin", "http://localhost:3000")], 200),
    ([("Origin", "http://localhost:3000"), ("Sec-Fetch-Site", "cross-site")], 200),
    ([("Origin", "http://tapedeck:5173")], 200), ([("Sec-Fetch-Site", "same-origin")], 200),
    ([("Sec-Fetch-Site", "none")], 200), ([], 200),
  ])
  func `pages of other sites are refused, those of this machine are not`(
    fields: [(String, String)], expected: Int
  ) async {
    #expect(await status(request("127.0.0.1", fields), names: ["tapedeck"]) == expected)
  }

  @Test func `a link to the server's page may be followed, none to a base URL`() async {
    let fields = [("Sec-Fetch-Site", "cross-site")]
    #expect(await status(request("127.0.0.1", fields, target: "/")) == 200)
    #expect(await status(request("127.0.0.1", fields, target: "/demo")) == 403)
    #expect(await status(request("evil.test", target: "/")) == 403)
  }

  @Test func `what passes the server as a proxy is asked by whom it may be`() async {
    let foreign = [("Origin", "https://shop.test"), ("Sec-Fetch-Site", "cross-site")]
    #expect(await status(request("api.test", foreign, target: "https://api.test/things")) == 200)
    #expect(await status(request("evil.test", foreign, target: "http://evil.test/things")) == 200)
    var tunnelled = request("api.test", foreign)
    tunnelled.via.isTunnelled = true
    #expect(await status(tunnelled) == 200)
    // The server itself, written in full.
    #expect(await status(request("127.0.0.1", foreign, target: "http://127.0.0.1:8080/demo/things")) == 403)
    #expect(await status(request("127.0.0.1", target: "http://127.0.0.1:8080/demo/things")) == 200)
  }

  @Test func `a refusal says what helps`() async throws {
    let guarded = BrowserGuard(apis: [.demo], names: [], answering: StubResponder(.sample("x")))
    let body = try #require(await guarded.respond(to: request("ci-box")).outcome.response?.body.text)
    #expect(body.contains("the server was not told that it is called ci-box"))
    #expect(body.contains("--server-name ci-box"))
  }
}
