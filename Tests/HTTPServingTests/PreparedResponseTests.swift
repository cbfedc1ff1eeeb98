import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// A response whose head was made beforehand is, on the wire, the one it was made from.
@Suite(.timeLimit(.minutes(3))) struct PreparedResponseTests {
  static let response = Response(
    status: 200, reason: "OK",
    headers: [HeaderField("A", "1"), HeaderField("content-length", "9"), HeaderField("TE", "x")],
    body: .bytes(Array("hello".utf8)))

  private func bytes(of response: Response, to request: String) async throws -> [UInt8] {
    var received: [UInt8] = []
    try await serving(StubResponder(response)) { port, _ in
      let client = try RawClient(port: port)
      try client.send(request)
      client.endSending()
      received = try client.receiveAll()
    }
    return received
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na",
  ])
  func `the same bytes, whatever the request`(request: String) async throws {
    let expected = try await bytes(of: Self.response, to: request)
    #expect(try await bytes(of: Self.response.prepared(), to: request) == expected)
    #expect(!expected.isEmpty)
  }

  @Test(arguments: [204, 304, 200])
  func `the same bytes, whatever the status and the size`(status: Int) async throws {
    var response = Self.response
    response.status = status
    if status == 200 { response.body = .bytes([UInt8](repeating: 1, count: 300_000)) }
    let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    let expected = try await bytes(of: response, to: request)
    #expect(try await bytes(of: response.prepared(), to: request) == expected)
  }

  @Test func `a change is seen`() async throws {
    var changed = Self.response.prepared()
    changed.headers.append("B", "2")
    let text = String(decoding: try await bytes(of: changed, to: "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), as: UTF8.self)
    #expect(text == "HTTP/1.1 200 OK\r\nA: 1\r\ncontent-length: 5\r\nB: 2\r\n\r\nhello")
  }

  @Test func `a response that cannot be sent is 500 when it is`() async throws {
    let response = Response(status: 200, headers: [HeaderField("A", "b\r\nC: d")], body: .bytes([1])).prepared()
    let received = try await bytes(of: response, to: "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(received.starts(with: "HTTP/1.1 500 ".utf8))
  }

  @Test func `a client that reads slowly gets every answer whole`() async throws {
    var response = Self.response
    response.body = .bytes((0..<60_000).map { UInt8(truncatingIfNeeded: $0) })
    try await serving(StubResponder(response.prepared())) { port, _ in
      let client = try RawClient(port: port, receiveBuffer: 4096)
      try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 100))
      for _ in 0..<100 {
        guard case .bytes(let content) = response.body else { return }
        #expect(try client.answer()?.content == content)
      }
    }
  }
}
