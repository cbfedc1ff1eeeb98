import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// Time passes where a test says so.
@Suite(.timeLimit(.minutes(3))) struct LimitTests {
  static let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `an idle connection is closed without a word`() async throws {
    try await servingInVirtualTime(Answering.echo) { port, server, time in
      let silent = try RawClient(port: port), resting = try RawClient(port: port)
      #expect(await eventually { await server.connectionCount() == 2 })
      await time.pass(.seconds(59))
      #expect(try resting.ask(Self.get).status == 200)
      await time.pass(.seconds(1))
      #expect(try silent.receiveAll() == [])
      #expect(await server.connectionCount() == 1)
      await time.pass(.seconds(59))
      #expect(try resting.receiveAll() == [])
    }
  }

  @Test func `between two requests a client may take longer than for a head`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.headTimeout = .seconds(30) }) { port, _, time in
      let client = try RawClient(port: port)
      for _ in 0..<3 {
        #expect(try client.ask(Self.get).status == 200)
        await time.pass(.seconds(59))
      }
    }
  }

  @Test func `a head that takes too long is answered with 408`() async throws {
    try await servingInVirtualTime(Answering.echo) { port, _, time in
      let client = try RawClient(port: port)
      // The answer says that the server has seen what follows.
      #expect(try client.ask(Self.get + "GET / HTTP/1.1\r\nHos").status == 200)
      await time.pass(.seconds(29))
      try client.send("t: x")
      #expect(!client.hasNews)
      await time.pass(.seconds(1))
      let answer = try client.answer()
      #expect(answer?.status == 408)
      #expect(answer?.head.headers.first("Content-Type") == "application/problem+json")
      #expect(try client.answer() == nil)
    }
  }

  @Test func `a head gets no more time than a whole request`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.requestTimeout = .seconds(10) }) { port, _, time in
      let client = try RawClient(port: port)
      #expect(try client.ask(Self.get + "GET / HT").status == 200)
      await time.pass(.seconds(10))
      #expect(client.hasNews)
    }
  }

  @Test func `who was refused and stays has two seconds to go`() async throws {
    try await servingInVirtualTime(Answering.echo) { port, server, time in
      let client = try RawClient(port: port)
      #expect(try client.ask("GET\r\n\r\n").status == 400)
      #expect(try client.answer() == nil)
      #expect(await server.connectionCount() == 1)
      await time.pass(.seconds(2))
      #expect(await server.connectionCount() == 0)
    }
  }

  @Test func `a body that stops coming is answered with 408`() async throws {
    let upload = Upload()
    try await servingInVirtualTime(upload.responder) { port, _, time in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")
      #expect(await eventually { upload.count == 3 })
      await time.pass(.seconds(59))
      #expect(!client.hasNews)
      await time.pass(.seconds(1))
      #expect(try client.answer()?.status == 408)
      #expect(try client.answer() == nil)
    }
  }

  @Test func `a request that goes on byte by byte is over with its time`() async throws {
    let upload = Upload()
    try await servingInVirtualTime(upload.responder) { port, _, time in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
      for number in 1...6 {
        try client.send("x")
        #expect(await eventually { upload.count == number })
        #expect(!client.hasNews)
        // It never stops for longer than the other limits allow.
        await time.pass(.seconds(50))
      }
      #expect(try client.answer()?.status == 408)
    }
  }

  @Test func `the time that the responder takes is not the client's`() async throws {
    let begun = Gate(), gate = Gate()
    let responder = Answering { request in
      guard case .stream(let source, _) = request.body else { return .text("no stream") }
      _ = await source.next()
      begun.open()
      await gate.wait()
      return await Answering.echo.respond(to: request).outcome
    }
    try await servingInVirtualTime(responder) { port, _, time in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na")
      await begun.wait()
      await time.pass(.seconds(1000))
      try client.send("b")
      gate.open()
      #expect(try client.answer()?.status == 200)
    }
  }

  @Test func `a client that does not take its answer is given up`() async throws {
    let outcome = Outcome.response(Response(status: 200, body: .bytes([UInt8](repeating: 1, count: 32 << 20))))
    try await servingInVirtualTime(Answering { _ in outcome }) { port, server, time in
      let client = try RawClient(port: port, receiveBuffer: 4096)
      try client.send(Self.get)
      _ = try client.receive()
      #expect(
        await eventually {
          await time.pass(.seconds(60))
          return await server.connectionCount() == 0
        })
    }
  }

  @Test func `a client that uploads and never reads is given up`() async throws {
    let responder = Answering { request in
      guard case .stream(let source, _) = request.body else { return .text("no stream") }
      return .response(Response(status: 200, body: .stream(source, length: nil)))
    }
    try await servingInVirtualTime(responder) { port, server, time in
      let client = try RawClient(port: port, receiveBuffer: 4096)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n")
      let chunk = [UInt8](repeating: 1, count: 1 << 16)
      #expect(
        await eventually {
          if client.sendWithoutWaiting(chunk) == 0 { await time.pass(.seconds(20)) }
          return await server.connectionCount() == 0
        })
    }
  }

  @Test func `five hundred slow clients hold up nobody else`() async throws {
    try await servingInVirtualTime(Answering.echo, configured { $0.idleTimeout = .seconds(1_000_000) }) {
      port, server, time in
      var slow: [RawClient] = []
      for number in 0..<500 {
        let client = try RawClient(port: port)
        // Some in the head, some in a body with a length, some in chunks.
        let starts = [
          "GET / HT", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n",
          "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
        ]
        try client.send(starts[number % 3])
        slow.append(client)
      }
      #expect(await eventually { await server.connectionCount() == 500 })
      let fast = try RawClient(port: port)
      for round in 0..<1000 {
        // Each of them sends a byte now and then.
        if round % 2 == 0 { try? slow[round % 500].send("x") }
        #expect(try fast.ask(Self.get).status == 200)
      }
      #expect(await server.connectionCount() == 501)
      // The head's time is over for those that were in one.
      let heads = stride(from: 0, to: 500, by: 3).map { slow[$0] }
      #expect(
        await eventually {
          await time.pass(.seconds(30))
          return heads.allSatisfy(\.hasNews)
        })
      for client in heads { #expect(try client.answer()?.status == 408) }
    }
  }

  @Test(arguments: [
    ("Content-Length: 11", "", 413), ("Content-Length: 10", "0123456789", 200),
    ("Transfer-Encoding: chunked", "A\r\n0123456789\r\n1\r\n", 413),
    ("Transfer-Encoding: chunked", "A\r\n0123456789\r\n0\r\n\r\n", 200),
  ])
  func `the size of a body is limited, announced or not`(framing: String, body: String, status: Int) async throws {
    try await serving(Answering.echo, configured { $0.limits.maxBodyBytes = 10 }) { port, _ in
      let answer = try RawClient(port: port).ask("PUT / HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n\(body)")
      #expect(answer.status == status)
    }
  }

  @Test func `a body that is too long is not asked for with 100`() async throws {
    try await serving(Answering.echo, configured { $0.limits.maxBodyBytes = 10 }) { port, _ in
      let request = "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n"
      let answer = try RawClient(port: port).ask(request)
      #expect(answer.status == 413)
    }
  }
}
