import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// Who waits for whom on an HTTP/2 connection, and what becomes of streams that do not end well.
@Suite(.timeLimit(.minutes(5))) struct HTTP2FlowTests {
  static let internalError: UInt32 = 2, cancel: UInt32 = 8

  // MARK: Flow control

  @Test func `a response is read from its source only as the client's window allows`() async throws {
    let source = ChunkSource { $0 < 100 ? .chunk([UInt8](repeating: 97, count: 10_000)) : .end(trailers: []) }
    let responder = StubResponder(Response(status: 200, body: .stream(source, length: nil)))
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get())
      #expect(await peer.answer(when: { $0.text.utf8.count == 65_535 }).text.utf8.count == 65_535)
      #expect(source.asked == 7)
      await peer.send(.window(40_000, of: 0), .window(40_000, of: 1))
      #expect(await peer.answer(when: { $0.text.utf8.count == 105_535 }).text.utf8.count == 105_535)
      #expect(source.asked == 11)
      await peer.send(.window(1 << 24, of: 0), .window(1 << 24, of: 1))
      #expect(await peer.answer().text.utf8.count == 1_000_000)
    }
  }

  @Test func `a response is read from its source only as the transport takes it`() async throws {
    let source = ChunkSource { $0 < 100 ? .chunk([97]) : .end(trailers: []) }
    let responder = StubResponder(Response(status: 200, body: .stream(source, length: nil)))
    try await speakingHTTP2(responder) { peer in
      await peer.holdWrites()
      await peer.send(.get())
      #expect(await eventually { source.asked > 0 })
      #expect(source.asked == 1)
      await peer.releaseWrites()
      #expect(await peer.answer().text.utf8.count == 100)
    }
  }

  @Test func `the client's window opens when its body is read, not when it comes`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      await gate.wait()
      guard case .success(let body) = await request.body.collected() else { return .text("failed") }
      return .text("\(body.bytes.count)")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.post())
      for _ in 0..<4 { await peer.send(.data(String(repeating: "a", count: 16_000))) }
      let before = await peer.received
      #expect(before.windowUpdates(of: 1) == 0)
      gate.open()
      #expect(await eventually { await peer.received.windowUpdates(of: 1) >= 64_000 })
      await peer.send(.data("", isLast: true))
      #expect(await peer.answer().text == "64000")
    }
  }

  @Test func `what a responder does not read of a body goes back to the connection's window`() async throws {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    try await speakingHTTP2(stub) { peer in
      let chunk = String(repeating: "a", count: 16_000)
      for number: Int32 in 0..<250 {
        let stream = number * 2 + 1
        await peer.send(.post(on: stream), .data(chunk, on: stream), .data(chunk, on: stream, isLast: true))
        #expect(await peer.answer(on: stream).text == "fine")
      }
      #expect(await peer.received.windowUpdates(of: 0) > 4_000_000)
    }
  }

  @Test func `what comes of a body behind its answer is skipped, and costs the stream where it is too much`()
    async throws
  {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    let chunks = [HTTP2Frame](repeating: .data(String(repeating: "a", count: 16_000), on: 1), count: 3)
    try await speakingHTTP2(stub) { peer in
      await peer.send(.post("/", on: 1))
      let answer = await peer.answer()
      #expect(answer == HTTP2Received.Answer(status: "200", text: "fine", isEnded: true))
      for _ in 0..<1390 { await peer.send(chunks.flatMap(\.bytes)) }
      #expect(await peer.received.answers[1] == answer)
      for _ in 0..<20 { await peer.send(chunks.flatMap(\.bytes)) }
      #expect(await peer.answer(when: { $0.reset != nil }).reset == 0)
      #expect(await peer.get(on: 3).text == "fine")
    }
  }

  // MARK: Failures

  @Test(arguments: TransportFailure.Kind.allCases.filter { $0 != .timeout })
  func `a failure resets the stream, and the connection goes on`(kind: TransportFailure.Kind) async throws {
    let responder = StubResponder { request in
      if request.target.description == "/fine" { return .text("fine") }
      return .failure(TransportFailure(kind, "x"))
    }
    try await speakingHTTP2(responder) { peer in
      #expect(await peer.get() == HTTP2Received.Answer(reset: Self.internalError))
      #expect(await peer.get("/fine", on: 3).text == "fine")
    }
  }

  @Test func `what had come before a failure is given first`() async throws {
    let partial = Response(status: 200, headers: [HeaderField("Content-Length", "9")])
    let failure = TransportFailure(.reset, "x", afterBytes: 3, partial: partial, partialBody: [97, 98, 99])
    let expected = HTTP2Received.Answer(
      status: "200", headers: ["content-length: 9"], text: "abc", reset: Self.internalError)
    try await speakingHTTP2(StubResponder { _ in .failure(failure) }) { peer in
      #expect(await peer.get() == expected)
    }
  }

  @Test func `a source that fails resets the stream behind what had come`() async throws {
    let source = ChunkSource { $0 < 2 ? .chunk([97]) : .failure(TransportFailure(.truncated, "x")) }
    let responder = StubResponder(Response(status: 200, body: .stream(source, length: nil)))
    try await speakingHTTP2(responder) { peer in
      #expect(await peer.get() == HTTP2Received.Answer(status: "200", text: "aa", reset: Self.internalError))
    }
  }

  @Test(arguments: [3, 5]) func `a source with another length than it said resets the stream`(length: Int) async throws
  {
    let responder = StubResponder { _ in
      .response(Response(status: 200, body: .stream(ChunkSource(["abcd"]), length: length)))
    }
    try await speakingHTTP2(responder) { peer in
      #expect(await peer.get().reset == Self.internalError)
    }
  }

  @Test func `a timeout never answers, until the server ends`() async throws {
    let responder = StubResponder { request in
      request.target.description == "/fine" ? .text("fine") : .failure(TransportFailure(.timeout, "x"))
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get(on: 1))
      #expect(await peer.get("/fine", on: 3).text == "fine")
      await peer.pass(.seconds(290))
      #expect(await peer.received.answers[1] == nil)
      #expect(await peer.state == "open")
      await peer.stop()
      #expect(await peer.answer(on: 1).reset == Self.cancel)
      #expect(await eventually { await peer.state == "ended" })
    }
  }

  @Test func `a timeout ends at last`() async throws {
    try await speakingHTTP2(StubResponder { _ in .failure(TransportFailure(.timeout, "x")) }) { peer in
      await peer.send(.get(on: 1))
      await peer.pass(.seconds(290))
      #expect(await peer.received.answers[1] == nil)
      await peer.pass(.seconds(300))
      #expect(await peer.answer(on: 1).reset == Self.cancel)
    }
  }

  // MARK: Clients that go away

  @Test(arguments: ["reset", "end", "break"])
  func `a client that goes away cancels what it asked for`(how: String) async throws {
    let begun = Gate(), cancelled = Gate()
    try await speakingHTTP2(Answering.never(begun, cancelled)) { peer in
      await peer.send(.get())
      await begun.wait()
      if how == "reset" { await peer.send(.reset()) } else { await peer.end(inOrder: how == "end") }
      await cancelled.wait()
      #expect(await peer.state == (how == "reset" ? "open" : "closed"))
    }
  }

  @Test func `a reset stops the source of an answer, and fails the body of a request`() async throws {
    let source = ChunkSource { number in
      if number > 0 { await Gate().wait() }
      return .chunk([97])
    }
    let seen = Lock<TransportFailure.Kind?>(nil)
    let responder = Answering { request in
      if request.method == .get { return .response(Response(status: 200, body: .stream(source, length: nil))) }
      if case .failure(let failure) = await request.body.collected() { seen.withLock { $0 = failure.kind } }
      return .text("")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(.get(on: 1), .post(on: 3))
      _ = await peer.answer(when: { $0.text == "a" })
      await peer.send(.reset(1), .reset(3))
      #expect(await eventually { source.isCancelled && seen.withLock { $0 } == .cancelled })
    }
  }

  @Test func `a request that is reset at once asks nobody`() async throws {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    try await speakingHTTP2(stub) { peer in
      await peer.send(.get(on: 1), .reset(1), .get("/b", on: 3))
      #expect(await peer.answer(on: 3).text == "fine")
    }
    #expect(stub.requests.map(\.target.description) == ["/b"])
  }
}
