import HTTPFetching
import HTTPModel
import Testing

/// libcurl sends anything; what would not arrive as it is, or smuggle something in, is refused before a connection is
/// made.
@Suite(.timeLimit(.minutes(10))) struct RefusedRequestTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String, says: String
    let change: @Sendable (inout Request) -> Void
    init(_ name: String, _ says: String, _ change: @escaping @Sendable (inout Request) -> Void) {
      (self.name, self.says, self.change) = (name, says, change)
    }
    var testDescription: String { name }
  }

  static func field(_ name: String, _ value: String) -> @Sendable (inout Request) -> Void {
    { $0.headers.append(name, value) }
  }

  static func target(_ text: String) -> @Sendable (inout Request) -> Void { { $0.target = Target(text) } }

  static func method(_ text: String) -> @Sendable (inout Request) -> Void { { $0.method = HTTPMethod(rawValue: text) } }

  static func origin(_ scheme: String, _ host: String, _ port: Int? = nil) -> @Sendable (inout Request) -> Void {
    { $0.origin = Origin(scheme: scheme, host: host, port: port) }
  }

  static let rows = [
    Row("CRLF in the target", "the request target holds a blank", target("/x HTTP/1.1\r\nX: y\r\n\r\nGET /")),
    Row("LF in the target", "the request target holds a blank", target("/x\ny")),
    Row("NUL in the target", "the request target holds a blank", target("/x\0y")),
    Row("a space in the target", "the request target holds a blank", target("/x y")),
    Row("an empty target", "the request target is empty", target("")),
    Row("CRLF in the method", "the method is not a token", method("GET / HTTP/1.1\r\nX: y\r\n\r\nGET")),
    Row("a space in the method", "the method is not a token", method("GET /x")),
    Row("an empty method", "the method is not a token", method("")),
    Row("CRLF in a value", "the field X-Y holds a control byte", field("X-Y", "a\r\nEvil: 1")),
    Row("LF in a value", "the field X-Y holds a control byte", field("X-Y", "a\nEvil: 1")),
    Row("CR in a value", "the field X-Y holds a control byte", field("X-Y", "a\rb")),
    Row("NUL in a value", "the field X-Y holds a control byte", field("X-Y", "a\0b")),
    Row("a value of blanks", "the field X-Y holds only blanks", field("X-Y", " \t")),
    Row("CRLF in a name", "the name of a header field is not a token", field("A\r\nB", "1")),
    Row("a colon in a name", "the name of a header field is not a token", field("A:B", "1")),
    Row("a space behind a name", "the name of a header field is not a token", field("A ", "1")),
    Row("an empty name", "the name of a header field is not a token", field("", "1")),
    Row("a semicolon in a name", "the name of a header field is not a token", field("A;", "1")),
    Row("two Hosts", "there are several Host fields") {
      field("Host", "a")(&$0)
      field("host", "a")(&$0)
    },
    Row("a longer length", "Content-Length is 5, but the body has 3 bytes") {
      $0.headers.append("Content-Length", "5")
      $0.body = .bytes(Array("abc".utf8))
    },
    Row("a shorter length", "Content-Length is 2, but the body has 3 bytes") {
      $0.headers.append("content-length", "2")
      $0.body = .stream(Pieces(["abc"]), length: 3)
    },
    Row("a length of zero for a body", "Content-Length is 0, but the body has 3 bytes") {
      $0.headers.append("Content-Length", "0")
      $0.body = .bytes(Array("abc".utf8))
    },
    Row("a length without its body", "Content-Length is 3, but the body has 0 bytes", field("Content-Length", "3")),
    Row("a length that is no number", "Content-Length is not a number", field("Content-Length", "0x10")),
    Row("two lengths", "there are several Content-Length fields") {
      field("Content-Length", "0")(&$0)
      field("Content-Length", "0")(&$0)
    },
    Row("a length and chunks", "there are both Content-Length and Transfer-Encoding") {
      field("Content-Length", "0")(&$0)
      field("Transfer-Encoding", "chunked")(&$0)
    },
    Row("another transfer coding", "Transfer-Encoding", field("Transfer-Encoding", "gzip, chunked")),
    Row("HEAD with a body in chunks", "libcurl sends no stream with HEAD") {
      $0.method = .head
      $0.headers.append("Transfer-Encoding", "chunked")
      $0.body = .bytes([1])
    },
    Row("another scheme", "the scheme is neither http nor https", origin("file", "etc")),
    Row("user information", "the host holds a byte that no host may hold", origin("http", "user:secret@127.0.0.1")),
    Row("a path in the host", "the host holds a byte that no host may hold", origin("http", "127.0.0.1/x")),
    Row("an empty host", "the host holds a byte that no host may hold", origin("http", "")),
    Row("port 0", "the port is not between 1 and 65535", origin("http", "127.0.0.1", 0)),
    Row("port 65536", "the port is not between 1 and 65535", origin("http", "127.0.0.1", 65536)),
  ]

  @Test(arguments: rows) func `a request that would not arrive as it is never leaves`(row: Row) async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      var request = server.request(.post, "/x")
      row.change(&request)
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .protocol)
      #expect(failure.text.hasPrefix("nothing was sent: "))
      #expect(failure.text.contains(row.says), "\(failure.text)")
      #expect(server.connections == 0)
    }
  }

  @Test func `a secret in a refused field does not reach the text`() async throws {
    try await withClient { client in
      let origin = Origin(scheme: "http", host: "127.0.0.1", port: 1)
      let request = Request(.get, origin, Target("/"), headers: [HeaderField("Authorization", "Bearer s3cret\r\n")])
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(!failure.text.contains("s3cret"))
    }
  }
}
