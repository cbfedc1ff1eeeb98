import HTTPModel
import Testing

struct BodyFramingTests {
  private func framing(_ fields: String, _ version: String = "HTTP/1.1") throws -> BodyFraming {
    try BodyFraming(of: head("POST / \(version)\r\n\(fields)\r\n"))
  }

  @Test(arguments: [
    ("", BodyFraming.none), ("Content-Length: 0\r\n", .none), ("Content-Length: 5\r\n", .length(5)),
    ("content-LENGTH:\t007 \r\n", .length(7)), ("Transfer-Encoding: chunked\r\n", .chunked),
    ("transfer-encoding: CHUNKED\r\n", .chunked), ("Transfer-Encoding: , chunked,\r\n", .chunked),
    ("Content-Length: 999999999999999999\r\n", .length(999_999_999_999_999_999)),
  ])
  func `a request's framing is what its fields say`(fields: String, expected: BodyFraming) throws {
    #expect(try framing(fields) == expected)
  }

  @Test(arguments: [
    ("Content-Length: 5\r\nContent-Length: 6\r\n", MessageError.severalLengths),
    ("Content-Length: 5\r\nContent-Length: 5\r\n", .severalLengths), ("Content-Length: 5, 5\r\n", .severalLengths),
    ("Content-Length: 5,6\r\n", .severalLengths), ("Content-Length:\r\n", .contentLength),
    ("Content-Length: -1\r\n", .contentLength), ("Content-Length: +1\r\n", .contentLength),
    ("Content-Length: 0x5\r\n", .contentLength), ("Content-Length: 5 6\r\n", .contentLength),
    ("Content-Length: 5,\r\n", .contentLength), ("Content-Length: \"5\"\r\n", .contentLength),
    ("Content-Length: 5.0\r\n", .contentLength), ("Content-Length: 1000000000000000000\r\n", .contentLength),
    ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", .lengthAndCoding),
    ("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", .lengthAndCoding),
    ("Transfer-Encoding: gzip, chunked\r\n", .transferCoding),
    ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", .transferCoding),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n", .notChunkedLast),
    ("Transfer-Encoding: ,\r\ntransfer-encoding: chunked\r\n", .notChunkedLast),
    ("Transfer-Encoding: chunked, gzip\r\n", .notChunkedLast),
    ("Transfer-Encoding: chunked, chunked\r\n", .notChunkedLast),
    ("Transfer-Encoding: identity\r\n", .notChunkedLast), ("Transfer-Encoding: xchunked\r\n", .notChunkedLast),
    ("Transfer-Encoding: chunked;a=b\r\n", .notChunkedLast), ("Transfer-Encoding:\r\n", .notChunkedLast),
    ("Transfer-Encoding: \"chunked\"\r\n", .notChunkedLast),
  ])
  func `a request whose end could be seen in two places is refused`(fields: String, error: MessageError) {
    #expect(throws: error) { try framing(fields) }
  }

  @Test func `a coding in HTTP 1_0 is refused`() {
    #expect(throws: MessageError.codingInHTTP10) { try framing("Transfer-Encoding: chunked\r\n", "HTTP/1.0") }
  }

  @Test(arguments: [
    ("200", "Content-Length: 5\r\n", HTTPMethod.get, BodyFraming.length(5)), ("200", "", .get, .untilClose),
    ("200", "Content-Length: 5\r\nContent-Length: 5\r\n", .get, .length(5)),
    ("200", "Transfer-Encoding: chunked\r\n", .get, .chunked), ("200", "Content-Length: 5\r\n", .head, .none),
    ("204", "", .get, .none), ("304", "Content-Length: 5\r\n", .get, .none), ("100", "", .get, .none),
    ("200", "", .connect, .none), ("404", "Content-Length: 2\r\n", .connect, .length(2)),
  ])
  func `a response's framing follows status and method too`(
    status: String, fields: String, method: HTTPMethod, expected: BodyFraming
  ) throws {
    #expect(try BodyFraming(of: responseHead("HTTP/1.1 \(status) x\r\n\(fields)\r\n"), to: method) == expected)
  }
}
