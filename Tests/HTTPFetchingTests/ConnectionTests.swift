import HTTPFetching
import HTTPModel
import Locking
import Testing

/// A request is sent once, or the second time is seen, and an answer belongs to its request.
@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
  enum End: Sendable { case closes, resets }

  static let get = "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"

  /// A client that counts its second attempts.
  private func withCounting(
    _ script: @escaping ScriptedServer.Script, _ body: (ScriptedServer, CurlClient, () -> Int) async throws -> Void
  ) async throws {
    let seconds = Lock(0)
    let configuration = CurlClient.Configuration { $0.onSecondAttempt = { _ in seconds.withLock { $0 += 1 } } }
    try await withServer(script, configuration) { server, client in
      try await body(server, client) { seconds.withLock { $0 } }
    }
  }

  @Test func `requests that only ask use a connection again`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let first = try #require(await client.respond(to: server.request()).outcome.response)
      let second = try #require(await client.respond(to: server.request(.options)).outcome.response)
      #expect(server.connections == 1)
      #expect(first.timing.connected != nil)
      #expect(second.timing.connected == nil)
      #expect(second.timing.resolved == nil)
      #expect(second.timing.firstByte != nil)
    }
  }

  @Test(arguments: [HTTPMethod.post, .put, .patch, .delete, HTTPMethod(rawValue: "PURGE")])
  func `requests that may change something have a connection of their own`(method: HTTPMethod) async throws {
    let ending = Event<ScriptedConnection.Ending>()
    try await withServer({ connection in
      while true {
        let head = try connection.readHead()
        try connection.send(ScriptedServer.ok)
        if !head.hasPrefix("GET") { ending.happen(try connection.readToEnd()) }
      }
    }) { server, client in
      for method in [.get, method, .get] { _ = await client.respond(to: server.request(method)).outcome }
      #expect(server.text() == Self.get + Self.get)
      #expect(server.text(1).hasPrefix("\(method) / "))
      #expect(server.connections == 2)
      #expect(await ending.value() == .closed)
    }
  }

  @Test func `requests at the same time have a connection each`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let requests = (0..<32).map { server.request(.get, "/\($0)") }
      await withTaskGroup(of: Int?.self) { group in
        for request in requests { group.addTask { await client.respond(to: request).outcome.response?.status } }
        for await status in group { #expect(status == 200) }
      }
      let all = (0..<server.connections).map { server.text($0) }.joined()
      #expect(all.split(separator: "GET ").count == 32)
    }
  }

  @Test(arguments: [End.closes, .resets])
  func `what an old connection did not answer is asked once more on a new one, and told`(end: End) async throws {
    try await withCounting({ connection in
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      try connection.readHead()
      if connection.index == 0 { return end == .resets ? connection.reset() : () }
    }) { server, client, seconds in
      _ = await client.respond(to: server.request()).outcome
      let response = await client.respond(to: server.request()).outcome.response
      #expect(response?.status == 200)
      #expect(seconds() == 1)
      #expect(server.text() == Self.get + Self.get)
      #expect(server.text(1) == Self.get || server.text(2) == Self.get)
      let sent = (0..<server.connections).map { server.text($0) }.joined()
      #expect(sent == Self.get + Self.get + Self.get)
    }
  }

  @Test(arguments: [End.closes, .resets])
  func `a server that ends every connection after one answer is asked twice each time`(end: End) async throws {
    try await withCounting({ connection in
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      try connection.readHead()
      if end == .resets { connection.reset() }
    }) { server, client, seconds in
      for _ in 0..<50 { #expect(await client.respond(to: server.request()).outcome.response?.status == 200) }
      #expect(seconds() == 49)
    }
  }

  @Test func `the second attempt takes no other old connection`() async throws {
    // One for the first attempt, one that libcurl would go on with by itself, and one more.
    let old = 3
    let areThere = Event<Bool>()
    try await withCounting({ connection in
      try connection.readHead()
      if connection.index < old { try areThere.block() }
      try connection.send(ScriptedServer.ok)
      if connection.index < old { try connection.readHead() } else { try connection.readToEnd() }
    }) { server, client, seconds in
      let tasks = (0..<old).map { _ in Task { await client.respond(to: server.request()).outcome.response?.status } }
      #expect(await eventually { server.connections == old })
      areThere.happen()
      for task in tasks { #expect(await task.value == 200) }
      #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
      #expect(seconds() == 1)
      #expect(server.connections == old + 1)
    }
  }

  @Test(arguments: [End.closes, .resets]) func `it is asked no third time`(end: End) async throws {
    try await withCounting({ connection in
      try connection.readHead()
      if connection.index == 0 {
        try connection.send(ScriptedServer.ok)
        try connection.readHead()
      }
      if end == .resets { connection.reset() }
    }) { server, client, seconds in
      _ = await client.respond(to: server.request()).outcome
      let failure = await client.respond(to: server.request()).outcome.failure
      #expect(failure?.kind == .reset)
      #expect(seconds() == 1)
      let sent = (0..<server.connections).map { server.text($0) }.joined()
      #expect(sent == Self.get + Self.get + Self.get)
    }
  }

  @Test(arguments: [End.closes, .resets]) func `what may change something is never asked twice`(end: End) async throws {
    try await withCounting({ connection in
      let head = try connection.readHead()
      if head.hasPrefix("GET") {
        try connection.send(ScriptedServer.ok)
        try connection.readToEnd()
      } else if end == .resets {
        connection.reset()
      }
    }) { server, client, seconds in
      _ = await client.respond(to: server.request()).outcome
      let failure = await client.respond(to: server.request(.post)).outcome.failure
      #expect(failure?.kind == .reset)
      #expect(seconds() == 0)
      #expect(server.connections == 2)
    }
  }

  @Test func `an answer that had begun is not asked for again`() async throws {
    try await withCounting({ connection in
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nX-A: 1\r\n")
    }) { server, client, seconds in
      _ = await client.respond(to: server.request()).outcome
      #expect(await client.respond(to: server.request()).outcome.failure?.kind == .truncated)
      #expect(seconds() == 0)
      #expect(server.connections == 1)
    }
  }

  @Test func `a connection that was closed meanwhile is not used`() async throws {
    let (mayClose, isClosed) = (Event<Bool>(), Event<Bool>())
    try await withCounting({ connection in
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      if connection.index > 0 { return }
      try mayClose.block()
      connection.close()
      isClosed.happen()
    }) { server, client, seconds in
      _ = await client.respond(to: server.request()).outcome
      mayClose.happen()
      _ = await isClosed.value()
      #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
      #expect(seconds() == 0)
      #expect(server.text(0) == Self.get)
      #expect(server.text(1) == Self.get)
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray", "HTTP/1.1 408 Late\r\nConnection: close\r\n\r\n", "x", "\r\n",
  ])
  func `bytes that nobody asked for are nobody's answer`(stray: String) async throws {
    let (mayStray, isThere) = (Event<Bool>(), Event<Bool>())
    try await withServer({ connection in
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      if connection.index == 0 {
        try mayStray.block()
        try connection.send(stray)
        isThere.happen()
        try connection.readToEnd()
      }
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      #expect(await client.whole(server.request()).text == "ok")
      mayStray.happen()
      _ = await isThere.value()
      #expect(await client.whole(server.request()).text == "ok")
      #expect(await client.whole(server.request()).text == "ok")
      #expect(server.text(0) == Self.get)
      // The connection with the stray bytes is given up, and makes no other one needless.
      #expect(server.text(1) == Self.get + Self.get)
      #expect(server.connections == 2)
    }
  }

  @Test(arguments: [
    (HTTPMethod.head, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"),
    (.head, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nstray\r\n0\r\n\r\n"),
    (.head, "HTTP/1.1 200 OK\r\nContent-Length: 49\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"),
    (.get, "HTTP/1.1 204 None\r\nContent-Length: 49\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"),
    (.get, "HTTP/1.1 304 Same\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"),
    (.get, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"),
    (
      .get,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"
    ),
  ])
  func `bytes behind an answer are nobody's answer`(method: HTTPMethod, answer: String) async throws {
    try await withServer({ connection in
      let head = try connection.readHead()
      try connection.send(head.contains("/second") ? ScriptedServer.ok : answer)
      try connection.readHead()
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let first = await client.whole(server.request(method))
      #expect(first.response != nil)
      #expect(!first.text.contains("stray"))
      #expect(await client.whole(server.request(.get, "/second")).text == "ok")
    }
  }

  @Test(arguments: [Body.bytes([1]), .stream(Pieces(["a"]), length: nil)], [ScriptedServer.ok, ""])
  func `a 417 is an answer, and nothing is sent again`(body: Body, then: String) async throws {
    try await withCounting({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
      try connection.readHead()
      try connection.send(then)
    }) { server, client, seconds in
      let request = server.request(.post, headers: [HeaderField("Expect", "100-continue")], body: body)
      #expect(await client.respond(to: request).outcome.response?.status == 417)
      #expect(seconds() == 0)
      let sent = (0..<server.connections).map { server.text($0) }.joined()
      #expect(sent.split(separator: "POST ").count == 1)
    }
  }
}
