import HTTPModel
import TestSupport
import Testing

/// What a server's codec makes of bytes, and of answers, without a connection.
struct HTTP1ServerCodecTests {
  /// Events as text, one after the other; a connection's ends with a refusal.
  final class Served {
    var codec = HTTP1ServerCodec(Origin(scheme: "https", host: "own.test"))
    var seen: [String] = []
    /// Answers each request as soon as it is whole.
    var answers = true

    func take(_ text: String) {
      Array(text.utf8).withUnsafeBytes { all in
        var bytes = all
        do throws(MessageError) {
          while let event = try codec.next(&bytes) { take(event) }
        } catch {
          seen.append("refused \(error.status)")
        }
      }
    }

    private func take(_ event: HTTP1ServerCodec.Event) {
      switch event {
      case .request(let request, let isWhole):
        var text = "\(request.method) \(request.origin) \(request.target)"
        if case .bytes(let bytes) = request.body, !bytes.isEmpty {
          text += " \(String(decoding: bytes, as: UTF8.self))"
        }
        seen.append(isWhole ? text : text + " …")
        if isWhole, answers { codec.endAnswer() }
      case .content(let bytes): seen.append(String(decoding: bytes, as: UTF8.self))
      case .end(let trailers):
        seen.append((["end"] + trailers.map { "\($0.name)=\($0.text)" }).joined(separator: " "))
        if answers { codec.endAnswer() }
      }
    }

    // What `#expect` asks: it copies what it asks, and a codec cannot be copied.
    var isPersistent: Bool { codec.isPersistent }
    var isHeadBegun: Bool { codec.isHeadBegun }
    var isInsideBody: Bool { codec.isInsideBody }
    var awaitsContinue: Bool { codec.awaitsContinue }
    var keptBytes: Int { codec.keptBytes }
    var bytesToCome: Int? { codec.bytesToCome }
    func takeContinue() -> [UInt8]? { codec.takeContinue() }
    func endAfterAnswer() { codec.endAfterAnswer() }
    var takesPreparedHead: Bool { codec.takesPreparedHead }
    func refusal(_ response: Response) throws -> [UInt8] { try codec.refusal(response) }

    func answer(_ response: Response) throws -> String {
      var bytes: [UInt8] = []
      let hasContent = try codec.begin(response, to: &bytes)
      if hasContent, case .bytes(let content) = response.body { bytes += codec.framed(content[...]) }
      codec.endAnswer()
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `the scheme is the connection's, and its authority that of a request without Host`() {
    let served = Served()
    served.take("GET /a HTTP/1.1\r\nHost: x:8\r\n\r\nGET /b HTTP/1.0\r\n\r\nGET /c HTTP/1.1\r\nHost: \r\n\r\n")
    #expect(served.seen == ["GET https://x:8 /a", "GET https://own.test /b", "GET https://own.test /c"])
  }

  @Test func `a request waits until the answer before it has ended`() throws {
    let served = Served()
    served.answers = false
    served.take(Self.get + Self.get + "GET /b HT")
    #expect(served.seen == ["GET https://x /a"])
    #expect(!served.isHeadBegun)
    #expect(served.keptBytes == Self.get.utf8.count + 9)
    for expected in [2, 2] {
      _ = try served.answer(Response(status: 200))
      served.take("")
      #expect(served.seen.count == expected)
    }
    #expect(served.isHeadBegun)
    served.take("TP/1.1\r\nHost: x\r\n\r\n")
    #expect(served.seen.last == "GET https://x /b")
  }

  @Test func `a request whose body came in pieces is not followed before its answer, either`() {
    let served = Served()
    served.answers = false
    served.take("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na")
    served.take("b" + Self.get)
    #expect(served.seen == ["PUT https://x / …", "a", "b", "end"])
  }

  @Test func `a body that is there comes with its request, else as content`() {
    let served = Served()
    let head = "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"
    served.take(head + "hello" + head + "hel")
    #expect(served.bytesToCome == 2)
    served.take("lo" + Self.get)
    #expect(served.seen == ["PUT https://x / hello", "PUT https://x / …", "hel", "lo", "end", "GET https://x /a"])
  }

  @Test func `content that came before an error is given first`() {
    let served = Served()
    served.take("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\ndeX")
    #expect(served.seen == ["PUT https://x / …", "abcde", "refused 400"])
  }

  @Test func `what is left of a body after the answer is told, and then the next request`() throws {
    let served = Served()
    served.answers = false
    served.take("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
    _ = try served.answer(Response(status: 200))
    #expect(served.isInsideBody)
    served.take("1\r\nd\r\n0\r\nT: u\r\n\r\n" + Self.get)
    #expect(served.seen == ["PUT https://x / …", "abc", "d", "end T=u", "GET https://x /a"])
  }

  @Test func `100 is given once, and only where the client waits for it`() {
    let expecting = "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    for (rest, waits) in [("", true), ("h", false)] {
      let served = Served()
      served.take(expecting + rest)
      #expect(served.awaitsContinue == waits)
      #expect((served.takeContinue() != nil) == waits)
      #expect(served.takeContinue() == nil)
    }
    let late = Served()
    late.take(expecting)
    late.take("h")
    #expect(late.takeContinue() == nil)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "refused 400"),
    ("GET / HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n", "refused 417"),
    ("GET b HTTP/1.1\r\nHost: x\r\n\r\n", "refused 400"),
    ("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "refused 501"),
  ])
  func `what cannot be answered is refused`(request: String, refusal: String) {
    let served = Served()
    served.take(request)
    #expect(served.seen == [refusal])
  }

  @Test func `a refusal ends the connection and has its length; to HEAD it has no content`() throws {
    let response = Response(status: 400, reason: "Bad", body: .bytes([120]))
    let head = "HTTP/1.1 400 Bad\r\nContent-Length: 1\r\nConnection: close\r\n\r\n"
    for (method, text) in [("GET", head + "x"), ("HEAD", head)] {
      let served = Served()
      served.take("\(method) / HTTP/1.1\r\n\r\n")
      #expect(String(decoding: try served.refusal(response), as: UTF8.self) == text)
    }
  }

  @Test func `an answer after which the connection ends says so`() throws {
    let served = Served()
    served.answers = false
    served.take(Self.get)
    #expect(served.isPersistent)
    served.endAfterAnswer()
    #expect(!served.takesPreparedHead)
    #expect(try served.answer(Response(status: 204)) == "HTTP/1.1 204 \r\nConnection: close\r\n\r\n")
    #expect(!served.isPersistent)
  }

  @Test(arguments: [("GET", "HTTP/1.1", true), ("HEAD", "HTTP/1.1", false), ("GET", "HTTP/1.0", false)])
  func `a prepared head is for a connection that goes on and an answer with content`(
    method: String, version: String, isUsed: Bool
  ) {
    let served = Served()
    served.answers = false
    served.take("\(method) / \(version)\r\nHost: x\r\nConnection: keep-alive\r\n\r\n")
    #expect(served.takesPreparedHead == isUsed)
  }
}
