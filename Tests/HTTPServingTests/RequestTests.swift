import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// What a responder gets of requests.
@Suite(.timeLimit(.minutes(3))) struct RequestTests {
  @Test func `method, target, origin, fields and listener are the client's`() async throws {
    let stub = StubResponder(Response(status: 204))
    try await serving(stub, configured { $0.name = "proxy" }) { port, _ in
      let client = try RawClient(port: port)
      _ = try client.ask("PURGE /a?b=[c]%2f HTTP/1.1\r\nhOST: API.x:81\r\nX-A: 1\r\nx-a: 2\r\n\r\n")
      _ = try client.ask("GET https://y/z HTTP/1.1\r\nHost: other\r\n\r\n")
      _ = try client.ask("OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n")
      _ = try client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      let requests = stub.requests
      #expect(requests[0].method.rawValue == "PURGE")
      #expect(requests[0].target == Target("/a?b=[c]%2f"))
      #expect(requests[0].origin == Origin(scheme: "http", host: "api.x", port: 81))
      #expect(requests[0].headers.map(\.description) == ["hOST: API.x:81", "X-A: 1", "x-a: 2"])
      #expect(requests[0].via.listener == "proxy")
      // A proxy's client names the server in the target; a router takes it from there.
      #expect(requests[1].target == Target("https://y/z"))
      #expect(requests[2].target == Target("*"))
      for request in requests[2...] { #expect(request.origin == Origin(scheme: "http", host: "127.0.0.1", port: port)) }
    }
  }

  @Test(arguments: ["http://a.test:x/b", "http://a.test@/b", "http:///b", "ftp://a.test/b", "b"])
  func `an absolute target is looked at each time, whatever came before on the connection`(target: String) async throws
  {
    try await serving(Answering.echo) { port, _ in
      let client = try RawClient(port: port)
      for path in ["a", "b"] {
        let good = "http://a.test/\(path)"
        #expect(try client.ask("GET \(good) HTTP/1.1\r\nHost: a.test\r\n\r\n").text == "GET \(good) ")
      }
      #expect(try client.ask("GET \(target) HTTP/1.1\r\nHost: a.test\r\n\r\n").status == 400)
    }
  }

  @Test func `an answer that is there and one that takes a task keep their order`() async throws {
    struct Half: Responder {
      func respond(to request: Request) -> Answer {
        if request.target == Target("/now") { return .now(.text("at hand")) }
        return .later {
          await Task.yield()
          return .text("\(request.target)")
        }
      }
    }
    try await serving(Half()) { port, _ in
      let client = try RawClient(port: port)
      let paths = ["/now", "/a", "/now", "/now", "/b", "/now"]
      try client.send(Array(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined().utf8))
      for path in paths { #expect(try client.answer()?.text == (path == "/now" ? "at hand" : path)) }
      #expect(try client.ask("HEAD /now HTTP/1.1\r\nHost: x\r\n\r\n", .head).text == "")
    }
  }

  @Test(arguments: [
    ("Content-Length: 5\r\n\r\nhello", "hello"), ("Content-Length: 0\r\n\r\n", ""), ("\r\n", ""),
    ("Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nT: u\r\n\r\n", "hello"),
    ("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ""),
  ])
  func `a body comes whole, at once and byte by byte, and the connection goes on`(rest: String, body: String)
    async throws
  {
    try await serving(Answering.echo) { port, _ in
      let client = try RawClient(port: port)
      let request = "POST /a HTTP/1.1\r\nHost: x\r\n\(rest)"
      #expect(try client.ask(request).text == "POST /a \(body)")
      for byte in request.utf8 { try client.send([byte]) }
      #expect(try client.answer()?.text == "POST /a \(body)")
    }
  }

  @Test func `trailers of a request come at the end of its body`() async throws {
    let seen = Lock<HeaderFields>([])
    let responder = Answering { request in
      if case .success(let body) = await request.body.collected() { seen.withLock { $0 = body.trailers } }
      return .text("")
    }
    try await serving(responder) { port, _ in
      _ = try RawClient(port: port).ask(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nDigest: d\r\ndigest: e\r\n\r\n")
    }
    #expect(seen.withLock { $0.map(\.description) } == ["Digest: d", "digest: e"])
  }

  @Test func `a chunk is with the responder before the next one is sent`() async throws {
    let responder = Answering { request in
      guard case .stream(let source, let length) = request.body else { return .text("no stream") }
      return .response(Response(status: 200, body: .stream(source, length: length)))
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
      var received: [UInt8] = []
      for piece in ["ab", "cd", "ef"] {
        try client.send(piece)
        while !received.suffix(2).elementsEqual(piece.utf8) { received += try client.receive() }
      }
      #expect(received.suffix(6).elementsEqual("abcdef".utf8))
    }
  }

  @Test func `pipelined requests are answered in order, however long each takes`() async throws {
    let responder = Answering { request in
      // The first ones take longest.
      let number = Int(request.target.description.dropFirst()) ?? 0
      for _ in 0..<max(0, 20 - number) { await Task.yield() }
      return .text("\(number)" + String(repeating: ".", count: number * 7))
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      let requests = (0..<300).map { number in
        number % 3 == 0
          ? "POST /\(number) HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
          : "GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n"
      }
      try client.send(requests.joined())
      for number in 0..<300 {
        #expect(try client.answer()?.text == "\(number)" + String(repeating: ".", count: number * 7))
      }
    }
  }

  @Test func `what is pipelined behind the last request of a connection is not answered`() async throws {
    let stub = StubResponder(Response(status: 200))
    try await serving(stub) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.answer()?.status == 200)
      #expect(try client.answer() == nil)
    }
    #expect(stub.requests.map(\.target.description) == ["/1"])
  }

  @Test func `a client that has ended its sending gets all its answers`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      await gate.wait()
      return .text("\(request.target)")
    }
    try await serving(responder) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
      client.endSending()
      gate.open()
      #expect(try client.answer()?.text == "/1")
      #expect(try client.answer()?.text == "/2")
      #expect(try client.answer() == nil)
    }
  }

  /// Answers of each request in a stream fed in random pieces.
  @Test(arguments: 0..<4)
  func `random pieces get the same answers as the whole`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await serving(Answering.echo) { port, _ in
      for _ in 0..<20 {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          let content = (0..<Int.random(in: 0...300, using: &random)).map { _ in
            UInt8.random(in: 33...126, using: &random)
          }
          if Bool.random(using: &random) {
            bytes += Array("POST /l HTTP/1.1\r\nHost: x\r\nContent-Length: \(content.count)\r\n\r\n".utf8) + content
          } else {
            bytes += Array("PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            for piece in random.pieces(of: content, longest: 100) { ChunkedEncoder.append(piece, to: &bytes) }
            try ChunkedEncoder.appendEnd(to: &bytes)
          }
        }
        // Half of the streams break off with what is refused.
        bytes += Array(
          ["GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n"]
            .randomElement(using: &random)?.utf8 ?? "".utf8)
        let whole = try RawClient(port: port), cut = try RawClient(port: port)
        try whole.send(bytes)
        for piece in random.pieces(of: bytes, longest: 200) { try cut.send(piece) }
        let expected = try whole.receiveAll()
        #expect(!expected.isEmpty)
        #expect(try cut.receiveAll() == expected)
      }
    }
  }
}
