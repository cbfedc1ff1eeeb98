import HTTPModel
import TestSupport
import Testing

struct RequestHeadReaderTests {
  @Test func `method, target, version and fields are as they came`() throws {
    let text = "POST /a%20b?c=[d] HTTP/1.1\r\nHost: x\r\nX-Twice: 1\r\nx-twice:\t 2 \t\r\nEmpty:\r\n\r\nrest"
    guard case .read(let head, let count) = readHead(text) else { return #expect(Bool(false), "no head") }
    #expect(count == text.utf8.count - 4)
    #expect(head.method == .post)
    #expect(head.target == Target("/a%20b?c=[d]"))
    #expect(head.version == .http11)
    #expect(head.headers.map(\.description) == ["Host: x", "X-Twice: 1", "x-twice: 2", "Empty: "])
  }

  @Test(arguments: ["\r\nGET / HTTP/1.1\r\n\r\n", "\r\n\r\nGET / HTTP/1.1\r\n\r\n"])
  func `empty lines before the request line are skipped and counted`(text: String) {
    #expect(
      readHead(text) == .read(RequestHead(.get, Target("/")), count: text.utf8.count))
  }

  @Test func `bytes beyond ASCII stay in targets and values`() throws {
    let bytes = Array("GET /".utf8) + [0xE9] + Array(" HTTP/1.0\r\nA: ".utf8) + [0xFF, 0xC3] + Array("\r\n\r\n".utf8)
    guard case .read(let head, _) = readHead([bytes]) else { return #expect(Bool(false), "no head") }
    #expect(head.target.bytes == [UInt8(ascii: "/"), 0xE9])
    #expect(head.headers.first.map(\.value) == [0xFF, 0xC3])
    #expect(head.version == .http10)
  }

  static let malformed: [(String, MessageError)] = [
    ("GET\r\n\r\n", .requestLine), ("GET /\r\n\r\n", .requestLine), ("GET  / HTTP/1.1\r\n\r\n", .requestLine),
    ("GET /  HTTP/1.1\r\n\r\n", .requestLine), ("GET / HTTP/1.1 \r\n\r\n", .requestLine),
    (" GET / HTTP/1.1\r\n\r\n", .requestLine), ("G@T / HTTP/1.1\r\n\r\n", .requestLine),
    ("GET\t/ HTTP/1.1\r\n\r\n", .requestLine), ("GET /\tx HTTP/1.1\r\n\r\n", .requestLine),
    ("GET /\u{0} HTTP/1.1\r\n\r\n", .requestLine), ("GET /\u{7F} HTTP/1.1\r\n\r\n", .requestLine),
    ("GET /\r/ HTTP/1.1\r\n\r\n", .requestLine), ("GET / http/1.1\r\n\r\n", .requestLine),
    ("GET / HTTP/11\r\n\r\n", .requestLine), ("GET / HTTP/1.x\r\n\r\n", .requestLine),
    ("GET / HTTP/2.0\r\n\r\n", .version), ("GET / HTTP/1.2\r\n\r\n", .version), ("GET / HTTP/0.9\r\n\r\n", .version),
    ("\u{16}\u{3}\u{1}", .requestLine), ("\n", .bareLineFeed),
    ("GET / HTTP/1.1\nHost: x\r\n\r\n", .bareLineFeed), ("GET / HTTP/1.1\r\nHost: x\n\r\n", .bareLineFeed),
    ("GET / HTTP/1.1\r\nHost: x\r\n\n", .bareLineFeed),
    ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", .fieldName), ("GET / HTTP/1.1\r\n: x\r\n\r\n", .fieldName),
    ("GET / HTTP/1.1\r\nHost\r\n\r\n", .fieldName), ("GET / HTTP/1.1\r\nH\u{0}st: x\r\n\r\n", .fieldName),
    ("GET / HTTP/1.1\r\nH(st: x\r\n\r\n", .fieldName), ("GET / HTTP/1.1\r\nHo st: x\r\n\r\n", .fieldName),
    ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", .foldedField), ("GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n", .foldedField),
    ("GET / HTTP/1.1\r\nA: b\r\n \r\n\r\n", .foldedField),
    ("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", .controlByte), ("GET / HTTP/1.1\r\nA: b\u{0}\r\n\r\n", .controlByte),
    ("GET / HTTP/1.1\r\nA: \u{1B}[m\r\n\r\n", .controlByte), ("GET / HTTP/1.1\r\nA: b\r\r\n\r\n", .controlByte),
  ]

  @Test(arguments: malformed)
  func `what two readers could take for two things is refused`(text: String, error: MessageError) {
    #expect(readHead(text) == .refused(error))
  }

  @Test func `a control is found wherever it stands in a target or a value`() {
    for position in 0..<20 {
      for byte in UInt8.min...UInt8.max {
        var text = [UInt8](repeating: 0xA0, count: 20)
        text[position] = byte
        let target = readHead([Array("GET /".utf8) + text + Array(" HTTP/1.1\r\n\r\n".utf8)])
        let isVisible = byte > 32 && byte != 127
        if case .read = target { #expect(isVisible) } else { #expect(!isVisible) }
        if byte == 13 || byte == 10 { continue }
        let value = readHead([Array("GET / HTTP/1.1\r\nA: ".utf8) + text + Array("\r\n\r\n".utf8)])
        let isText = byte > 31 && byte != 127 || byte == 9
        if case .read = value { #expect(isText) } else { #expect(value == .refused(.controlByte) && !isText) }
      }
    }
  }

  @Test func `limits of the head are kept to the byte`() {
    let text = "GET /1234 HTTP/1.1\r\nA: b\r\nC: d\r\n\r\n"
    var limits = MessageLimits()
    limits.maxHeadBytes = text.utf8.count
    limits.maxTargetBytes = 5
    limits.maxFields = 2
    #expect(readHead(text, limits) == readHead(text))
    var shorter = limits
    shorter.maxHeadBytes -= 1
    #expect(readHead(text, shorter) == .refused(.headTooLong))
    shorter = limits
    shorter.maxTargetBytes = 4
    #expect(readHead(text, shorter) == .refused(.targetTooLong))
    shorter = limits
    shorter.maxFields = 1
    #expect(readHead(text, shorter) == .refused(.tooManyFields))
  }

  @Test func `a line without an end is refused at the limit`() {
    var limits = MessageLimits()
    limits.maxHeadBytes = 100
    limits.maxTargetBytes = 20
    #expect(readHead("GET /" + String(repeating: "x", count: 300), limits) == .refused(.targetTooLong))
    #expect(readHead("GET / HTTP/1.1\r\nA: " + String(repeating: "x", count: 300), limits) == .refused(.headTooLong))
  }

  @Test(arguments: malformed.map(\.0) + ["GET / HTTP/1.1\r\nHost: x\r\nA:  b \r\n\r\n", "\r\nGET * HTTP/1.0\r\n\r\n"])
  func `byte by byte gives the same as in one`(text: String) {
    #expect(readHead(text.utf8.map { [$0] }) == readHead(text))
  }
}
