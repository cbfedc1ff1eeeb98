import CCurl
import EventLoop
import HTTPModel
import Testing

@testable import HTTPFetching

@Suite(.timeLimit(.minutes(1))) struct CurlTransferTests {
  /// libcurl tells of such an answer itself; should it not, it is not taken for whole.
  @Test(arguments: [("", false), ("0\r\n", false), ("0\r\n\r\n", true)])
  func `an answer in chunks is whole with its last chunk only`(rest: String, isWhole: Bool) throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let request = Request(.get, Origin(scheme: "http", host: "a.test"), Target("/"))
    let transfer = try CurlTransfer(
      request, RequestFraming(checking: request), CurlMulti(loop, CurlClient.Configuration()), isFresh: true)
    for line in ["HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked\r\n", "\r\n"] {
      try Array(line.utf8).withUnsafeBytes { try transfer.assembly.take(line: $0) }
    }
    try Array("2\r\nok\r\n\(rest)".utf8).withUnsafeBytes { try transfer.assembly.take(body: $0) }
    switch transfer.conclusion(CURLE_OK) {
    case .whole: #expect(isWhole)
    case .failed(let failure):
      #expect(!isWhole)
      #expect(failure.kind == .truncated)
      #expect(failure.afterBytes == 2)
    case .stopped: Issue.record("it was stopped")
    }
  }
}
