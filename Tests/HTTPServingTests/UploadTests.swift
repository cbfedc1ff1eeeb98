import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// Bodies that come slowly, late, not at all, or that nobody wants.
@Suite(.timeLimit(.minutes(3))) struct UploadTests {
  static let expecting = "PUT /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"

  @Test func `100 is sent when the body is asked for`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      await gate.wait()
      return await Answering.echo.respond(to: request).outcome
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.expecting)
      gate.open()
      #expect(try client.answer()?.status == 100)
      #expect(try client.ask("hello").text == "PUT /a hello")
      #expect(try client.ask("GET /b HTTP/1.1\r\nHost: x\r\n\r\n").text == "GET /b ")
    }
  }

  @Test func `no 100 where the body is there, none to HTTP 1_0`() async throws {
    try await serving(Answering.echo) { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.ask(Self.expecting + "hello").text == "PUT /a hello")
      // Whoever has begun to send does not wait.
      try client.send(Self.expecting + "hel")
      #expect(try client.ask("lo").text == "PUT /a hello")
      try client.send("PUT /a HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      try client.send("hello")
      #expect(try client.answer()?.text == "PUT /a hello")
    }
  }

  @Test func `a 100 of the responder's own is not sent twice`() async throws {
    let interim = [Response.Interim(status: 100, reason: "Continue", headers: [])]
    let responder = Answering { request in
      _ = await request.body.collected()
      return .response(Response(status: 200, interim: interim))
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.ask(Self.expecting).status == 100)
      #expect(try client.ask("hello").status == 200)
    }
  }

  @Test func `an answer in place of 100 ends the connection, since nobody knows whether the body comes`() async throws {
    try await serving(StubResponder(Response(status: 403))) { port, _ in
      let client = try RawClient(port: port)
      let answer = try client.ask(Self.expecting)
      #expect(answer.status == 403)
      #expect(answer.head.headers.first("connection") == "close")
      #expect(try client.answer() == nil)
    }
  }

  @Test func `a stream in place of 100 ends the connection, too`() async throws {
    let responder = Answering { _ in .response(Response(status: 403, body: .stream(ChunkSource(["no"]), length: nil))) }
    // No time passes in which the connection would be closed for another reason.
    try await servingInVirtualTime(responder) { port, _, _ in
      let client = try RawClient(port: port)
      #expect(try client.ask(Self.expecting).text == "no")
      #expect(try client.answer() == nil)
    }
  }

  @Test func `a body that is given up has failed for whoever asks again`() async throws {
    let begun = Gate()
    let responder = Answering { request in
      begun.open()
      guard case .stream(let source, _) = request.body else { return .text("no stream") }
      source.cancel()
      guard case .failure(let failure) = await source.next() else { return .text("more came") }
      return .text("\(failure.kind)")
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
      await begun.wait()
      #expect(try client.ask("hello").text == "cancelled")
    }
  }

  @Test func `an answer before the end of a short upload keeps the connection`() async throws {
    try await serving(Answering { .text("\($0.target)") }) { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.ask("PUT /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").text == "/1")
      try client.send(String(repeating: "x", count: 1000))
      #expect(try client.ask("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n").text == "/2")
      #expect(try client.ask("PUT /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc").text == "/3")
      #expect(try client.ask("\r\n0\r\n\r\nGET /4 HTTP/1.1\r\nHost: x\r\n\r\n").text == "/4")
    }
  }

  @Test(arguments: ["Content-Length: 50000000", "Transfer-Encoding: chunked"])
  func `an answer before the end of a long upload arrives, and the connection is ended`(framing: String) async throws {
    try await serving(StubResponder(Response(status: 413, body: .bytes(Array("no".utf8))))) { port, _ in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n")
      if framing.hasPrefix("T") { try client.send("100000\r\n") }
      try client.send([UInt8](repeating: 120, count: 400_000))
      #expect(try client.answer()?.text == "no")
      #expect(try client.answer() == nil)
    }
  }

  @Test func `a responder that does not read slows its client down`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      await gate.wait()
      guard case .success(let body) = await request.body.collected() else { return .text("cut") }
      return .text("\(body.bytes.count)")
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      let size = 40 << 20
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n")
      let chunk = [UInt8](repeating: 1, count: 1 << 16)
      var sent = 0, refusals = 0
      // What the kernel's buffers take is a few megabytes; beyond, nothing must go on for a while.
      while refusals < 50 {
        let count = sent < size ? client.sendWithoutWaiting(Array(chunk.prefix(size - sent))) : 0
        sent += count
        refusals = count == 0 ? refusals + 1 : 0
        if count == 0 { try await Task.sleep(for: .milliseconds(1)) }
      }
      #expect(sent < size)
      gate.open()
      while sent < size {
        let rest = Array(chunk.prefix(size - sent))
        try client.send(rest)
        sent += rest.count
      }
      #expect(try client.answer()?.text == "\(size)")
    }
  }

  @Test func `a client that does not read slows the source down`() async throws {
    let source = ChunkSource { $0 < 2000 ? .chunk([UInt8](repeating: 1, count: 1 << 15)) : .end(trailers: []) }
    try await serving(Answering { _ in .response(Response(status: 200, body: .stream(source, length: nil))) }) {
      port, _ in
      let client = try RawClient(port: port, receiveBuffer: 1 << 14)
      try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      var last = -1, same = 0
      while same < 30 {
        same = source.asked == last ? same + 1 : 0
        last = source.asked
        try await Task.sleep(for: .milliseconds(2))
      }
      #expect(source.asked < 1000)
      #expect(try client.answer()?.content.count == 2000 << 15)
    }
  }

  @Test(arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"], [false, true])
  func `a client that goes away in mid-body cancels what it asked for`(framing: String, resets: Bool) async throws {
    let begun = Gate()
    let seen = Lock<[String]>([])
    let responder = Answering { request in
      guard case .stream(let source, _) = request.body, case .chunk = await source.next() else { return .text("") }
      begun.open()
      let next = await source.next()
      if case .failure(let failure) = next { seen.withLock { $0.append("\(failure.kind)") } }
      seen.withLock { $0.append(Task.isCancelled ? "cancelled task" : "task goes on") }
      return .text("")
    }
    try await serving(responder) { port, server in
      let client = try RawClient(port: port)
      try client.send("PUT / HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n5\r\nhel")
      await begun.wait()
      if resets { client.reset() } else { client.close() }
      #expect(await eventually { seen.withLock { $0.count } == 2 })
      #expect(seen.withLock { $0 } == ["cancelled", "cancelled task"])
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  @Test func `a client that goes away before the answer cancels what it asked for`() async throws {
    for resets in [true, false] {
      let begun = Gate(), cancelled = Gate()
      // A FIN could be the half-close of a client that waits: that one is given a little time.
      let configuration = configured { $0.halfCloseGrace = .milliseconds(40) }
      try await serving(Answering.never(begun, cancelled), configuration) { port, server in
        let client = try RawClient(port: port)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await begun.wait()
        if resets { client.reset() } else { client.close() }
        await cancelled.wait()
        #expect(await eventually { await server.connectionCount() == 0 })
      }
    }
  }

  @Test func `a client that goes away in the middle of an answer stops its source`() async throws {
    let source = ChunkSource { _ in .chunk([UInt8](repeating: 1, count: 1000)) }
    try await serving(Answering { _ in .response(Response(status: 200, body: .stream(source, length: nil))) }) {
      port, server in
      let client = try RawClient(port: port)
      try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try client.receive()
      client.reset()
      #expect(await eventually { source.isCancelled })
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  @Test func `a source that gives nothing is stopped when its client goes away`() async throws {
    let gate = Gate()
    // Cancelling the task does not end its wait.
    let source = ChunkSource { _ in
      await Task.detached { await gate.wait() }.value
      return .end(trailers: [])
    }
    try await serving(Answering { _ in .response(Response(status: 200, body: .stream(source, length: nil))) }) {
      port, _ in
      let client = try RawClient(port: port)
      try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try client.receive()
      #expect(await eventually { source.asked == 1 })
      client.reset()
      #expect(await eventually { source.isCancelled })
      gate.open()
    }
  }
}
