import HTTPFetching
import HTTPModel
import Testing

/// What libcurl keeps from one request to the next shows in none.
@Suite(.timeLimit(.minutes(2))) struct HandleReuseTests {
  static let script: ScriptedServer.Script = { connection in
    while true {
      let head = try connection.readHead()
      try connection.send(head.hasPrefix("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : ScriptedServer.ok)
    }
  }

  @Test func `a request has nothing of the one before it`() async throws {
    try await withServer(Self.script) { server, client in
      let requests = [
        server.request(.options, "/1", headers: [HeaderField("X-First", "1"), HeaderField("Accept", "a/b")]),
        server.request(.get, "/22"), server.request(.head, "/3"), server.request(HTTPMethod(rawValue: "TRACE"), "/4"),
        server.request(.get, "/5", body: .bytes(Array("five".utf8))), server.request(.get, "/6"),
      ]
      for request in requests { #expect(await client.respond(to: request).outcome.response?.status == 200) }
      #expect(server.connections == 1)
      #expect(
        server.text() == """
          OPTIONS /1 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-First: 1\r\nAccept: a/b\r\n\r
          GET /22 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r
          HEAD /3 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r
          TRACE /4 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r
          GET /5 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 4\r\n\r
          fiveGET /6 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r

          """)
    }
  }

  @Test func `requests to several servers in turn reach each of them`() async throws {
    try await withServer(Self.script) { one, client in
      try await withServer(Self.script) { other, _ in
        for number in 0..<3 {
          for server in [one, other] {
            #expect(await client.respond(to: server.request(.get, "/\(number)")).outcome.response?.status == 200)
          }
        }
        for server in [one, other] {
          #expect(server.connections == 1)
          let targets = server.text().split(separator: "GET ").map { $0.prefix(2) }
          #expect(targets == ["/0", "/1", "/2"])
        }
      }
    }
  }

  @Test func `a failed request leaves nothing to the next`() async throws {
    try await withServer({ connection in
      while true {
        if try connection.readHead().hasPrefix("GET /broken") { return connection.reset() }
        try connection.send(ScriptedServer.ok)
      }
    }) { server, client in
      for target in ["/", "/broken", "/", "/broken", "/"] {
        let outcome = await client.respond(to: server.request(.get, target)).outcome
        if target == "/" {
          #expect(outcome.response?.status == 200)
        } else {
          #expect(outcome.failure?.kind == .reset)
        }
      }
    }
  }
}
