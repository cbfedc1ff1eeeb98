import HTTPFetching
import HTTPModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct TimeoutTests {
  static let silent: ScriptedServer.Script = { connection in try connection.readToEnd() }

  @Test func `a server that takes no connection is a timeout`() async throws {
    let server = try ScriptedServer(backlog: 0) { _ in }
    defer { server.stop() }
    let fillers = (0..<4).map { _ in filler(port: server.port) }
    defer { for filler in fillers { close(filler) } }
    try await withClient(.init { $0.connectTimeout = .milliseconds(150) }) { client in
      let failure = try #require(await client.respond(to: server.request()).outcome.failure)
      #expect(failure.kind == .timeout)
      #expect(failure.text.contains("Failed to connect") || failure.text.contains("timed out"), "\(failure.text)")
      #expect(failure.timing.connected == nil)
      #expect(try #require(failure.timing.total) >= .milliseconds(150))
    }
  }

  /// A connection that takes a place in the queue of those to be accepted.
  private func filler(port: Int) -> Int32 {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return descriptor
  }

  @Test func `a TLS handshake that goes nowhere is a timeout of connecting`() async throws {
    try await withServer(Self.silent, .init { $0.connectTimeout = .milliseconds(150) }) { server, client in
      let origin = Origin(scheme: "https", host: "127.0.0.1", port: server.port)
      let failure = try #require(await client.respond(to: Request(.get, origin, Target("/"))).outcome.failure)
      #expect(failure.kind == .timeout)
      #expect(failure.text.contains("timed out") || failure.text.contains("timeout"), "\(failure.text)")
      #expect(failure.timing.secured == nil)
    }
  }

  @Test func `no answer within the total time is a timeout`() async throws {
    try await withServer(Self.silent, .init { $0.totalTimeout = .milliseconds(150) }) { server, client in
      let failure = try #require(await client.respond(to: server.request()).outcome.failure)
      #expect(failure.kind == .timeout)
      #expect(failure.text.contains("Operation timed out after"), "\(failure.text)")
      #expect(failure.timing.connected != nil)
      #expect(failure.timing.firstByte == nil)
      #expect(failure.partial == nil)
    }
  }

  @Test(arguments: [true, false]) func `the total time goes on in the body`(isRead: Bool) async throws {
    try await withServer(
      { connection in
        try connection.readHead()
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n")
        try connection.send(String(repeating: "b", count: isRead ? 4 : 3_999_999))
        try connection.readToEnd()
      }, .init { $0.totalTimeout = .milliseconds(300) }
    ) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      if !isRead { try await Task.sleep(for: .milliseconds(400)) }
      let failure = try #require(await response.body.failure())
      #expect(failure.kind == .timeout)
      #expect(failure.partial?.status == 200)
      #expect(try #require(failure.afterBytes) == failure.partialBody.count)
      #expect(failure.partialBody.count < 4_000_000)
    }
  }

  @Test func `the total time is one for both attempts`() async throws {
    let configuration = CurlClient.Configuration {
      $0.totalTimeout = .milliseconds(600)
      // The time is over when the old connection turns out to be closed.
      $0.onSecondAttempt = { _ in usleep(600_000) }
    }
    try await withServer(
      { connection in
        try connection.readHead()
        if connection.index > 0 { usleep(250_000) }
        try connection.send(ScriptedServer.ok)
        try connection.readHead()
      }, configuration
    ) { server, client in
      #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
      // With 600 milliseconds of its own the second attempt would get the answer.
      let failure = try #require(await client.respond(to: server.request()).outcome.failure)
      #expect(failure.kind == .timeout)
    }
  }

  @Test func `a server that says nothing has stalled`() async throws {
    try await withServer(Self.silent, .init { $0.stallTimeout = .milliseconds(120) }) { server, client in
      let failure = try #require(await client.respond(to: server.request()).outcome.failure)
      #expect(failure.kind == .timeout)
      #expect(failure.text == "nothing came and nothing could be sent for 0.12 seconds")
      #expect(try #require(failure.timing.total) >= .milliseconds(120))
    }
  }

  @Test func `a body that stops coming has stalled`() async throws {
    try await withServer(
      { connection in
        try connection.readHead()
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbody")
        try connection.readToEnd()
      }, .init { $0.stallTimeout = .milliseconds(120) }
    ) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      let failure = try #require(await response.body.failure())
      #expect(failure.kind == .timeout)
      #expect(failure.afterBytes == 4)
      #expect(String(decoding: failure.partialBody, as: UTF8.self) == "body")
    }
  }

  @Test func `a server that takes no more of the body has stalled`() async throws {
    let isOver = Event<Bool>()
    try await withServer(
      { connection in
        try connection.readHead()
        try isOver.block()
      }, .init { $0.stallTimeout = .milliseconds(120) }
    ) { server, client in
      let body = Body.bytes([UInt8](repeating: 98, count: 32 << 20))
      let failure = try #require(await client.respond(to: server.request(.post, body: body)).outcome.failure)
      isOver.happen()
      #expect(failure.kind == .timeout)
      #expect(failure.text.hasPrefix("nothing came and nothing could be sent"))
    }
  }

  @Test func `a slow answer has not stalled`() async throws {
    try await withServer(
      { connection in
        try connection.readHead()
        for byte in "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8 {
          try connection.send([byte])
          usleep(35_000)
        }
      }, .init { $0.stallTimeout = .seconds(1) }
    ) { server, client in
      #expect(await client.whole(server.request()).text == "ok")
    }
  }

  @Test func `a consumer that asks for nothing is no stall`() async throws {
    let size = 4 << 20
    try await withServer(
      { connection in
        try connection.readHead()
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
        try connection.send([UInt8](repeating: 98, count: size))
        try connection.readToEnd()
      }, .init { $0.stallTimeout = .milliseconds(80) }
    ) { server, client in
      let response = try #require(await client.respond(to: server.request()).outcome.response)
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await response.body.collected().get().bytes.count == size)
    }
  }

  @Test func `a body that is not there yet is no stall`() async throws {
    try await withServer(
      { connection in
        try connection.read(through: "0\r\n\r\n")
        try connection.send(ScriptedServer.ok)
        try connection.readToEnd()
      }, .init { $0.stallTimeout = .milliseconds(80) }
    ) { server, client in
      let body = Pieces { index in
        if index == 1 { try? await Task.sleep(for: .milliseconds(300)) }
        return index < 2 ? .chunk([97]) : .end(trailers: [])
      }
      let response = await client.respond(to: server.request(.post, body: .stream(body, length: nil))).outcome.response
      #expect(response?.status == 200)
    }
  }
}
