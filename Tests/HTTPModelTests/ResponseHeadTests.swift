import HTTPModel
import Testing

struct ResponseHeadTests {
  static let recorded = ResponseHead(
    status: 200, reason: "OK",
    headers: [
      HeaderField("A", "1"), HeaderField("content-length", "99"), HeaderField("Transfer-Encoding", "gzip"),
      HeaderField("Connection", "x"), HeaderField("Keep-Alive", "timeout=5"), HeaderField("TE", "a"),
      HeaderField("Trailer", "b"), HeaderField("Upgrade", "c"), HeaderField("Content-Length", "99"),
      HeaderField("a", "2"),
    ])

  private func written(_ framing: ResponseHead.SentFraming, _ connection: String? = nil) throws -> String {
    var bytes: [UInt8] = []
    try Self.recorded.write(to: &bytes, framing: framing, connection: connection)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `the length takes the recorded place, other framing is left out`() throws {
    #expect(try written(.length(5)) == "HTTP/1.1 200 OK\r\nA: 1\r\ncontent-length: 5\r\na: 2\r\n\r\n")
    #expect(
      try written(.chunked, "close")
        == "HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
    #expect(try written(.untilClose) == "HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n\r\n")
    #expect(try written(.none) == "HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n\r\n")
    #expect(
      try written(.noneAsGiven)
        == "HTTP/1.1 200 OK\r\nA: 1\r\ncontent-length: 99\r\nContent-Length: 99\r\na: 2\r\n\r\n")
  }

  @Test func `a length without a recorded place comes last`() throws {
    var bytes: [UInt8] = []
    try ResponseHead(status: 201, headers: [HeaderField("A", "1")]).write(to: &bytes, framing: .length(0))
    #expect(String(decoding: bytes, as: UTF8.self) == "HTTP/1.1 201 \r\nA: 1\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func `what is written as it is was read so`() throws {
    let text = "HTTP/1.0 299 Very  fine\r\nTransfer-Encoding: x\r\nB: \r\n\r\n"
    var bytes: [UInt8] = []
    try responseHead(text).write(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ResponseHead(status: 99), ResponseHead(status: 1000), ResponseHead(status: 200, reason: "a\r\nb"),
  ])
  func `a status line that would be another one is not written`(head: ResponseHead) {
    var bytes: [UInt8] = []
    #expect(throws: MessageError.statusLine) { try head.write(to: &bytes) }
    #expect(throws: MessageError.statusLine) { try head.write(to: &bytes, framing: .none) }
  }

  @Test func `a field that would add a line is not written`() {
    var bytes: [UInt8] = []
    let head = ResponseHead(status: 200, headers: [HeaderField("A", "b\r\nC: d")])
    #expect(throws: MessageError.controlByte) { try head.write(to: &bytes, framing: .none) }
  }

  @Test(arguments: [
    (200, HTTPMethod.get, true), (200, .head, false), (204, .get, false), (304, .get, false), (103, .get, false),
  ])
  func `which responses have a body`(status: Int, method: HTTPMethod, has: Bool) {
    #expect(Response.hasBody(status: status, to: method) == has)
  }
}
