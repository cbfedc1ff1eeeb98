import HTTPFetching
import HTTPModel
import Testing

/// The head of a request reaches the server byte for byte.
@Suite(.timeLimit(.minutes(10))) struct RequestHeadTests {
  /// What the server received for one request.
  private func sent(_ make: (ScriptedServer) -> Request) async throws -> String {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let outcome = await client.respond(to: make(server)).outcome
      #expect(outcome.response?.status == 200, "\(outcome)")
      #expect(server.connections == 1)
      return server.text()
    }
  }

  @Test func `nothing is added but Host`() async throws {
    let sent = try await sent { $0.request(.get, "/v1/licenses?page=2") }
    #expect(sent == "GET /v1/licenses?page=2 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
  }

  @Test(arguments: [
    "/", "/a/../b/./c", "/%2F%2f%zz", "//x", "/?a=1&a=1&&b&=", "/x?", "/x??y", "/#f", "/x?#", "/[:]|{}\"<>^`\\", "/ä",
    "http://other.test/x?y", "no-slash", "*", "?", "127.0.0.1:443",
  ])
  func `a target goes out as given`(target: String) async throws {
    let sent = try await sent { $0.request(.get, target) }
    #expect(sent.utf8.starts(with: "GET \(target) HTTP/1.1\r\n".utf8))
  }

  @Test func `a target's bytes need not be UTF-8`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let target: [UInt8] = [47, 0xFF, 0x80, 0xC3]
      _ = await client.respond(to: Request(.get, server.origin, Target(target))).outcome
      #expect(server.bytes().starts(with: Array("GET ".utf8) + target + Array(" HTTP/1.1\r\n".utf8)))
    }
  }

  @Test(arguments: ["GET", "DELETE", "OPTIONS", "TRACE", "PATCH", "PUT", "POST", "FOO-bar", "get", "PURGE"])
  func `a method without a body goes out as given and announces none`(method: String) async throws {
    let sent = try await sent { $0.request(HTTPMethod(rawValue: method), "/x") }
    #expect(sent == "\(method) /x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
  }

  @Test func `HEAD asks for a head and takes none for the body`() async throws {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
      try connection.readToEnd()
    }) { server, client in
      let response = try #require(await client.respond(to: server.request(.head, "/x")).outcome.response)
      #expect(server.text() == "HEAD /x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
      #expect(response.lines == ["Content-Length: 5"])
      #expect(response.body.isEmpty)
    }
  }

  @Test func `fields keep their order, case, repeats and values`() async throws {
    let fields: HeaderFields = [
      HeaderField("Host", "x.test"), HeaderField("X-Twice", "1"), HeaderField("x-twice", "2"),
      HeaderField("Accept", "*/*"), HeaderField("X-Empty", ""), HeaderField("cOOKie", "a=b; c=d"),
      HeaderField("X-Twice", "1"), HeaderField("X-Blanks", "a \t b"), HeaderField("X-Colon", ":;v"),
      HeaderField("User-Agent", ""), HeaderField("Content-Type", "text/plain"), HeaderField("X-Semicolon", ";"),
      HeaderField("Authorization", "License abc"), HeaderField("Accept-Encoding", "gzip"),
    ]
    let sent = try await sent { $0.request(.get, "/", headers: fields) }
    #expect(
      sent == """
        GET / HTTP/1.1\r
        Host: x.test\r
        X-Twice: 1\r
        x-twice: 2\r
        Accept: */*\r
        X-Empty:\r
        cOOKie: a=b; c=d\r
        X-Twice: 1\r
        X-Blanks: a \t b\r
        X-Colon: :;v\r
        User-Agent:\r
        Content-Type: text/plain\r
        X-Semicolon: ;\r
        Authorization: License abc\r
        Accept-Encoding: gzip\r
        \r\n
        """)
  }

  @Test func `a value's bytes need not be ASCII, and its outer blanks stay`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let fields: HeaderFields = [
        HeaderField(nameBytes: Array("X-Raw".utf8), value: [0xFF, 0x80, 32, 0xE4]), HeaderField("X-Pad", " a "),
      ]
      _ = await client.respond(to: server.request(headers: fields)).outcome
      let lines = server.bytes().split(separator: 10)
      #expect(lines.contains(ArraySlice(Array("X-Raw: ".utf8) + [0xFF, 0x80, 32, 0xE4, 13])))
      #expect(lines.contains(ArraySlice(Array("X-Pad:  a \r".utf8))))
    }
  }

  @Test(arguments: ["Accept", "Expect", "Content-Type", "Connection", "TE", "Upgrade", "Proxy-Connection"])
  func `an empty field that libcurl has a mind of its own about stays empty`(name: String) async throws {
    let sent = try await sent { $0.request(headers: [HeaderField(name, "")]) }
    #expect(sent == "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\(name):\r\n\r\n")
  }

  @Test func `Host keeps its place, its spelling and its value`() async throws {
    let sent = try await sent {
      $0.request(headers: [HeaderField("A", "1"), HeaderField("hOsT", "api.example.test:81"), HeaderField("B", "2")])
    }
    #expect(sent == "GET / HTTP/1.1\r\nA: 1\r\nhOsT: api.example.test:81\r\nB: 2\r\n\r\n")
  }

  @Test func `a large head goes out whole`() async throws {
    let value = String(repeating: "v", count: 100_000)
    let sent = try await sent { $0.request(headers: [HeaderField("Host", "x"), HeaderField("X-Large", value)]) }
    #expect(sent == "GET / HTTP/1.1\r\nHost: x\r\nX-Large: \(value)\r\n\r\n")
  }

  @Test func `a head that libcurl can't send is a failure`() async throws {
    try await withServer({ try $0.readToEnd() }) { server, client in
      let value = String(repeating: "v", count: 1_200_000)
      let failure = try #require(
        await client.respond(to: server.request(headers: [HeaderField("X-Large", value)])).outcome.failure)
      #expect(failure.kind == .protocol)
      #expect(failure.text == "Out of memory")
    }
  }
}
