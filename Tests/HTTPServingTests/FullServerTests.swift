import HTTPModel
import HTTPServing
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server all of whose places are taken. Time passes where a test says so.
@Suite(.timeLimit(.minutes(3))) struct FullServerTests {
  @Test func `one client too many is told so, and there is room again when another goes`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.maxConnections = 3 }) { port, server, _ in
      let clients = try (0..<3).map { _ in try RawClient(port: port) }
      for client in clients { #expect(try client.ask(LimitTests.get).status == 200) }
      let fourth = try RawClient(port: port)
      let answer = try fourth.answer()
      #expect(answer?.status == 503)
      #expect(answer?.head.headers.first("Content-Type") == "application/problem+json")
      #expect(try fourth.answer() == nil)
      fourth.close()
      clients[0].close()
      #expect(await eventually { await server.connectionCount() == 2 })
      #expect(try RawClient(port: port).ask(LimitTests.get).status == 200)
      #expect(try clients[1].ask(LimitTests.get).status == 200)
    }
  }

  @Test func `a flood beyond the limit is cut off`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.maxConnections = 1 }) { port, server, _ in
      let first = try RawClient(port: port)
      #expect(try first.ask(LimitTests.get).status == 200)
      let flood = try (0..<300).map { _ in try RawClient(port: port) }
      #expect(throws: RawClient.Failure(code: ECONNRESET)) { try flood[299].receiveAll() }
      #expect(await server.connectionCount() <= 101)
      #expect(try first.ask(LimitTests.get).status == 200)
    }
  }

  @Test func `slow heads shut nobody out`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.maxConnections = 50 }) { port, server, time in
      let slow = try (0..<50).map { _ in try RawClient(port: port) }
      // The answer says that the server has seen what follows.
      for client in slow { #expect(try client.ask(LimitTests.get + "GET / HT").status == 200) }
      await time.pass(.milliseconds(999))
      #expect(try RawClient(port: port).answer()?.status == 503)
      #expect(await eventually { await server.connectionCount() == 50 })
      await time.pass(.milliseconds(1))
      var others: [RawClient] = []
      for _ in 0..<40 {
        let client = try RawClient(port: port)
        #expect(try client.ask(LimitTests.get).status == 200)
        others.append(client)
      }
      #expect(slow.count { $0.hasNews } == 40)
      for client in slow where client.hasNews {
        #expect(try client.answer()?.status == 408)
        #expect(try client.answer() == nil)
      }
      // Nobody who asks is given up for somebody else.
      for client in others { #expect(try client.ask(LimitTests.get).status == 200) }
    }
  }

  @Test func `who has asked for nothing for longest gives way first`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.maxConnections = 3 }) { port, server, time in
      let silent = try RawClient(port: port)
      #expect(await eventually { await server.connectionCount() == 1 })
      await time.pass(.seconds(1))
      let resting = try RawClient(port: port)
      #expect(try resting.ask(LimitTests.get).status == 200)
      await time.pass(.seconds(1))
      let slow = try RawClient(port: port)
      #expect(try slow.ask(LimitTests.get + "GET").status == 200)
      await time.pass(.seconds(1))
      var others: [RawClient] = []
      for gone in [silent, resting] {
        others.append(try RawClient(port: port))
        #expect(try others.last?.ask(LimitTests.get).status == 200)
        #expect(try gone.receiveAll() == [])
      }
      #expect(!slow.hasNews)
      for client in others { #expect(try client.ask(LimitTests.get).status == 200) }
    }
  }

  @Test func `who waits for an answer or sends a body gives way to nobody`() async throws {
    let begun = Gate(), gate = Gate()
    let responder = Answering { request in
      if request.method == .put { return await Answering.echo.respond(to: request).outcome }
      begun.open()
      await gate.wait()
      return .text("late")
    }
    try await servingInVirtualTime(responder, configured { $0.maxConnections = 2 }) { port, server, time in
      let waiting = try RawClient(port: port), sending = try RawClient(port: port)
      try waiting.send(LimitTests.get)
      try sending.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na")
      await begun.wait()
      #expect(await eventually { await server.connectionCount() == 2 })
      await time.pass(.seconds(30))
      #expect(try RawClient(port: port).answer()?.status == 503)
      try sending.send("b")
      #expect(try sending.answer()?.text == "PUT / ab")
      gate.open()
      #expect(try waiting.answer()?.text == "late")
    }
  }
}
