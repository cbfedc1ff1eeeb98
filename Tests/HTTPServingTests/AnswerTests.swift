import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What clients get for outcomes.
@Suite(.timeLimit(.minutes(3))) struct AnswerTests {
  static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

  private func bytes(of outcome: Outcome, to request: String) async throws -> String {
    var received = ""
    try await serving(Answering { _ in outcome }) { port, _ in
      let client = try RawClient(port: port)
      try client.send(request)
      client.endSending()
      received = String(decoding: try client.receiveAll(), as: UTF8.self)
    }
    return received
  }

  @Test func `a response is sent as given, with the length in its place`() async throws {
    let response = Response(
      status: 201, reason: "Made it",
      headers: [
        HeaderField("X-B", "2"), HeaderField("content-length", "99"), HeaderField("Connection", "upgrade"),
        HeaderField("x-b", "3"), HeaderField("Set-Cookie", "a"), HeaderField("Set-Cookie", "b"),
      ], body: .bytes(Array("hello".utf8)))
    #expect(
      try await bytes(of: .response(response), to: Self.get)
        == "HTTP/1.1 201 Made it\r\nX-B: 2\r\ncontent-length: 5\r\nx-b: 3\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\nhello"
    )
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 Fine\r\nContent-Length: 1\r\n\r\na"),
    (
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 200 Fine\r\nContent-Length: 1\r\nConnection: close\r\n\r\na"
    ),
    ("GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 Fine\r\nContent-Length: 1\r\n\r\na"),
    (
      "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
      "HTTP/1.1 200 Fine\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\na"
    ),
    ("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 Fine\r\n\r\n"),
  ])
  func `what is said of the connection follows the request`(request: String, answer: String) async throws {
    #expect(try await bytes(of: .text("a"), to: request) == answer)
  }

  @Test(arguments: [(200, "HEAD"), (304, "GET")])
  func `where no body follows, the recorded length stays`(status: Int, method: String) async throws {
    let response = Response(status: status, headers: [HeaderField("Content-Length", "99")])
    #expect(
      try await bytes(of: .response(response), to: "\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
        == "HTTP/1.1 \(status) \r\nContent-Length: 99\r\n\r\n")
  }

  @Test func `204 has neither a body nor a length`() async throws {
    let response = Response(status: 204, headers: [HeaderField("Content-Length", "5")], body: .bytes([1]))
    #expect(try await bytes(of: .response(response), to: Self.get) == "HTTP/1.1 204 \r\n\r\n")
  }

  @Test func `a stream without a length is sent in chunks, with its trailers`() async throws {
    let response = Response(
      status: 200,
      body: .stream(ChunkSource(["hello", "0123456789abcdefg"], trailers: [HeaderField("T", "u")]), length: nil))
    #expect(
      try await bytes(of: .response(response), to: Self.get)
        == "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n11\r\n0123456789abcdefg\r\n0\r\nT: u\r\n\r\n"
    )
  }

  @Test func `to HTTP 1_0 a stream without a length ends with the connection`() async throws {
    let response = Response(status: 200, body: .stream(ChunkSource(["a", "b"]), length: nil))
    #expect(
      try await bytes(of: .response(response), to: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        == "HTTP/1.1 200 \r\n\r\nab")
  }

  @Test func `a stream with a length is sent under it`() async throws {
    let response = Response(status: 200, body: .stream(ChunkSource(["a", "b"]), length: 2))
    #expect(try await bytes(of: .response(response), to: Self.get) == "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nab")
  }

  @Test func `a chunk goes out when it is there`() async throws {
    let gate = Gate()
    let source = ChunkSource { number in
      switch number {
      case 0: return .chunk([97])
      case 1:
        await gate.wait()
        return .chunk([98])
      default: return .end(trailers: [])
      }
    }
    try await serving(Answering { _ in .response(Response(status: 200, body: .stream(source, length: nil))) }) {
      port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      var first: [UInt8] = []
      while !first.suffix(6).elementsEqual("1\r\na\r\n".utf8) { first += try client.receive() }
      gate.open()
      var second: [UInt8] = []
      while !second.suffix(5).elementsEqual("0\r\n\r\n".utf8) { second += try client.receive() }
      #expect(second == Array("1\r\nb\r\n0\r\n\r\n".utf8))
    }
  }

  @Test func `the body of an answer to HEAD is not asked for`() async throws {
    let source = ChunkSource(["a"])
    _ = try await bytes(
      of: .response(Response(status: 200, body: .stream(source, length: nil))), to: "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"
    )
    #expect(source.asked == 0 && source.isCancelled)
  }

  @Test func `interim responses come first, but never 101 and never to HTTP 1_0`() async throws {
    let interim = [
      Response.Interim(status: 103, reason: "Early Hints", headers: [HeaderField("Link", "</a>")]),
      Response.Interim(status: 101, reason: "Switching", headers: []),
    ]
    let outcome = Outcome.response(Response(status: 204, interim: interim))
    #expect(
      try await bytes(of: outcome, to: Self.get)
        == "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 \r\n\r\n")
    #expect(try await bytes(of: outcome, to: "GET / HTTP/1.0\r\n\r\n") == "HTTP/1.1 204 \r\n\r\n")
  }

  @Test func `a miss is 599 with a problem`() async throws {
    let miss = Miss(reason: .usedUp, method: "GET", url: "http://x/a", api: "x", cassette: "c", closest: nil)
    let received = try await bytes(of: .miss(miss), to: Self.get)
    #expect(received.hasPrefix("HTTP/1.1 599 No Recorded Interaction\r\nContent-Type: application/problem+json\r\n"))
    #expect(received.contains(#""type":"urn:tapedeck:miss""#))
    #expect(
      received.hasSuffix(#""detail":"Every interaction in c that matches GET http://x/a has already been used."}"#))
  }

  @Test(arguments: [
    Response(status: 200, headers: [HeaderField("A", "b\r\nC: d")]), Response(status: 200, reason: "a\nb"),
    Response(status: 101), Response(status: 99), Response(status: 1000),
  ])
  func `a response that would be another one on the wire is 500`(response: Response) async throws {
    let received = try await bytes(of: .response(response), to: Self.get)
    #expect(received.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
    #expect(!received.contains("C: d"))
  }

  @Test func `a refusal of HEAD has the length of a body and none`() async throws {
    let received = try await bytes(of: .response(Response(status: 99)), to: "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(received.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
    #expect(received.contains("\r\nContent-Length: "))
    #expect(received.hasSuffix("\r\n\r\n"))
  }

  @Test func `a large body comes whole to a client that reads slowly`() async throws {
    let content = (0..<5 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    try await serving(Answering { _ in .response(Response(status: 200, body: .bytes(content))) }) { port, _ in
      let client = try RawClient(port: port, receiveBuffer: 4096)
      #expect(try client.ask(Self.get).content == content)
      #expect(try client.ask(Self.get).content.count == content.count)
    }
  }
}
