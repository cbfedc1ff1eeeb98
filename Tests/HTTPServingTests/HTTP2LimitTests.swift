import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// What an HTTP/2 client may send, and how long it may take.
@Suite(.timeLimit(.minutes(5))) struct HTTP2LimitTests {
  static func configuration() -> HTTPServer.Configuration {
    configured {
      $0.limits.maxBodyBytes = 10
      $0.limits.maxTargetBytes = 1000
    }
  }

  // MARK: Sizes

  @Test(arguments: [
    (HTTP2Frame.get("/" + String(repeating: "a", count: 999), []), 200),
    (HTTP2Frame.get("/" + String(repeating: "a", count: 1000), []), 414),
    (HTTP2Frame.get("/", [(String, String)](repeating: ("a", "b"), count: 257)), 431),
    (HTTP2Frame.get("/", [("expect", "200-ok")]), 417),
    (HTTP2Frame.get("/", [("host", "elsewhere.test")]), 400),
    (
      HTTP2Frame.request([(":method", "GET"), (":scheme", "ftp"), (":authority", HTTP2Peer.host), (":path", "/")]), 400
    ),
    (HTTP2Frame.request([(":method", "CONNECT"), (":authority", "\(HTTP2Peer.host):443")]), 501),
    (HTTP2Frame.get("/", [("a", "b\u{1}c")]), 400),
    (HTTP2Frame.post([("content-length", "11")]), 413),
  ]) func `a request beyond the limits is answered as over HTTP/1.1, and the connection goes on`(
    request: HTTP2Frame, status: Int
  ) async throws {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    try await speakingHTTP2(stub, Self.configuration()) { peer in
      await peer.send(request)
      let answer = await peer.answer()
      #expect(answer.status == "\(status)")
      #expect(status == 200 || answer.text.contains(#""status":\#(status)"#))
      #expect(stub.requests.count == (status == 200 ? 1 : 0))
      #expect(await peer.get(on: 3).text == "fine")
    }
  }

  @Test func `a head of many frames beyond the limit is 431`() async throws {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    try await speakingHTTP2(stub) { peer in
      await peer.send(.request(HTTP2Frame.head("GET", "/"), endsBlock: false))
      for number in 0..<5 {
        let block = HTTP2Frame.block([("a", String(repeating: "b", count: 16_000))])
        await peer.send(HTTP2Frame(.continuation, flags: number == 4 ? HTTP2Frame.endHeaders : 0, stream: 1, block))
      }
      #expect(await peer.answer().status == "431")
      #expect(await peer.get(on: 3).text == "fine")
    }
    #expect(stub.requests.count == 1)
  }

  @Test func `a body beyond the limit is 413`() async throws {
    try await speakingHTTP2(Answering.echo, Self.configuration()) { peer in
      await peer.send(.post(on: 1), .data("0123456789", on: 1), .data("a", on: 1))
      #expect(await peer.answer(on: 1).status == "413")
      await peer.send(.post(on: 3), .data("0123456789", on: 3, isLast: true))
      #expect(await peer.answer(on: 3).text == "POST / 0123456789")
    }
  }

  @Test func `100 requests are under way at a time, further ones are refused`() async throws {
    let gate = Gate()
    let responder = Answering { _ in
      await gate.wait()
      return .text("fine")
    }
    try await speakingHTTP2(responder) { peer in
      let settings = await peer.received.others.first { $0.kind == .settings && !$0.payload.isEmpty }
      #expect(settings?.payload.starts(with: [0, 3, 0, 0, 0, 100]) ?? false)
      for number: Int32 in 0...100 { await peer.send(.get(on: number * 2 + 1)) }
      #expect(await peer.answer(on: 201).reset == 7)
      gate.open()
      for number: Int32 in 0..<100 { #expect(await peer.answer(on: number * 2 + 1).text == "fine") }
      #expect(await peer.get(on: 203).text == "fine")
    }
  }

  // MARK: Times

  @Test func `a connection on which nothing happens is closed, with GOAWAY`() async throws {
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      await peer.pass(.seconds(59))
      #expect(await peer.get().text == "fine")
      await peer.pass(.seconds(59))
      #expect(await peer.state == "open")
      await peer.pass(.seconds(2))
      #expect(await peer.state == "closed")
      #expect(await peer.received.goAways == [0])
    }
  }

  @Test func `while a responder works no time passes for its client`() async throws {
    let gate = Gate()
    let responder = Answering { _ in
      await gate.wait()
      return .text("fine")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get())
      await peer.pass(.seconds(10_000))
      gate.open()
      #expect(await peer.answer().text == "fine")
    }
  }

  @Test func `a head that does not go on ends the connection`() async throws {
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      await peer.send(.request(HTTP2Frame.head("GET", "/"), endsBlock: false))
      await peer.pass(.seconds(29))
      #expect(await peer.state == "open")
      await peer.pass(.seconds(2))
      #expect(await peer.state == "closed")
    }
  }

  @Test func `a body that does not go on is 408`() async throws {
    try await speakingHTTP2(Answering.echo) { peer in
      await peer.send(.post(), .data("a"))
      await peer.pass(.seconds(59))
      await peer.send(.data("a"))
      await peer.pass(.seconds(59))
      #expect(await peer.received.answers[1] == nil)
      await peer.pass(.seconds(2))
      #expect(await peer.answer().status == "408")
      await peer.send(.post(on: 3), .data("a", on: 3, isLast: true))
      #expect(await peer.answer(on: 3).text == "POST / a")
    }
  }

  @Test func `an answer that the client does not take is given up`() async throws {
    let response = Response(status: 200, body: .bytes([UInt8](repeating: 97, count: 300_000)))
    let stub = StubResponder { $0.target.description == "/b" ? .text("fine") : .response(response) }
    try await speakingHTTP2(stub) { peer in
      await peer.send(.get())
      _ = await peer.answer(when: { $0.text.utf8.count == 65_535 })
      await peer.pass(.seconds(61))
      #expect(await peer.answer().reset == HTTP2FlowTests.cancel)
      await peer.send(.window(1 << 20, of: 0))
      #expect(await peer.get("/b", on: 3).text == "fine")
    }
  }

  @Test func `a transport that takes nothing is given up`() async throws {
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      await peer.holdWrites()
      await peer.send(.get())
      await peer.pass(.seconds(61))
      #expect(await peer.state == "closed")
    }
  }

  // MARK: The server's end

  @Test func `a server that ends says so, answers what has come, and closes soon after`() async throws {
    let begun = Gate(), gate = Gate()
    let responder = Answering { _ in
      begun.open()
      await gate.wait()
      return .text("fine")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get(on: 1))
      await begun.wait()
      await peer.stop()
      let goAway = await peer.received.others.first { $0.kind == .goAway }
      #expect(goAway?.number() == 1)
      await peer.send(.get(on: 3))
      gate.open()
      #expect(await peer.answer(on: 1).text == "fine")
      #expect(await eventually { await peer.state == "ended" })
      #expect(await peer.received.answers[3] == nil)
      await peer.pass(.seconds(3))
      #expect(await peer.state == "closed")
    }
  }

  @Test func `a server that ends closes a connection on which nothing happens`() async throws {
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      #expect(await peer.get().text == "fine")
      await peer.stop()
      #expect(await peer.state == "closed")
      #expect(await peer.received.goAways == [0])
    }
  }
}

extension HTTP2Frame {
  fileprivate static func get(_ path: String, _ more: [(String, String)]) -> HTTP2Frame { get(path, on: 1, more) }
}

extension HTTP2Frame {
  static func post(_ more: [(String, String)]) -> HTTP2Frame { post("/", on: 1, more) }
  static func post(on stream: Int32, _ more: [(String, String)] = []) -> HTTP2Frame { post("/", on: stream, more) }
  static func get(on stream: Int32) -> HTTP2Frame { get("/", on: stream) }
}
