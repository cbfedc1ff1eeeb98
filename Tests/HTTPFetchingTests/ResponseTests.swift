import HTTPFetching
import HTTPModel
import Testing

/// What the server sends comes back as it was sent; only the framing of chunks is undone.
@Suite(.timeLimit(.minutes(10))) struct ResponseTests {
  typealias Whole = (response: Response?, text: String, failure: TransportFailure?)

  /// The response to one request, with its whole body, where the server sends `text` and closes the connection.
  private func answer(_ text: String, to method: HTTPMethod = .get) async throws -> Whole {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send(text)
    }) { server, client in await client.whole(server.request(method)) }
  }

  @Test func `status, reason and fields come back in their order, case and number`() async throws {
    let (response, text, _) = try await answer(
      "HTTP/1.1 299 Fine by me\r\nSet-Cookie: a=1\r\nX-Twice: 1\r\nset-cookie: b=2\r\nx-twice: 2\r\nX-Empty:\r\n"
        + "Set-Cookie: a=1\r\nX-NoSpace:v\r\nX-Pad:  \t v \t\r\ncontent-LENGTH: 2\r\n\r\nok")
    #expect(response?.status == 299)
    #expect(response?.reason == "Fine by me")
    #expect(response?.version == .http11)
    #expect(
      response?.lines == [
        "Set-Cookie: a=1", "X-Twice: 1", "set-cookie: b=2", "x-twice: 2", "X-Empty: ", "Set-Cookie: a=1",
        "X-NoSpace: v", "X-Pad: v", "content-LENGTH: 2",
      ])
    #expect(text == "ok")
  }

  @Test func `a value's bytes need not be UTF-8`() async throws {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send(Array("HTTP/1.1 200 OK\r\nX: ".utf8) + [0xFF, 0x80] + Array("\r\n\r\n".utf8))
    }) { server, client in
      #expect(await client.respond(to: server.request()).outcome.response?.headers.first?.value == [0xFF, 0x80])
    }
  }

  @Test(arguments: ["HTTP/1.1 200 \r\n", "HTTP/1.1 200\r\n", "HTTP/1.0 200\r\n"])
  func `a reason may be missing`(line: String) async throws {
    let response = try await answer("\(line)Content-Length: 0\r\n\r\n").response
    #expect(response?.status == 200)
    #expect(response?.reason == "")
    #expect(response?.version.rawValue == String(line.prefix(8)))
  }

  @Test func `lines may end with LF alone`() async throws {
    let (response, text, _) = try await answer("HTTP/1.1 200 OK\nA: 1\nContent-Length: 2\n\nok")
    #expect(response?.lines == ["A: 1", "Content-Length: 2"])
    #expect(text == "ok")
  }

  @Test func `a folded field is one field`() async throws {
    let response = try await answer("HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\t3\r\nB: 4\r\nContent-Length: 0\r\n\r\n")
      .response
    #expect(response?.lines == ["A: 1 2 3", "B: 4", "Content-Length: 0"])
  }

  @Test func `interim responses come back with their fields, in order`() async throws {
    let (response, text, _) = try await answer(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nLink: </b>\r\n\r\n"
        + "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    #expect(response?.interim.map(\.status) == [100, 103, 103])
    #expect(response?.interim.map(\.reason) == ["Continue", "Early Hints", "Early Hints"])
    #expect(response?.interim.map { $0.headers.map(\.description) } == [[], ["Link: </a>", "Link: </b>"], []])
    #expect(response?.status == 200)
    #expect(text == "ok")
  }

  @Test func `what follows a switch of protocols is the body`() async throws {
    let (response, text, _) = try await answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nraw bytes")
    #expect(response?.status == 101)
    #expect(response?.interim.isEmpty == true)
    #expect(text == "raw bytes")
  }

  @Test(arguments: [
    "2\r\nab\r\n4\r\ncdef\r\n0\r\n\r\n", "6;name=value;q=\"x\"\r\nabcdef\r\n0;last\r\n\r\n",
    "00006\r\nabcdef\r\n000\r\n\r\n",
  ])
  func `the framing of chunks is undone`(chunks: String) async throws {
    let (response, text, _) = try await answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
    #expect(response?.lines == ["Transfer-Encoding: chunked"])
    #expect(text == "abcdef")
  }

  @Test func `chunks cut anywhere give the same body`() async throws {
    try await withServer({ connection in
      try connection.readHead()
      for byte in "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6;x=y\r\nabcdef\r\n0\r\nA: 1\r\n\r\n".utf8 {
        try connection.send([byte])
      }
      try connection.readToEnd()
    }) { server, client in #expect(await client.whole(server.request()).text == "abcdef") }
  }

  @Test(arguments: [true, false]) func `trailers end the body`(isAtOnce: Bool) async throws {
    let isRead = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
      if !isAtOnce { try isRead.block() }
      try connection.send("0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n")
      try connection.readToEnd()
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      isRead.happen()
      let body = try await response.body.collected().get()
      #expect(String(decoding: body.bytes, as: UTF8.self) == "ok")
      #expect(body.trailers.map(\.description) == ["X-Sum: 1", "x-sum: 2"])
      #expect(response.lines == ["Transfer-Encoding: chunked"])
    }
  }

  @Test(arguments: ["gzip", "br", "zstd", "deflate", "made-up", "gzip, gzip"])
  func `a content coding is not undone`(coding: String) async throws {
    let (response, text, _) = try await answer(
      "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: 8\r\n\r\nnot gzip")
    #expect(response?.lines.first == "Content-Encoding: \(coding)")
    #expect(text == "not gzip")
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func `a redirect is an answer like any other`(status: Int) async throws {
    try await withServer(
      ScriptedServer.answering("HTTP/1.1 \(status) Go\r\nLocation: /elsewhere\r\nContent-Length: 4\r\n\r\ngone")
    ) { server, client in
      let (response, text, _) = await client.whole(server.request())
      #expect(response?.status == status)
      #expect(response?.headers.first("location") == "/elsewhere")
      #expect(text == "gone")
      #expect(server.text() == "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
      #expect(server.connections == 1)
    }
  }

  @Test(arguments: [
    "401 No\r\nWWW-Authenticate: Basic realm=x", "407 No\r\nProxy-Authenticate: Basic realm=x",
    "429 No\r\nRetry-After: 0",
    "503 No\r\nRetry-After: 0", "426 No\r\nUpgrade: h2c", "200 OK\r\nAlt-Svc: h2=\":1\"\r\nSet-Cookie: a=1",
  ])
  func `no answer makes the client ask again or remember anything`(head: String) async throws {
    try await withServer(ScriptedServer.answering("HTTP/1.1 \(head)\r\nContent-Length: 0\r\n\r\n")) { server, client in
      for _ in 0..<2 { _ = await client.respond(to: server.request()).outcome }
      let one = "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"
      #expect(server.text() + server.text(1) == one + one)
    }
  }

  @Test(arguments: ["204 None", "304 Same"], ["Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", ""])
  func `an answer that has no body ends with its head`(line: String, framing: String) async throws {
    try await withServer(ScriptedServer.answering("HTTP/1.1 \(line)\r\n\(framing)\r\n")) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      #expect(response.body.isEmpty)
      #expect(try await response.text() == "")
    }
  }

  @Test func `what is longer than its length is cut to it`() async throws {
    let (response, text, failure) = try await answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")
    #expect(response?.status == 200)
    #expect(text == "ok")
    #expect(failure == nil)
  }

  @Test(arguments: ["Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2, 2"])
  func `one length said twice is a length`(fields: String) async throws {
    #expect(try await answer("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\nok").text == "ok")
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"])
  func `a body without a length goes on until the connection ends`(head: String) async throws {
    let (response, text, failure) = try await answer("\(head)all of it")
    #expect(response?.headers.isEmpty == true)
    #expect(text == "all of it")
    #expect(failure == nil)
  }
}
