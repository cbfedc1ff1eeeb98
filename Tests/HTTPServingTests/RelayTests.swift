import EventLoop
import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// Clients whose bytes are passed through: after a switch of protocols, and in tunnels that nobody looks at.
@Suite(.timeLimit(.minutes(5))) struct RelayTests {
  static let switching = "GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
  static let switched = "HTTP/1.1 101 Go on\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"

  /// The other side: repeats what it gets, and ends where the client ends.
  final class Echo: SwitchedBody {
    private let source = Lock<(any BodySource)?>(nil)
    private let given = Gate()
    let cancelled = Gate()

    func send(_ source: any BodySource) {
      self.source.withLock { $0 = source }
      given.open()
    }

    func next() async -> BodyPart {
      await given.wait()
      return await source.withLock(\.self)?.next() ?? .end(trailers: [])
    }

    func cancel() {
      cancelled.open()
      source.withLock(\.self)?.cancel()
      given.open()
    }

    var outcome: Outcome {
      .response(
        Response(
          status: 101, reason: "Go on",
          headers: [HeaderField("Connection", "Upgrade"), HeaderField("Upgrade", "echo")],
          body: .stream(self, length: nil)))
    }
  }

  @Test func `after a switch of protocols all bytes go through both ways, what came early too`() async throws {
    let echo = Echo()
    try await serving(Answering { _ in echo.outcome }) { port, server in
      let client = try RawClient(port: port)
      try client.send(Self.switching + "early")
      var text = ""
      while !text.hasSuffix("early") { text += String(decoding: try client.receive(), as: UTF8.self) }
      #expect(text == Self.switched + "early")
      let long = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      var back: [UInt8] = []
      var sent = 0
      while back.count < long.count {
        sent += client.sendWithoutWaiting(Array(long[sent..<min(sent + (1 << 16), long.count)]))
        if back.count < sent { back += try client.receive() }
      }
      #expect(back == long)
      client.endSending()
      #expect(try client.receiveAll() == [])
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  @Test func `who goes away ends the other side, and a server that stops ends both`() async throws {
    let echo = Echo(), second = Echo()
    let echoes = Lock([echo, second])
    try await serving(Answering { _ in echoes.withLock { $0.removeFirst() }.outcome }) { port, server in
      let client = try RawClient(port: port)
      try client.send(Self.switching)
      _ = try client.receive()
      client.reset()
      await echo.cancelled.wait()
      let other = try RawClient(port: port)
      try other.send(Self.switching)
      _ = try other.receive()
      await server.stop(within: .seconds(100))
      #expect(try other.receiveAll() == [])
      await second.cancelled.wait()
    }
  }

  /// Serves one connection: repeats what it gets, and ends after `bye`.
  static func peer(_ loop: EventLoop) async throws -> Int {
    try await loop.run {
      try TCPListener(loop, port: 0) { stream in
        stream.startReading(
          onBytes: { bytes in
            let isLast = String(decoding: bytes, as: UTF8.self).hasSuffix("bye")
            stream.write(bytes, completion: { _ in })
            if isLast { stream.shutdown { _ in stream.close() } }
          }, onEnd: { _ in stream.close() })
      }.port
    }
  }

  static func passing(_ port: Int) throws -> Proxy {
    var proxy = try Proxy()
    proxy.configuration.interception?.passedHosts = ["passed.test", Proxy.host]
    proxy.configuration.interception?.address = { _, _ in ("127.0.0.1", port) }
    return proxy
  }

  @Test func `a tunnel to a passed host is connected byte for byte`() async throws {
    let loop = try EventLoop(), stub = TunnelTests.stub()
    defer { loop.stop() }
    try await proxying(stub, Self.passing(try await Self.peer(loop))) { port, server in
      let client = try RawClient(port: port)
      try client.send(TunnelTests.connect("passed.test:443"))
      var text = ""
      while !text.hasSuffix("\r\n\r\n") { text += String(decoding: try client.receive(), as: UTF8.self) }
      #expect(text == "HTTP/1.1 200 Connection established\r\n\r\n")
      try client.send([0x16, 3, 1, 0, 255])
      #expect(try client.receive() == [0x16, 3, 1, 0, 255])
      try client.send("bye")
      #expect(try client.receiveAll() == Array("bye".utf8))
      client.close()
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    #expect(stub.requests.isEmpty)
  }

  @Test func `a host of an API is never passed, and others are refused as before`() async throws {
    let stub = TunnelTests.stub(), proxy = try Self.passing(1)
    try await proxying(stub, proxy) { port, _ in
      let asked = try proxy.curl(port, "https://\(Proxy.host)/a")
      #expect(asked.output == "fine", "\(asked.error)")
      let refused = try RawClient(port: port).ask(TunnelTests.connect("other.test:443"))
      #expect(refused.status == 403)
    }
  }

  @Test func `a passed host that cannot be reached is 502`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let closed = try await loop.run {
      let listener = try TCPListener(loop, port: 0) { $0.close() }
      defer { listener.close() }
      return listener.port
    }
    try await proxying(TunnelTests.stub(), Self.passing(closed)) { port, _ in
      let answer = try RawClient(port: port).ask(TunnelTests.connect("passed.test:443"))
      #expect(answer.status == 502 && answer.text.contains("no tunnel to passed.test: cannot connect to 127.0.0.1:"))
    }
  }
}
