import HTTPModel
import Testing

struct RequestHeadTests {
  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
    ("HTTP/1.1", "Connection: x, CLOSE\r\n", false),
    ("HTTP/1.1", "Connection: keep-alive\r\n", true), ("HTTP/1.0", "", false),
    ("HTTP/1.0", "Connection: Keep-Alive\r\n", true), ("HTTP/1.0", "Connection: x\r\n", false),
    ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
    ("HTTP/1.1", "Connection: a\r\nConnection: close\r\n", false), ("HTTP/1.1", "Connection: closed\r\n", true),
  ])
  func `whether the connection goes on`(version: String, fields: String, goesOn: Bool) throws {
    #expect(try head("GET / \(version)\r\n\(fields)\r\n").isPersistent == goesOn)
  }

  @Test func `one Host is a host, in HTTP 1_0 it may be missing`() throws {
    #expect(try head("GET / HTTP/1.1\r\nhost: a:1\r\n\r\n").host() == Array("a:1".utf8)[...])
    #expect(try head("GET / HTTP/1.0\r\n\r\n").host() == nil)
    #expect(throws: MessageError.host) { try head("GET / HTTP/1.1\r\n\r\n").host() }
    #expect(throws: MessageError.host) { try head("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n").host() }
    #expect(throws: MessageError.host) { try head("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").host() }
  }

  @Test(arguments: [
    ("HTTP/1.1", "100-Continue", true), ("HTTP/1.0", "100-continue", false), ("HTTP/1.1", "200-ok", false),
  ])
  func `whether the client waits for 100`(version: String, value: String, waits: Bool) throws {
    #expect(try head("PUT / \(version)\r\nExpect: \(value)\r\n\r\n").expectsContinue == waits)
  }

  @Test func `what is written is what was read`() throws {
    let text = "PATCH http://a/b?c HTTP/1.1\r\nHost: a\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\n"
    var bytes: [UInt8] = []
    try head(text).write(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    RequestHead(HTTPMethod(rawValue: ""), Target("/")), RequestHead(HTTPMethod(rawValue: "A B"), Target("/")),
    RequestHead(.get, Target("")), RequestHead(.get, Target("/ x")), RequestHead(.get, Target("/\r\nA: b")),
  ])
  func `a request line that would be another one is not written`(head: RequestHead) {
    var bytes: [UInt8] = []
    #expect(throws: MessageError.requestLine) { try head.write(to: &bytes) }
  }

  @Test(arguments: [
    HeaderField("A", "b\r\nC: d"), HeaderField("A", "b\nc"), HeaderField("A\r\nB", "c"), HeaderField("", "a"),
    HeaderField("A:", "b"), HeaderField("A", "\u{0}"),
  ])
  func `no field adds a line`(field: HeaderField) {
    var bytes: [UInt8] = []
    #expect(throws: MessageError.controlByte) { try RequestHead(.get, Target("/"), headers: [field]).write(to: &bytes) }
  }
}
