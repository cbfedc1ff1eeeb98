import EventLoop
import HTTPFetching
import HTTPModel
import Testing

/// Whoever goes away takes the transfer along.
@Suite(.timeLimit(.minutes(10))) struct CancellationTests {
  typealias Ending = ScriptedConnection.Ending

  @Test func `cancelling before the answer closes the connection`() async throws {
    let (isAsked, ending) = (Event<Bool>(), Event<Ending>())
    try await withServer({ connection in
      try connection.readHead()
      isAsked.happen()
      ending.happen(try connection.readToEnd())
    }) { server, client in
      let task = Task { await client.respond(to: server.request()).outcome }
      _ = await isAsked.value()
      task.cancel()
      let failure = try #require(await task.value.failure)
      #expect(failure.kind == .cancelled)
      #expect(failure.timing.total != nil)
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `who is cancelled before asking sends nothing`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await client.respond(to: server.request(.post)).outcome
      }
      #expect(await task.value.failure?.kind == .cancelled)
      _ = await client.respond(to: server.request()).outcome
      #expect(server.connections == 1)
    }
  }

  @Test func `connections that are given up while they are made leave the others alone`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let request = server.request(.post)
      for round in 0..<100 {
        let tasks = (0..<4).map { _ in Task { await client.respond(to: request).outcome } }
        for _ in 0..<round % 7 { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks {
          let outcome = await task.value
          #expect(outcome.response?.status == 200 || outcome.failure?.kind == .cancelled, "\(outcome)")
        }
      }
      #expect(await client.respond(to: request).outcome.response?.status == 200)
    }
  }

  /// A server that sends a part of a body, and tells how the connection ended.
  private func halfway(_ ending: Event<Ending>) -> ScriptedServer.Script {
    { connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbody")
      ending.happen(try connection.readToEnd())
    }
  }

  @Test func `cancelling a task that reads the body closes the connection`() async throws {
    let ending = Event<Ending>()
    try await withServer(halfway(ending)) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      let source = try #require(response.source)
      _ = await source.next()
      let task = Task { await source.next() }
      task.cancel()
      guard case .failure(let failure) = await task.value else {
        Issue.record("no failure came")
        return
      }
      #expect(failure.kind == .cancelled)
      #expect(failure.afterBytes == 4)
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `cancelling the body closes the connection`() async throws {
    let ending = Event<Ending>()
    try await withServer(halfway(ending)) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      response.source?.cancel()
      response.source?.cancel()
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `dropping a response closes its connection`() async throws {
    let ending = Event<Ending>()
    try await withServer(halfway(ending)) { server, client in
      #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `cancelling after the end is harmless`() async throws {
    try await withServer(
      ScriptedServer.answering(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n")
    ) { server, client in
      for _ in 0..<2 {
        let response = try #require(await client.respond(to: server.request()).outcome.response)
        #expect(try await response.text() == "ok")
        response.source?.cancel()
      }
      #expect(server.connections == 1)
    }
  }

  @Test func `cancelling one request leaves the others alone`() async throws {
    let (isAsked, mayAnswer) = (Event<Bool>(), Event<Bool>())
    try await withServer({ connection in
      let head = try connection.readHead()
      if head.hasPrefix("GET /cancelled") {
        isAsked.happen()
        try connection.readToEnd()
      }
      try mayAnswer.block()
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let cancelled = Task { await client.respond(to: server.request(.get, "/cancelled")).outcome }
      let other = Task { await client.whole(server.request(.get, "/other")).text }
      _ = await isAsked.value()
      cancelled.cancel()
      #expect(await cancelled.value.failure?.kind == .cancelled)
      mayAnswer.happen()
      #expect(await other.value == "ok")
    }
  }

  @Test func `cancelling an upload cancels its source`() async throws {
    let (isAsked, ending) = (Event<Bool>(), Event<Ending>())
    try await withServer({ connection in
      try connection.readHead()
      try connection.read(through: "\r\na\r\n")
      ending.happen(try connection.readToEnd())
    }) { server, client in
      let wasCancelled = Event<Bool>()
      let body = Pieces { index in
        if index == 0 { return .chunk([97]) }
        isAsked.happen()
        try? await Task.sleep(for: .seconds(60))
        wasCancelled.happen(Task.isCancelled)
        return .end(trailers: [])
      }
      let task = Task { await client.respond(to: server.request(.post, body: .stream(body, length: nil))).outcome }
      _ = await isAsked.value()
      task.cancel()
      #expect(await task.value.failure?.kind == .cancelled)
      #expect(await wasCancelled.value())
      #expect(await eventually { body.isCancelled })
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `a loop that stops ends what is under way`() async throws {
    let isAsked = Event<Bool>()
    let server = try ScriptedServer { connection in
      try connection.readHead()
      isAsked.happen()
      try connection.readToEnd()
    }
    try server.start()
    defer { server.stop() }
    let loop = try EventLoop()
    let client = CurlClient(loop)
    let task = Task { await client.respond(to: server.request()).outcome }
    _ = await isAsked.value()
    loop.stop()
    let failure = try #require(await task.value.failure)
    #expect(failure.kind == .cancelled)
    #expect(failure.text == "the loop has stopped")
    let late = try #require(await client.respond(to: server.request()).outcome.failure)
    #expect(late.text == "the loop has stopped")
    #expect(server.connections == 1)
  }

  @Test func `a body outlives its client, and the connections are closed behind it`() async throws {
    let (mayGoOn, ending) = (Event<Bool>(), Event<Ending>())
    let server = try ScriptedServer { connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody")
      try mayGoOn.block()
      try connection.send("body")
      ending.happen(try connection.readToEnd())
    }
    try server.start()
    defer { server.stop() }
    let loop = try EventLoop()
    defer { loop.stop() }
    var client: CurlClient? = CurlClient(loop)
    let response = try #require(await client?.respond(to: server.request()).outcome.response)
    client = nil
    mayGoOn.happen()
    #expect(try await response.text() == "bodybody")
    #expect(await ending.value() == .closed)
  }
}
