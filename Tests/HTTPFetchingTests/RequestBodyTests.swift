import HTTPFetching
import HTTPModel
import Testing

/// The body of a request reaches the server byte for byte, in the framing that was asked for.
@Suite(.timeLimit(.minutes(10))) struct RequestBodyTests {
  /// What the server received for one request whose last bytes are `end`.
  private func sent(through end: String, _ make: (ScriptedServer) -> Request) async throws -> String {
    try await withServer({ connection in
      try connection.readHead()
      if !end.isEmpty { try connection.read(through: end) }
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let outcome = await client.respond(to: make(server)).outcome
      #expect(outcome.response?.status == 200, "\(outcome)")
      return server.text()
    }
  }

  static let head = " /x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "QUERY"])
  func `a body of bytes has a length behind the other fields, and no type`(method: String) async throws {
    let sent = try await sent(through: "{}") {
      $0.request(HTTPMethod(rawValue: method), "/x", headers: [HeaderField("A", "1")], body: .bytes(Array("{}".utf8)))
    }
    #expect(sent == "\(method)\(Self.head)A: 1\r\nContent-Length: 2\r\n\r\n{}")
  }

  @Test func `a given length keeps its spelling and its place`() async throws {
    let sent = try await sent(through: "{}") {
      $0.request(
        .post, "/x", headers: [HeaderField("content-LENGTH", "2"), HeaderField("A", "1")], body: .bytes([123, 125]))
    }
    #expect(sent == "POST\(Self.head)content-LENGTH: 2\r\nA: 1\r\n\r\n{}")
  }

  @Test func `a given length of zero is sent`() async throws {
    let sent = try await sent(through: "") { $0.request(.post, "/x", headers: [HeaderField("Content-Length", "0")]) }
    #expect(sent == "POST\(Self.head)Content-Length: 0\r\n\r\n")
  }

  @Test func `bytes of every value arrive, and 2 MB of them need no 100 Continue`() async throws {
    var bytes = Array(UInt8.min...UInt8.max)
    for _ in 0..<13 { bytes += bytes }
    let body = bytes
    try await withServer({ connection in
      try connection.readHead()
      try connection.read(body.count)
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let response = await client.respond(to: server.request(.put, "/x", body: .bytes(body))).outcome.response
      #expect(response?.status == 200)
      #expect(response?.interim.isEmpty == true)
      let head = server.bytes().dropLast(body.count)
      #expect(!String(decoding: head, as: UTF8.self).contains("Expect"))
      #expect(server.bytes().suffix(body.count) == body[...])
    }
  }

  @Test func `a stream with a length is sent under it`() async throws {
    let sent = try await sent(through: "abcdef") {
      $0.request(.put, "/x", body: .stream(Pieces(["ab", "cd", "ef"]), length: 6))
    }
    #expect(sent == "PUT\(Self.head)Content-Length: 6\r\n\r\nabcdef")
  }

  @Test func `a stream takes its length from the field`() async throws {
    let sent = try await sent(through: "abcdef") {
      $0.request(
        .put, "/x", headers: [HeaderField("content-length", "6")], body: .stream(Pieces(["ab", "cdef"]), length: nil))
    }
    #expect(sent == "PUT\(Self.head)content-length: 6\r\n\r\nabcdef")
  }

  @Test func `an empty stream is sent as a length of zero`() async throws {
    let sent = try await sent(through: "") { $0.request(.put, "/x", body: .stream(Pieces([]), length: 0)) }
    #expect(sent == "PUT\(Self.head)Content-Length: 0\r\n\r\n")
  }

  @Test func `a stream without a length is sent in chunks, one a piece`() async throws {
    let sent = try await sent(through: "0\r\n\r\n") {
      $0.request(.post, "/x", body: .stream(Pieces(["ab", "cdef"]), length: nil))
    }
    #expect(sent == "POST\(Self.head)Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n4\r\ncdef\r\n0\r\n\r\n")
  }

  @Test func `a given transfer coding keeps its spelling and its place`() async throws {
    let sent = try await sent(through: "0\r\n\r\n") {
      $0.request(
        .post, "/x", headers: [HeaderField("transfer-Encoding", "Chunked"), HeaderField("A", "1")],
        body: .bytes([97, 98]))
    }
    #expect(sent == "POST\(Self.head)transfer-Encoding: Chunked\r\nA: 1\r\n\r\n2\r\nab\r\n0\r\n\r\n")
  }

  @Test func `an empty body in chunks is the last chunk`() async throws {
    let sent = try await sent(through: "0\r\n\r\n") {
      $0.request(.post, "/x", headers: [HeaderField("Transfer-Encoding", "chunked")])
    }
    #expect(sent == "POST\(Self.head)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
  }

  @Test func `trailers follow the last chunk`() async throws {
    let sent = try await sent(through: "\r\n0\r\nX-Sum: 1\r\nX-Empty: \r\n\r\n") {
      $0.request(
        .post, "/x", headers: [HeaderField("Trailer", "X-Sum")],
        body: .stream(Pieces(["ab"], trailers: [HeaderField("X-Sum", "1"), HeaderField("X-Empty", "")]), length: nil))
    }
    #expect(sent.hasSuffix("\r\n\r\n2\r\nab\r\n0\r\nX-Sum: 1\r\nX-Empty: \r\n\r\n"))
  }

  @Test(arguments: [HeaderField("X", "1\r\n\r\nGET /evil HTTP/1.1"), HeaderField("X\r\nY", "1"), HeaderField("", "1")])
  func `trailers that would smuggle something in are not sent`(field: HeaderField) async throws {
    try await withServer({ try $0.readToEnd() }) { server, client in
      let body = Body.stream(Pieces(["ab"], trailers: [field]), length: nil)
      let failure = try #require(await client.respond(to: server.request(.post, "/x", body: body)).outcome.failure)
      #expect(failure.kind == .protocol)
      #expect(failure.text.contains("trailer"), "\(failure.text)")
      #expect(await eventually { server.text().hasSuffix("\r\n\r\n2\r\nab\r\n") })
    }
  }

  @Test func `a given Expect waits for the server's word`() async throws {
    let hadBody = Event<Bool>()
    try await withServer({ connection in
      let head = try connection.readHead()
      try connection.send("HTTP/1.1 100 Continue\r\nX-Say: go on\r\n\r\n")
      try connection.read(2)
      hadBody.happen(head.contains("Expect: 100-continue"))
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let request = server.request(
        .post, "/x", headers: [HeaderField("Expect", "100-continue")], body: .bytes(Array("{}".utf8)))
      let response = try #require(await client.respond(to: request).outcome.response)
      #expect(await hadBody.value())
      #expect(response.interim.map(\.status) == [100])
      #expect(response.interim.first?.headers == [HeaderField("X-Say", "go on")])
    }
  }
}
