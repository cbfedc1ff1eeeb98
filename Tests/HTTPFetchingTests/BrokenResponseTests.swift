import HTTPFetching
import HTTPModel
import Testing

/// What is no whole answer is a failure, with what had come before it.
@Suite(.timeLimit(.minutes(10))) struct BrokenResponseTests {
  typealias Whole = (response: Response?, text: String, failure: TransportFailure?)
  enum End: Sendable { case closes, resets }

  private func answer(
    _ text: String, to method: HTTPMethod = .get, then end: End = .closes
  ) async throws -> Whole {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send(text)
      if end == .resets { connection.reset() }
    }) { server, client in
      let result = await client.whole(server.request(method))
      #expect(server.connections == 1)
      return result
    }
  }

  @Test(
    arguments: [HTTPMethod.get, .head, .post],
    ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX-A: 1\r\n", "HTTP/1.1 204 N\r\nX"])
  func `a truncated head is a failure`(method: HTTPMethod, head: String) async throws {
    let (response, _, failure) = try await answer(head, to: method)
    #expect(response == nil)
    #expect(failure?.kind == .truncated)
    #expect(failure?.partial == nil)
    #expect(failure?.afterBytes == nil)
    #expect(failure?.text == "the connection ended within the head of the answer")
  }

  @Test func `an interim response alone is a truncated answer`() async throws {
    let failure = try await answer("HTTP/1.1 103 Early Hints\r\n\r\n").failure
    #expect(failure?.kind == .truncated)
  }

  @Test(arguments: [End.closes, .resets]) func `no answer at all is a reset`(end: End) async throws {
    let failure = try await answer("", then: end).failure
    #expect(failure?.kind == .reset)
    #expect(failure?.text == (end == .closes ? "Empty reply from server" : "Recv failure: Connection reset by peer"))
    #expect(failure?.afterBytes == nil)
  }

  @Test(arguments: [
    ("Content-Length: 10", "body", End.closes, TransportFailure.Kind.truncated),
    ("Content-Length: 10", "body", .resets, .reset),
    ("Transfer-Encoding: chunked", "4\r\nbody\r\n", .closes, .truncated),
    ("Transfer-Encoding: chunked", "4\r\nbody\r\n", .resets, .reset),
    ("Transfer-Encoding: chunked", "4\r\nbody", .closes, .truncated),
    ("Transfer-Encoding: chunked", "9\r\nbody", .closes, .truncated),
    ("Transfer-Encoding: chunked", "4\r\nbody\r\n0\r\n", .closes, .truncated),
    ("Transfer-Encoding: chunked", "4\r\nbody\r\n0\r\nX-A: 1\r\n", .closes, .truncated),
    ("Transfer-Encoding: chunked", "4\r\nbody\r\n0", .closes, .truncated),
    ("Connection: close", "body", .resets, .reset),
  ])
  func `a cut body is a failure that holds what came`(
    framing: String, body: String, end: End, kind: TransportFailure.Kind
  ) async throws {
    // Bytes that are sent together with an RST may be lost on their way: it waits until they are there.
    let hasCome = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n\(body)")
      try hasCome.block()
      if end == .resets { connection.reset() }
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      let source = try #require(response.source)
      guard case .chunk(let first) = await source.next() else {
        Issue.record("no chunk came")
        return
      }
      hasCome.happen()
      #expect(String(decoding: first, as: UTF8.self) == "body")
      guard case .failure(let failure) = await source.next() else {
        Issue.record("no failure came")
        return
      }
      #expect(failure.kind == kind, "\(failure.text)")
      #expect(failure.afterBytes == 4)
      #expect(failure.partial?.status == 200)
      #expect(!failure.text.isEmpty)
    }
  }

  @Test func `bytes that came before a reset are not lost`() async throws {
    let body = String(repeating: "b", count: 50_000)
    let (_, text, failure) = try await answer(
      "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n\(body)", then: .resets)
    #expect(failure?.kind == .reset)
    #expect(failure?.text == "Recv failure: Connection reset by peer")
    #expect(failure?.afterBytes == 50_000)
    #expect(failure?.partial?.status == 200)
    #expect(text == body)
  }

  static let lengthLess = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  @Test(arguments: [
    // Framing that two readers could take for two things.
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
    "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok!", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551617\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok", "HTTP/1.1 200 OK\r\nTransfer-Encoding: x\r\n\r\nok",
    "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    // Chunks.
    "\(lengthLess)xyz\r\nok\r\n0\r\n\r\n", "\(lengthLess)-2\r\nok\r\n0\r\n\r\n", "\(lengthLess)2\r\nokXX0\r\n\r\n",
    "\(lengthLess)2\nok\n0\n\n", "\(lengthLess)fffffffffffffffff\r\nok",
    "\(lengthLess)2\r\nok\r\n0\r\nbad trailer\r\n\r\n",
    // Heads.
    "hello", "\r\nHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.5 200 OK\r\n\r\n", "HTTP/1.1 099 Low\r\n\r\n",
    "HTTP/1.1 1000 High\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "ICY 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: x\0y\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n folded: 1\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA : 1\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: x\ry\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n: 1\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: x\r\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\rA: 1\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\r\n\r\nok",
    "HTTP/1.1 103 Early\r\nno colon\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
  ])
  func `a malformed answer is a failure`(text: String) async throws {
    let (_, _, failure) = try await answer(text)
    #expect(failure?.kind == .protocol, "\(failure?.text ?? "no failure")")
    #expect(failure?.text.isEmpty == false)
  }

  @Test func `a head that is too large is a failure`() async throws {
    let line = "X-Large: \(String(repeating: "v", count: 90_000))\r\n"
    let large = try await answer("HTTP/1.1 200 OK\r\n\(line)\(line)\(line)Content-Length: 0\r\n\r\n")
    #expect(large.response?.headers.count == 4)
    let tooLarge = try await answer("HTTP/1.1 200 OK\r\n\(line)\(line)\(line)\(line)Content-Length: 0\r\n\r\n")
    #expect(tooLarge.failure?.kind == .protocol)
    let lineTooLong = try await answer("HTTP/1.1 200 OK\r\nA: \(String(repeating: "v", count: 110_000))\r\n\r\n")
    #expect(lineTooLong.failure?.kind == .protocol)
    let fields = String(repeating: "A: 1\r\n", count: 5000)
    #expect(try await answer("HTTP/1.1 200 OK\r\n\(fields)\r\n").failure?.kind == .protocol)
  }

  @Test func `an answer that is malformed halfway keeps what came before`() async throws {
    let isRead = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("\(Self.lengthLess)2\r\nok\r\n")
      try isRead.block()
      try connection.send("zz\r\n")
      try connection.readToEnd()
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      let source = try #require(response.source)
      if case .chunk(let bytes) = await source.next() { #expect(bytes == Array("ok".utf8)) }
      isRead.happen()
      guard case .failure(let failure) = await source.next() else {
        Issue.record("no failure came")
        return
      }
      #expect(failure.kind == .protocol)
      #expect(failure.text == "the answer is malformed: the size of a chunk is not a hexadecimal number")
      #expect(failure.afterBytes == 2)
    }
  }
}
