import HTTPModel
import HTTPServing
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A failure is a failure for the client, too.
@Suite(.timeLimit(.minutes(3))) struct FailureTests {
  static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
  static let partial = Response(status: 200, reason: "OK", headers: [HeaderField("Content-Length", "10")])

  private func client(
    of failure: TransportFailure, _ body: (RawClient, HTTPServer) async throws -> Void
  ) async throws {
    try await serving(Answering { _ in .failure(failure) }) { port, server in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      try await body(client, server)
    }
  }

  @Test(arguments: [TransportFailure.Kind.reset, .refused, .resolve, .tls, .protocol, .cancelled])
  func `what brought no answer is a reset`(kind: TransportFailure.Kind) async throws {
    try await client(of: TransportFailure(kind, "x")) { client, _ in
      #expect(throws: RawClient.Failure(code: ECONNRESET)) { try client.receiveAll() }
    }
  }

  @Test func `a reset after n bytes is a reset after n bytes`() async throws {
    let failure = TransportFailure(.reset, "x", afterBytes: 4, partial: Self.partial, partialBody: Array("hell".utf8))
    try await client(of: failure) { client, _ in
      var received: [UInt8] = []
      #expect(throws: RawClient.Failure(code: ECONNRESET)) { repeat { received += try client.receive() } while true }
      // A reset may overtake what was sent before it; never is there more.
      #expect("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell".utf8.starts(with: received))
    }
  }

  @Test func `truncated without an answer is an end without an answer`() async throws {
    try await client(of: TransportFailure(.truncated, "x")) { client, _ in
      let received = try client.receiveAll()
      #expect(received == [])
    }
  }

  @Test func `truncated after n bytes of a length ends after n bytes`() async throws {
    let failure = TransportFailure(
      .truncated, "x", afterBytes: 4, partial: Self.partial, partialBody: Array("hell".utf8))
    try await client(of: failure) { client, _ in
      let received = try client.receiveAll()
      #expect(received == Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell".utf8))
    }
  }

  @Test func `truncated in chunks ends without the last chunk`() async throws {
    let partial = Response(status: 200, headers: [HeaderField("Transfer-Encoding", "chunked")])
    let failure = TransportFailure(.truncated, "x", afterBytes: 2, partial: partial, partialBody: Array("he".utf8))
    try await client(of: failure) { client, _ in
      let received = try client.receiveAll()
      #expect(received == Array("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n".utf8))
    }
  }

  @Test func `to HTTP 1_0, without a length, a truncated body cannot end in order`() async throws {
    let partial = Response(status: 200)
    let failure = TransportFailure(.truncated, "x", afterBytes: 2, partial: partial, partialBody: Array("he".utf8))
    try await serving(Answering { _ in .failure(failure) }) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET / HTTP/1.0\r\n\r\n")
      #expect(throws: RawClient.Failure(code: ECONNRESET)) { while try !client.receive().isEmpty {} }
    }
  }

  @Test func `a timeout never answers, and ends with the client`() async throws {
    try await client(of: TransportFailure(.timeout, "x")) { client, server in
      try client.send(Self.get)
      #expect(await eventually { await server.connectionCount() == 1 })
      #expect(!client.hasNews)
      client.close()
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  @Test func `a timeout ends at last`() async throws {
    let responder = Answering { _ in .failure(TransportFailure(.timeout, "x")) }
    try await servingInVirtualTime(responder) { port, server, time in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      #expect(await eventually { await server.connectionCount() == 1 })
      // What came first is answered first.
      let other = try RawClient(port: port)
      try other.send(Self.get)
      #expect(await eventually { await server.connectionCount() == 2 })
      await time.pass(.seconds(290))
      #expect(!client.hasNews)
      await time.pass(.seconds(290))
      #expect(try client.receiveAll() == [])
      #expect(try other.receiveAll() == [])
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  @Test func `a timeout after n bytes sends those`() async throws {
    let failure = TransportFailure(.timeout, "x", afterBytes: 4, partial: Self.partial, partialBody: Array("hell".utf8))
    try await client(of: failure) { client, _ in
      let expected = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell"
      var received: [UInt8] = []
      while received.count < expected.utf8.count { received += try client.receive() }
      #expect(received == Array(expected.utf8))
      #expect(!client.hasNews)
    }
  }

  @Test(arguments: [TransportFailure.Kind.reset, .truncated])
  func `a stream that fails is not whole for the client`(kind: TransportFailure.Kind) async throws {
    for length in [nil, 5] {
      let source = ChunkSource { $0 == 0 ? .chunk([97]) : .failure(TransportFailure(kind, "x")) }
      try await serving(Answering { _ in .response(Response(status: 200, body: .stream(source, length: length))) }) {
        port, _ in
        let client = try RawClient(port: port)
        try client.send(Self.get)
        if kind == .reset {
          #expect(throws: RawClient.Failure(code: ECONNRESET)) { while try !client.receive().isEmpty {} }
        } else {
          #expect(throws: RawClient.NoAnswer.self) { try client.answer() }
        }
      }
    }
  }

  @Test func `a stream shorter than its length ends where it ends`() async throws {
    let outcome = Outcome.response(Response(status: 200, body: .stream(ChunkSource(["ab"]), length: 5)))
    try await serving(Answering { _ in outcome }) { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      let received = String(decoding: try client.receiveAll(), as: UTF8.self)
      #expect(received == "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nab")
    }
  }

  @Test func `a stream shorter or longer than its length is a failure`() async throws {
    for chunks in [["ab"], ["ab", "cdef"]] {
      let outcome = Outcome.response(Response(status: 200, body: .stream(ChunkSource(chunks), length: 5)))
      try await serving(Answering { _ in outcome }) { port, _ in
        let client = try RawClient(port: port)
        try client.send(Self.get)
        #expect(throws: (any Error).self) { try client.answer() }
      }
    }
  }
}
