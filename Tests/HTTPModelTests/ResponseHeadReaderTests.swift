import HTTPModel
import Testing

struct ResponseHeadReaderTests {
  private func read(_ text: String) -> Reading<ResponseHead> { readResponseHead([Array(text.utf8)]) }

  @Test func `version, status, reason and fields are as they came`() throws {
    let head = try responseHead("HTTP/1.1 418 I'm  a teapot\r\nA: 1\r\na: 2\r\n\r\n")
    #expect(head.status == 418)
    #expect(head.reason == "I'm  a teapot")
    #expect(head.headers.map(\.description) == ["A: 1", "a: 2"])
  }

  @Test(arguments: ["HTTP/1.0 200 \r\n\r\n", "HTTP/1.0 200\r\n\r\n"])
  func `a reason may be empty`(text: String) {
    #expect(read(text) == .read(ResponseHead(version: .http10, status: 200), count: text.utf8.count))
  }

  @Test(arguments: [
    ("HTTP/1.1 20 OK\r\n\r\n", MessageError.statusLine), ("HTTP/1.1 099 OK\r\n\r\n", .statusLine),
    ("HTTP/1.1 2000 OK\r\n\r\n", .statusLine), ("HTTP/1.1  200 OK\r\n\r\n", .statusLine),
    ("ICY 200 OK\r\n\r\n", .statusLine),
    ("HTTP/2.0 200 OK\r\n\r\n", .version), ("HTTP/1.1 200 O\rK\r\n\r\n", .controlByte),
    ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", .fieldName), ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", .foldedField),
    ("HTTP/1.1 200 OK\n\r\n", .bareLineFeed),
  ])
  func `a malformed head is refused however it is cut`(text: String, error: MessageError) {
    #expect(read(text) == .refused(error))
    #expect(readResponseHead(text.utf8.map { [$0] }) == .refused(error))
  }
}
