import HTTPFetching
import HTTPModel
import Locking
import Testing

/// Bodies go both ways as they come, and no faster than they are taken.
@Suite(.timeLimit(.minutes(10))) struct StreamingTests {
  @Test func `each piece is there when the server has sent it`() async throws {
    let (hasFirst, hasSecond) = (Event<Bool>(), Event<Bool>())
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
      try connection.send("9\r\ndata: 1\n\n\r\n")
      try hasFirst.block()
      try connection.send("9\r\ndata: 2\n\n\r\n")
      try hasSecond.block()
      try connection.send("0\r\n\r\n")
      try connection.readToEnd()
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      #expect(response.body.length == nil)
      let source = try #require(response.source)
      for (text, event) in [("data: 1\n\n", hasFirst), ("data: 2\n\n", hasSecond)] {
        guard case .chunk(let bytes) = await source.next() else {
          Issue.record("no chunk came")
          return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        event.happen()
      }
      guard case .end(let trailers) = await source.next() else {
        Issue.record("no end came")
        return
      }
      #expect(trailers.isEmpty)
    }
  }

  @Test func `the head is there before the body, with its length`() async throws {
    let hasHead = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
      try hasHead.block()
      try connection.send("body")
      try connection.readToEnd()
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      #expect(response.body.length == 4)
      hasHead.happen()
      #expect(try await response.text() == "body")
    }
  }

  @Test(arguments: ["Content-Length: 67108864", "Connection: close"])
  func `a server that sends 64 MB waits for a consumer that takes none`(framing: String) async throws {
    let size = 64 << 20
    let stuck = Event<Int>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
      let block = [UInt8](repeating: 98, count: 1 << 20)
      var sent = 0
      while sent < size {
        let count = try connection.sendSome(block.prefix(size - sent), waitingFor: stuck.hasHappened ? 10_000 : 150)
        if count == 0 { stuck.happen(sent) }
        sent += count
      }
      stuck.happen(sent)
      if framing.hasPrefix("Content-Length") { try connection.readToEnd() }
    }) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      // The kernel's buffers on both sides, and some 400 KB of ours.
      #expect(await stuck.value() < 24 << 20)
      let source = try #require(response.source)
      var count = 0
      var largest = 0
      reading: while true {
        switch await source.next() {
        case .chunk(let bytes):
          count += bytes.count
          largest = max(largest, bytes.count)
        case .end: break reading
        case .failure(let failure):
          Issue.record("\(failure)")
          break reading
        }
      }
      #expect(count == size)
      #expect(largest <= 512 << 10)
    }
  }

  @Test(arguments: [64 << 20, nil])
  func `a body of 64 MB is asked for no faster than the server takes it`(length: Int?) async throws {
    let size = 64 << 20
    let mayRead = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try mayRead.block()
      if length != nil { try connection.read(size) } else { try connection.read(through: "\r\n0\r\n\r\n") }
      try connection.send(ScriptedServer.ok)
      try connection.readToEnd()
    }) { server, client in
      let block = [UInt8](repeating: 98, count: 1 << 16)
      let body = Pieces { index in index < size >> 16 ? .chunk(block) : .end(trailers: []) }
      let request = server.request(.post, body: .stream(body, length: length))
      let task = Task { await client.respond(to: request).outcome.response?.status }
      // It has stopped asking when it has not for a while.
      var (asked, since) = (0, ContinuousClock.now)
      #expect(
        await eventually {
          if body.asked != asked || asked == 0 { (asked, since) = (body.asked, .now) }
          return since.duration(to: .now) > .milliseconds(150)
        })
      #expect(body.asked << 16 < 24 << 20)
      mayRead.happen()
      #expect(await task.value == 200)
      #expect(server.bytes().count > size)
    }
  }

  @Test func `an answer may come before the body has gone`() async throws {
    let hasAnswer = Event<Bool>()
    try await withServer({ connection in
      try connection.read(through: "1\r\na\r\n")
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo")
      try connection.read(through: "1\r\nb\r\n0\r\n\r\n")
      try connection.send("dy")
      try connection.readToEnd()
    }) { server, client in
      let body = Pieces { index in
        if index == 1 { _ = await hasAnswer.value() }
        return index < 2 ? .chunk([UInt8(97 + index)]) : .end(trailers: [])
      }
      let request = server.request(.post, body: .stream(body, length: nil))
      let response = try #require(await client.respond(to: request).outcome.response)
      hasAnswer.happen()
      #expect(try await response.text() == "body")
    }
  }

  @Test(arguments: [400, 413, 500], [true, false])
  func `an early refusal is the answer, and the rest of the body is not sent`(status: Int, waits: Bool) async throws {
    let ending = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.read(through: "1\r\na\r\n")
      try connection.send("HTTP/1.1 \(status) No\r\nContent-Length: 2\r\n\r\nno")
      try connection.readToEnd()
      ending.happen()
    }) { server, client in
      let body = Pieces { index in
        if index > 0, waits { try? await Task.sleep(for: .seconds(60)) }
        return .chunk([97])
      }
      let (response, text, _) = await client.whole(server.request(.post, body: .stream(body, length: nil)))
      #expect(response?.status == status)
      #expect(text == "no")
      #expect(await eventually { body.isCancelled })
      _ = await ending.value()
      #expect(server.connections == 1)
    }
  }

  @Test(arguments: [true, false])
  func `an early refusal by a server that leaves the body unread is the answer`(closes: Bool) async throws {
    let isOver = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 413 No\r\n\(closes ? "Connection: close\r\n" : "")Content-Length: 2\r\n\r\nno")
      try isOver.block()
    }) { server, client in
      let body = Body.bytes([UInt8](repeating: 98, count: 32 << 20))
      let (response, text, _) = await client.whole(server.request(.post, body: body))
      isOver.happen()
      #expect(response?.status == 413)
      #expect(text == "no")
    }
  }

  @Test(arguments: [10, nil], [true, false])
  func `an early refusal that ends with the connection is the answer`(length: Int?, closes: Bool) async throws {
    try await withServer({ connection in
      try connection.readHead()
      try connection.read(through: "a")
      try connection.send("HTTP/1.1 413 No\r\n\(closes ? "Connection: close\r\n" : "")\r\nno")
      connection.endSending()
      try connection.readToEnd()
    }) { server, client in
      let body = Pieces { index in
        if index > 0 { try? await Task.sleep(for: .seconds(60)) }
        return .chunk([97])
      }
      let (response, text, _) = await client.whole(server.request(.post, body: .stream(body, length: length)))
      #expect(response?.status == 413)
      #expect(text == "no")
    }
  }

  @Test func `an early refusal by a server that then resets is the answer`() async throws {
    let isWaiting = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try isWaiting.block()
      try connection.send("HTTP/1.1 413 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
      connection.reset()
    }) { server, client in
      let body = Pieces { index in
        if index == 0 { return .chunk([97]) }
        isWaiting.happen()
        try? await Task.sleep(for: .seconds(60))
        return .end(trailers: [])
      }
      let (response, text, _) = await client.whole(server.request(.post, body: .stream(body, length: nil)))
      #expect(response?.status == 413)
      #expect(text == "no")
    }
  }

  @Test(arguments: [([String](), 0), (["ab"], 2), (["ab", "c"], 3)])
  func `a body that ends before its length is a failure`(pieces: [String], sent: Int) async throws {
    let ended = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.readToEnd()
      ended.happen()
    }) { server, client in
      let request = server.request(.put, "/x", body: .stream(Pieces(pieces), length: 5))
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .protocol)
      #expect(failure.text == "the body ended after \(sent) of 5 bytes")
      _ = await ended.value()
      #expect(server.text().hasSuffix("Content-Length: 5\r\n\r\n\(pieces.joined())"))
    }
  }

  @Test func `a body with more than its length is a failure, and what is too much is not sent`() async throws {
    let ended = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.readToEnd()
      ended.happen()
    }) { server, client in
      let request = server.request(.put, body: .stream(Pieces(["abcd", "efgh"]), length: 5))
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .protocol)
      #expect(failure.text == "the body has more bytes than its length of 5")
      _ = await ended.value()
      #expect(server.text().hasSuffix("\r\n\r\nabcd"))
    }
  }

  @Test(arguments: [5, nil]) func `a body that fails ends the request with its failure`(length: Int?) async throws {
    let ended = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.readToEnd()
      ended.happen()
    }) { server, client in
      let body = Pieces { $0 == 0 ? .chunk([97]) : .failure(TransportFailure(.reset, "the client went away")) }
      let failure = try #require(
        await client.respond(to: server.request(.put, body: .stream(body, length: length))).outcome.failure)
      #expect(failure.kind == .reset)
      #expect(failure.text == "the request's body: the client went away")
      _ = await ended.value()
      #expect(!server.text().hasSuffix("0\r\n\r\n"))
    }
  }
}
