import HTTPFetching
import HTTPModel
import Testing

/// Requests that go by a proxy which was named.
@Suite(.timeLimit(.minutes(2))) struct UpstreamProxyTests {
  private func configuration(_ proxy: ScriptedServer, user: String = "") -> CurlClient.Configuration {
    CurlClient.Configuration { $0.proxy = CurlClient.UpstreamProxy("http://\(user)127.0.0.1:\(proxy.port)") }
  }

  private func withProxy(
    _ script: @escaping ScriptedServer.Script, user: String = "",
    _ body: (ScriptedServer, CurlClient) async throws -> Void
  ) async throws {
    let proxy = try ScriptedServer(script)
    try proxy.start()
    defer { proxy.stop() }
    try await withClient(configuration(proxy, user: user)) { try await body(proxy, $0) }
  }

  @Test func `a request to http is sent to it in full`() async throws {
    try await withProxy(ScriptedServer.answering(ScriptedServer.ok), user: "ada:secret@") { proxy, client in
      let origin = Origin(scheme: "http", host: "api.example.test", port: 8000)
      let request = Request(.get, origin, Target("/a?b=%20"), headers: [HeaderField("X-Own", "1")])
      #expect(await client.whole(request).text == "ok")
      _ = await client.whole(Request(.options, origin, Target("*")))
      let lines = proxy.text().split(separator: "\r\n").map(String.init)
      #expect(lines.first == "GET http://api.example.test:8000/a?b=%20 HTTP/1.1")
      #expect(lines.contains("Host: api.example.test:8000") && lines.contains("X-Own: 1"))
      #expect(lines.contains("Proxy-Authorization: Basic YWRhOnNlY3JldA=="))
      #expect(lines.contains("OPTIONS http://api.example.test:8000 HTTP/1.1"))
    }
  }

  @Test func `to https it is asked for a tunnel, and told nothing of the request`() async throws {
    let script: ScriptedServer.Script = { connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 407 Proxy Authentication Required\r\nX-Proxy: 1\r\nContent-Length: 0\r\n\r\n")
    }
    try await withProxy(script) { proxy, client in
      let origin = Origin(scheme: "https", host: "api.example.test")
      let request = Request(.get, origin, Target("/secret"), headers: [HeaderField("Authorization", "Bearer s3cret")])
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .protocol && failure.text.contains("407"), "\(failure)")
      #expect(failure.partial == nil)
      let text = proxy.text()
      #expect(text.hasPrefix("CONNECT api.example.test:443 HTTP/1.1\r\nHost: api.example.test:443\r\n"))
      #expect(!text.contains("s3cret") && !text.contains("/secret"))
    }
  }

  @Test func `a proxy that is not there is a failure`() async throws {
    let closed = try ScriptedServer { _ in }
    try closed.start()
    closed.stop()
    try await withClient(configuration(closed)) { client in
      let request = Request(.get, Origin(scheme: "http", host: "api.example.test"), Target("/"))
      let kind = await client.respond(to: request).outcome.failure?.kind
      #expect(kind == .refused || kind == .reset)
    }
  }

  @Test(arguments: [
    ("http://proxy.example:3128", true), ("https://u:p@proxy.example", true), ("socks5h://[::1]:1080/", true),
    ("proxy.example:3128", false), ("ftp://proxy.example", false), ("http://", false), ("http://a b", false),
    ("http://proxy.example/path", false), ("http://u:p@", false), ("", false),
  ])
  func `a proxy's URL has one of four schemes, and no path`(text: String, isOne: Bool) {
    #expect((CurlClient.UpstreamProxy(text) != nil) == isOne)
  }
}
