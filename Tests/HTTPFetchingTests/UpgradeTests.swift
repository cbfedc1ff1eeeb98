import HTTPFetching
import HTTPModel
import Locking
import Testing

/// Requests that ask a server to switch protocols.
@Suite(.timeLimit(.minutes(5))) struct UpgradeTests {
  static let fields: HeaderFields = [HeaderField("Connection", "Upgrade"), HeaderField("Upgrade", "websocket")]

  /// What the client sends: piece by piece, each when it was asked for what came before.
  final class Pieces: BodySource {
    private let pieces: Lock<[String]>
    init(_ pieces: String...) { self.pieces = Lock(pieces) }
    func next() async -> BodyPart {
      pieces.withLock { $0.isEmpty ? .end(trailers: []) : .chunk(Array($0.removeFirst().utf8)) }
    }
    func cancel() {}
  }

  @Test func `after 101 both sides send what they want`() async throws {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello")
      try connection.read(through: "onetwo")
      try connection.send("\0bye")
    }) { server, client in
      let request = server.request(.get, "/socket", headers: Self.fields)
      let response = try #require(await client.respond(to: request).outcome.response)
      #expect(response.status == 101 && response.lines.contains("Upgrade: websocket"))
      let body = try #require(response.source as? any SwitchedBody)
      var text = ""
      while text.count < 5, case .chunk(let bytes) = await body.next() {
        text += String(decoding: bytes, as: UTF8.self)
      }
      #expect(text == "hello")
      body.send(Pieces("one", "two"))
      text = ""
      while case .chunk(let bytes) = await body.next() { text += String(decoding: bytes, as: UTF8.self) }
      #expect(text == "\0bye")
      #expect(
        server.text()
          == "GET /socket HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nonetwo")
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
  ])
  func `a server that does not switch answers as always`(answer: String) async throws {
    try await withServer({ connection in
      try connection.readHead()
      try connection.send(answer)
      try connection.readToEnd()
    }) { server, client in
      let request = server.request(.get, "/socket", headers: Self.fields)
      let response = try #require(await client.respond(to: request).outcome.response)
      #expect(try await response.text() == "ok")
      #expect(!server.text().contains("Transfer-Encoding") && !server.text().contains("Content-Length"))
    }
  }

  @Test func `who wants no more ends the connection`() async throws {
    let ended = Event<Bool>()
    try await withServer({ connection in
      try connection.readHead()
      try connection.send("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
      try connection.readToEnd()
      ended.happen()
    }) { server, client in
      let request = server.request(.get, "/socket", headers: Self.fields)
      let response = try #require(await client.respond(to: request).outcome.response)
      response.source?.cancel()
      _ = await ended.value()
    }
  }

  @Test(
    arguments: [
      ("GET", "Upgrade", "websocket", "", "websocket"), ("GET", "keep-alive, upgrade", "a/1", "", "a/1"),
      ("GET", "Upgrade, HTTP2-Settings", "h2c", "", nil), ("GET", "keep-alive", "websocket", "", nil),
      ("POST", "Upgrade", "websocket", "", nil), ("GET", "Upgrade", "websocket", "x", nil),
      ("GET", "Upgrade", "", "", nil),
    ] as [(String, String, String, String, String?)])
  func `what asks for another protocol`(
    method: String, connection: String, upgrade: String, body: String, protocols: String?
  ) {
    let request = Request(
      HTTPMethod(rawValue: method), Origin(scheme: "http", host: "x"), Target("/"),
      headers: [HeaderField("Connection", connection), HeaderField("Upgrade", upgrade)], body: .bytes(Array(body.utf8)))
    #expect(request.upgrade == protocols)
  }
}
