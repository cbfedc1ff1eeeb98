import EventLoop
import Locking
import TestSupport
import Testing

/// Connections that the loop itself opens.
@Suite(.timeLimit(.minutes(2))) struct ConnectingTests {
  /// What comes back for `text` from a host that repeats what it gets.
  private func asked(_ loop: EventLoop, _ host: String, _ port: Int, _ text: String) async -> Result<
    String, EventLoopError
  > {
    await withCheckedContinuation { done in
      loop.call {
        TCPStream.connect(loop, host: host, port: port) { result in
          switch result {
          case .failure(let error): done.resume(returning: .failure(error))
          case .success(let stream):
            stream.write(Array(text.utf8), completion: { _ in })
            stream.startReading(
              onBytes: { bytes in
                done.resume(returning: .success(String(decoding: bytes, as: UTF8.self)))
                stream.close()
              }, onEnd: { _ in stream.close() })
          }
        }
      }
    }
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func `a host is reached by its address and by its name`(host: String) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let port = try await loop.run {
      try TCPListener(loop, port: 0) { stream in
        stream.startReading(onBytes: { stream.write($0, completion: { _ in }) }, onEnd: { _ in stream.close() })
      }.port
    }
    #expect(try await asked(loop, host, port, "hello").get() == "hello")
  }

  @Test func `where nobody listens it is refused, and a name that is none is not found`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let port = try await loop.run {
      let listener = try TCPListener(loop, port: 0) { $0.close() }
      defer { listener.close() }
      return listener.port
    }
    guard case .failure(let refused) = await asked(loop, "127.0.0.1", port, "") else {
      return #expect(Bool(false), "somebody listens")
    }
    #expect(refused.name == "ECONNREFUSED" && refused.description.hasPrefix("cannot connect to 127.0.0.1:\(port): "))
    guard case .failure(let unknown) = await asked(loop, "no host", 1, "") else {
      return #expect(Bool(false), "there is such a host")
    }
    #expect(unknown.name.hasPrefix("EAI_"))
  }

  @Test func `a loop that stops ends what is on its way`() async throws {
    let loop = try EventLoop()
    let results = Lock<[String]>([])
    loop.call {
      // Nobody answers at an address for documentation (RFC 5737).
      TCPStream.connect(loop, host: "192.0.2.1", port: 9) { result in
        if case .failure = result { results.withLock { $0.append("failed") } }
      }
    }
    loop.stop()
    #expect(results.withLock(\.self) == ["failed"])
  }
}
