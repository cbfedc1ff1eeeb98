import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// Requests and answers on the streams of an HTTP/2 connection.
@Suite(.timeLimit(.minutes(5))) struct HTTP2AnswerTests {
  static let host = HTTP2Peer.host

  static func fine(_ headers: HeaderFields = [], status: Int = 200) -> Response {
    Response(status: status, reason: "Fine", headers: headers, body: .bytes(Array("fine".utf8)))
  }

  // MARK: Requests

  @Test func `a request is what HTTP/1.1 would have brought`() async throws {
    let stub = StubResponder(Self.fine())
    try await speakingHTTP2(stub) { peer in
      let answer = await { () async in
        await peer.send(
          .request([
            (":path", "/a%2Fb?c=d&c"), (":authority", Self.host), (":scheme", "https"), (":method", "GET"),
            ("cookie", "a=b"), ("accept", "x"), ("cookie", "c=d"), ("accept", ""), ("te", "trailers"),
          ]))
        return await peer.answer()
      }()
      #expect(answer == HTTP2Received.Answer(status: "200", text: "fine", isEnded: true))
    }
    let request = try #require(stub.requests.first)
    #expect("\(request.method) \(request.origin) \(request.target)" == "GET https://\(Self.host) /a%2Fb?c=d&c")
    #expect(
      request.headers.map(\.description) == [
        "host: \(Self.host)", "cookie: a=b; c=d", "accept: x", "accept: ", "te: trailers",
      ])
    #expect(request.via == Request.Via(listener: "http", isTunnelled: true))
    #expect(request.body.isEmpty)
  }

  @Test(arguments: [
    [(":authority", "\(HTTP2Peer.host):443"), ("a", "b")], [("a", "b"), ("host", HTTP2Peer.host)],
    [(":authority", HTTP2Peer.host), ("host", HTTP2Peer.host)],
  ]) func `the host is in either field, or in both`(fields: [(String, String)]) async throws {
    let stub = StubResponder(Self.fine())
    try await speakingHTTP2(stub) { peer in
      let pseudo = fields.filter { $0.0.hasPrefix(":") }, rest = fields.filter { !$0.0.hasPrefix(":") }
      await peer.send(.request([(":method", "GET"), (":scheme", "https"), (":path", "/")] + pseudo + rest))
      #expect(await peer.answer().status == "200")
    }
    #expect(stub.requests.map { $0.headers.all("host").count } == [1])
    #expect(stub.requests.map { "\($0.origin)" } == ["https://\(Self.host)"])
  }

  @Test(arguments: [
    HTTP2Frame.head("GET", "/", host: "elsewhere.test"), HTTP2Frame.head("GET", "/", host: "x\(HTTP2Peer.host)"),
    [(":method", "GET"), (":scheme", "http"), (":authority", HTTP2Peer.host), (":path", "/")],
  ]) func `a request for somebody else than the tunnel is 421, and the connection goes on`(
    head: [(String, String)]
  ) async throws {
    let stub = StubResponder(Self.fine())
    try await speakingHTTP2(stub) { peer in
      await peer.send(.request(head))
      let answer = await peer.answer()
      #expect(answer.status == "421")
      #expect(answer.text.contains("this tunnel leads to \(Self.host)"))
      #expect(stub.requests.isEmpty)
      #expect(await peer.get(on: 3).text == "fine")
    }
  }

  @Test func `a body and its trailers come as they are sent`() async throws {
    let responder = Answering { request in
      guard case .success(let body) = await request.body.collected() else { return .text("failed") }
      let trailers = body.trailers.map(\.description).joined()
      return .text("\(String(decoding: body.bytes, as: UTF8.self)) \(trailers) \(request.body.length ?? -1)")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.post(), .data("ab"), .data("c"))
      await peer.send(
        HTTP2Frame(.headers, flags: 5, stream: 1, HTTP2Frame.block([("sum", "6")])),
        .post(on: 3, [("content-length", "1")]), .data("d", on: 3, isLast: true))
      #expect(await peer.answer().text == "abc sum: 6 -1")
      #expect(await peer.answer(on: 3).text == "d  1")
    }
  }

  @Test func `100 is sent when the body is asked for, once`() async throws {
    let responder = Answering { request in
      guard case .success(let body) = await request.body.collected() else { return .text("failed") }
      var response = Self.fine()
      let hint = Response.Interim(status: 103, reason: "Hint", headers: [HeaderField("Link", "a")])
      response.interim = [Response.Interim(status: 100, reason: "", headers: []), hint]
      response.body = .bytes(body.bytes)
      return .response(response)
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.post([("expect", "100-continue")]))
      #expect(await peer.answer(when: { !$0.interim.isEmpty }).interim == ["100"])
      await peer.send(.data("abc", isLast: true))
      let answer = await peer.answer()
      #expect(answer.interim == ["100", "103 link: a"])
      #expect(answer.text == "abc")
    }
  }

  // MARK: Answers

  @Test func `names are in lower case, and what speaks of a connection is left out`() async throws {
    let response = Self.fine([
      HeaderField("X-One", " a "), HeaderField("Connection", "close"), HeaderField("Transfer-Encoding", "chunked"),
      HeaderField("Content-Length", "99"), HeaderField("Keep-Alive", "x"), HeaderField("Upgrade", "h2c"),
      HeaderField("Proxy-Connection", "x"), HeaderField("Set-Cookie", "a"), HeaderField("Set-Cookie", "b"),
      HeaderField("Trailer", "x"),
    ])
    try await speakingHTTP2(StubResponder(response)) { peer in
      let answer = await peer.get()
      #expect(answer.headers == ["x-one: a", "content-length: 4", "set-cookie: a", "set-cookie: b"])
      #expect(answer.text == "fine")
    }
  }

  @Test(arguments: [("GET", 204, []), ("GET", 304, ["content-length: 7"]), ("HEAD", 200, ["content-length: 7"])])
  func `an answer without a body has none`(method: String, status: Int, headers: [String]) async throws {
    let response = Self.fine([HeaderField("Content-Length", "7")], status: status)
    let streamed = ChunkSource(["fine"])
    var other = response
    other.body = .stream(streamed, length: nil)
    for response in [response, other] {
      try await speakingHTTP2(StubResponder(response)) { peer in
        await peer.send(.request(HTTP2Frame.head(method, "/")))
        let expected = HTTP2Received.Answer(status: "\(status)", headers: headers, isEnded: true)
        #expect(await peer.answer() == expected)
      }
    }
    #expect(streamed.isCancelled)
  }

  @Test func `a stream of chunks goes out as it comes, with its trailers`() async throws {
    let gate = Gate()
    let source = ChunkSource { number in
      if number == 1 { await gate.wait() }
      return number < 2 ? .chunk([97]) : .end(trailers: [HeaderField("Sum", "1"), HeaderField("TE", "x")])
    }
    let response = Response(
      status: 200, headers: [HeaderField("Content-Length", "9")], body: .stream(source, length: nil))
    try await speakingHTTP2(StubResponder(response)) { peer in
      await peer.send(.get())
      let begun = await peer.answer(when: { $0.text == "a" })
      #expect(begun == HTTP2Received.Answer(status: "200", text: "a"))
      gate.open()
      let answer = await peer.answer()
      #expect(answer == HTTP2Received.Answer(status: "200", text: "aa", trailers: ["sum: 1"], isEnded: true))
    }
  }

  @Test(arguments: ["swift-tool (unknown version) curl/7.88.1", "curl/7.88.1"])
  func `URLSession on Linux gets no trailers, which crash it`(agent: String) async throws {
    let trailers: HeaderFields = [HeaderField("Sum", "1")]
    let responder = StubResponder { _ in
      .response(Response(status: 200, body: .stream(ChunkSource(["a"], trailers: trailers), length: nil)))
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get("/", on: 1, [("user-agent", agent)]))
      let answer = await peer.answer()
      #expect(answer.trailers == (agent.hasPrefix("curl") ? ["sum: 1"] : []))
      #expect(answer.text == "a")
      #expect(answer.reset == nil)
    }
  }

  @Test func `answers come as they are there, not in the order of the requests`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      if request.target.description == "/slow" { await gate.wait() }
      return .text("\(request.target)")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get("/slow", on: 1), .get("/a", on: 3), .get("/b", on: 5))
      #expect(await peer.answer(on: 5).text == "/b")
      #expect(await peer.answer(on: 3).text == "/a")
      #expect(await peer.received.answers[1] == nil)
      gate.open()
      #expect(await peer.answer(on: 1).text == "/slow")
    }
  }

  @Test func `two long answers share the connection`() async throws {
    let responder = StubResponder { _ in
      .response(Response(status: 200, body: .bytes([UInt8](repeating: 97, count: 300_000))))
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.window(1 << 24, of: 0), .get(on: 1), .get(on: 3))
      await peer.send(.window(1 << 20, of: 1), .window(1 << 20, of: 3))
      for stream: Int32 in [1, 3] { #expect(await peer.answer(on: stream).text.utf8.count == 300_000) }
      let order = await peer.received.dataOrder
      #expect(order.prefix(order.count / 2).contains(3))
      #expect(order.prefix(order.count / 2).contains(1))
    }
  }

  @Test func `a response that cannot be sent is 500`() async throws {
    for response in [
      Self.fine([HeaderField("A", "b\r\nc: d")]), Self.fine([HeaderField("a b", "c")]), Self.fine(status: 199),
    ] {
      try await speakingHTTP2(StubResponder(response)) { peer in
        let answer = await peer.get()
        #expect(answer.status == "500")
        #expect(answer.text.contains("the answer cannot be sent over HTTP/2: "))
      }
    }
  }
}
