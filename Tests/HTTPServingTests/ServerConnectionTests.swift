import EventLoop
import HTTPModel
import Locking
import TestSupport
import Testing

@testable import HTTPServing

/// A connection over a transport that is no socket.
@Suite(.timeLimit(.minutes(2))) struct ServerConnectionTests {
  /// Keeps what is written; a test says what comes. Confined to the loop's thread.
  final class MemoryTransport: ByteTransport {
    let origin = Origin(scheme: "https", host: "tunnelled.test", port: 8443)
    var writes: [String] = []
    var ends: [String] = []
    var readings = 0
    var onBytes: ((UnsafeRawBufferPointer) -> Void)?
    var onEnd: ((Bool) -> Void)?
    /// Where this is set what is written waits, until the closure is called.
    var holdsWrites = false
    var held: ((Bool) -> Void)?

    func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (Bool) -> Void) {
      readings += 1
      (self.onBytes, self.onEnd) = (onBytes, onEnd)
    }

    func stopReading() { (onBytes, onEnd) = (nil, nil) }

    func write(
      _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (Bool) -> Void
    ) -> TransportWrite {
      writes.append(String(decoding: first + second, as: UTF8.self))
      if !holdsWrites { return .written }
      held = completion()
      return .queued
    }

    func shutdown(completion: @escaping (Bool) -> Void) {
      ends.append("shutdown")
      completion(true)
    }

    func close() { ends.append("close") }
    func reset() { ends.append("reset") }

    func receive(_ text: String) { Array(text.utf8).withUnsafeBytes { onBytes?($0) } }
  }

  static let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  /// Runs `body` on a loop with a connection that was started.
  private func connected<Result: Sendable>(
    _ responder: some Responder, clock: @escaping @Sendable () -> UInt64 = { 0 },
    _ body: @escaping @Sendable (MemoryTransport, ServerConnection) -> Result
  ) async throws -> Result {
    let loop = try EventLoop()
    defer { loop.stop() }
    return await loop.run {
      let server = HTTPServer(loop, configuration: HTTPServer.Configuration(), clock: clock)
      let transport = MemoryTransport()
      let connection = ServerConnection(server, transport, answering: responder)
      connection.start()
      return body(transport, connection)
    }
  }

  @Test func `scheme and authority are the transport's`() async throws {
    let stub = StubResponder(Response(status: 204))
    try await connected(stub) { transport, _ in
      transport.receive(Self.get + "GET /b HTTP/1.0\r\n\r\n")
    }
    #expect(stub.requests.map { "\($0.origin)" } == ["https://x", "https://tunnelled.test:8443"])
  }

  @Test func `an answer that is there goes out in one write, and no reading is stopped or started for it`()
    async throws
  {
    let response = Response(status: 200, body: .bytes([97]))
    for response in [response, response.prepared()] {
      let (writes, readings, isOpen) = try await connected(StubResponder(response)) { transport, connection in
        for _ in 0..<3 { transport.receive(Self.get) }
        return (transport.writes, transport.readings, connection.phase == .open)
      }
      #expect(writes == [String](repeating: "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\na", count: 3))
      #expect(readings == 1)
      #expect(isOpen)
    }
  }

  @Test func `a miss needs no task either`() async throws {
    let miss = Miss(reason: .usedUp, method: "GET", url: "http://x/a", api: "x", cassette: "c", closest: nil)
    let writes = try await connected(StubResponder { _ in .miss(miss) }) { transport, _ in
      transport.receive(Self.get)
      return transport.writes
    }
    #expect(writes.count == 1)
    #expect(writes.first?.hasPrefix("HTTP/1.1 599 ") ?? false)
  }

  @Test func `the next request waits for what waits to be written`() async throws {
    let stub = StubResponder(Response(status: 200, body: .bytes([97])).prepared())
    let seen = try await connected(stub) { transport, _ in
      transport.holdsWrites = true
      transport.receive(Self.get + Self.get)
      let before = (transport.writes.count, stub.requests.count)
      transport.held?(true)
      return [before.0, before.1, transport.writes.count, stub.requests.count]
    }
    #expect(seen == [1, 1, 2, 2])
  }

  @Test func `what waits too long to be written is given up`() async throws {
    let time = Lock<UInt64>(0)
    let stub = StubResponder(Response(status: 200, body: .bytes([97])).prepared())
    let (deadline, ends) = try await connected(stub, clock: { time.withLock { $0 } }) { transport, connection in
      time.withLock { $0 = 5000 }
      transport.holdsWrites = true
      transport.receive(Self.get)
      let deadline = connection.deadline
      connection.expire()
      return (deadline, transport.ends)
    }
    #expect(deadline == 65_000)
    #expect(ends == ["close"])
  }

  @Test func `a transport that breaks cancels what it asked for`() async throws {
    let cancelled = Gate()
    let responder = Answering { _ in
      await withTaskCancellationHandler {
        await Gate().wait()
      } onCancel: {
        cancelled.open()
      }
      return .text("")
    }
    let ends = try await connected(responder) { transport, _ in
      transport.receive(Self.get)
      transport.onEnd?(false)
      return transport.ends
    }
    await cancelled.wait()
    #expect(ends == ["close"])
  }
}
