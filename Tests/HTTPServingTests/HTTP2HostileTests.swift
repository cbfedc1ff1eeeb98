import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// Clients that break the rules of HTTP/2: each gets a code, and whoever behaves is served.
@Suite(.timeLimit(.minutes(5))) struct HTTP2HostileTests {
  @Test(arguments: HostileFrames.ofStreams)
  func `a request that breaks a rule costs its stream`(hostile: HostileFrames) async throws {
    let responder = Answering { request in
      if request.target.description == "/good" { return .text("fine") }
      await Gate().wait()
      return .text("")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(hostile.bytes)
      #expect(await peer.answer().reset == hostile.code)
      #expect(await peer.get("/good", on: 3).text == "fine")
      #expect(await peer.received.goAways == [])
    }
  }

  @Test(arguments: HostileFrames.ofConnections)
  func `a client that breaks a rule costs its connection`(hostile: HostileFrames) async throws {
    let responder = Answering { _ in
      await Gate().wait()
      return .text("")
    }
    try await speakingHTTP2(responder) { peer in
      await peer.send(hostile.bytes)
      #expect(await eventually { await peer.state != "open" })
      #expect(await peer.received.goAways.last == hostile.code)
      await peer.send(.get("/good", on: 999))
      #expect(await peer.received.answers[999] == nil)
      await peer.pass(.seconds(3))
      #expect(await peer.state == "closed")
    }
  }

  @Test(arguments: ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", "\u{0}\u{0}\u{0}"])
  func `what does not begin as HTTP/2 ends the connection`(text: String) async throws {
    let stub = StubResponder(HTTP2AnswerTests.fine())
    try await speakingHTTP2(stub, preface: Array(text.utf8)) { peer in
      #expect(await peer.state == "ended")
      #expect(await peer.received.goAways == [HostileFrames.protocolError])
    }
    #expect(stub.requests.isEmpty)
  }

  @Test func `a head in more pieces than anybody needs ends the connection`() async throws {
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      await peer.send(.request(HTTP2Frame.head("GET", "/"), endsBlock: false))
      for _ in 0..<600 { await peer.send(HTTP2Frame(.continuation, stream: 1, HTTP2Frame.block([("a", "b")]))) }
      #expect(await peer.state != "open")
      #expect(await !peer.received.goAways.isEmpty)
    }
  }

  @Test func `what is spent comes back with time`() async throws {
    let ping = HTTP2Frame(.ping, stream: 0, [UInt8](repeating: 0, count: 8))
    try await speakingHTTP2(StubResponder(HTTP2AnswerTests.fine())) { peer in
      for _ in 0..<5 {
        for _ in 0..<300 { await peer.send(ping) }
        await peer.pass(.seconds(10))
      }
      #expect(await peer.state == "open")
      #expect(await peer.received.others.filter { $0.kind == .ping }.count == 1500)
      #expect(await peer.get().text == "fine")
    }
  }

  @Test func `the same bytes in pieces of any size give the same answers`() async throws {
    let bytes = [HTTP2Frame.get("/a", on: 1), .post(on: 3), .data("abc", on: 3), .data("d", on: 3, isLast: true)]
      .flatMap(\.bytes)
    for size in [1, 2, 3, 7, 50] {
      try await speakingHTTP2(Answering.echo) { peer in
        for start in stride(from: 0, to: bytes.count, by: size) {
          await peer.send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(await peer.answer(on: 1).text == "GET /a ")
        #expect(await peer.answer(on: 3).text == "POST / abcd")
      }
    }
  }
}
