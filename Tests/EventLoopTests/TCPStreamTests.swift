import EventLoop
import Locking
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(2))) struct TCPStreamTests {
  /// Starts a listener that hands each stream to `serve` and gives its port.
  private func listen(_ loop: EventLoop, _ serve: @escaping @Sendable (TCPStream) -> Void) async throws -> Int {
    try await loop.run { try TCPListener(loop, port: 0, onConnection: serve).port }
  }

  @Test func `what is received comes back`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let port = try await listen(loop) { stream in
      stream.startReading(onBytes: { stream.write($0, completion: { _ in }) }, onEnd: { _ in stream.close() })
    }
    let client = try RawClient(port: port)
    try client.send("hello, ")
    try client.send("loop")
    client.endSending()
    #expect(try client.receiveAll() == Array("hello, loop".utf8))
  }

  @Test func `a write larger than the kernel takes is queued and arrives whole`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let bytes = (0..<8 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let results = Lock<[String]>([])
    let port = try await listen(loop) { stream in
      let result = stream.write(
        bytes,
        completion: { error in
          results.withLock { $0.append("completed \(error?.name ?? "well")") }
          stream.shutdown { _ in stream.close() }
        })
      if case .queued = result { results.withLock { $0.append("queued") } }
    }
    #expect(try RawClient(port: port).receiveAll() == bytes)
    #expect(results.withLock { $0 } == ["queued", "completed well"])
  }

  @Test(arguments: [(0, 5), (5, 0), (3, 4), (10, 6 << 20), (6 << 20, 10), (5 << 20, 5 << 20)])
  func `two pieces arrive as one, wherever the kernel stops taking them`(first: Int, second: Int) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let bytes = (0..<first + second).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 2) }
    let port = try await listen(loop) { stream in
      stream.write(Array(bytes[..<first]), bytes[first...], completion: { _ in })
      stream.shutdown { _ in stream.close() }
    }
    #expect(try RawClient(port: port).receiveAll() == bytes)
  }

  @Test func `a reset reaches the peer as a reset`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let port = try await listen(loop) { stream in
      stream.startReading(onBytes: { _ in stream.reset() }, onEnd: { _ in })
    }
    let client = try RawClient(port: port)
    try client.send("x")
    #expect(throws: RawClient.Failure(code: ECONNRESET)) { try client.receiveAll() }
  }

  @Test func `stopping the loop closes open connections`() async throws {
    let loop = try EventLoop()
    let (streams, continuation) = AsyncStream<Void>.makeStream()
    let port = try await listen(loop) { stream in
      stream.startReading(onBytes: { _ in }, onEnd: { _ in })
      continuation.yield()
    }
    let client = try RawClient(port: port)
    for await _ in streams { break }
    loop.stop()
    #expect(try client.receiveAll() == [])
  }

  @Test func `closing completes a queued write with an error`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let (names, continuation) = AsyncStream<String>.makeStream()
    let port = try await listen(loop) { stream in
      stream.write(
        [UInt8](repeating: 1, count: 16 << 20), completion: { error in continuation.yield(error?.name ?? "none") })
      stream.close()
    }
    let client = try RawClient(port: port)
    for await name in names {
      #expect(name == "ECANCELED")
      break
    }
    _ = client
  }
}

@Suite(.timeLimit(.minutes(2))) struct TCPListenerTests {
  @Test func `a port in use is an error that names it`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let text = await loop.run {
      do {
        let first = try TCPListener(loop, port: 0) { _ in }
        _ = try TCPListener(loop, port: first.port) { _ in }
        return "no error"
      } catch { return "\((error as? EventLoopError)?.name ?? "another error")" }
    }
    #expect(text == "EADDRINUSE")
  }

  @Test(arguments: [("not an address", 0), ("127.0.0.1", 65536), ("127.0.0.1", -1), ("192.0.2.1", 0)])
  func `an address that cannot be listened on is an error`(host: String, port: Int) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    await #expect(throws: EventLoopError.self) {
      try await loop.run { _ = try TCPListener(loop, host: host, port: port) { _ in } }
    }
  }

  @Test func `nothing listens on a loop that was stopped`() async throws {
    let loop = try EventLoop()
    loop.stop()
    await #expect(throws: EventLoopError.self) { try await loop.run { _ = try TCPListener(loop, port: 0) { _ in } } }
  }
}
