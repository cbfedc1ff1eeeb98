import HTTPModel
import TestSupport
import Testing

struct ChunkedDecoderTests {
  @Test(arguments: [
    ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"),
    ("1\r\na\r\n00a\r\n0123456789\r\n0\r\n\r\n", "a0123456789"),
    ("A;name=value\r\n0123456789\r\n0;last\r\n\r\n", "0123456789"), ("1 ; a=\"b;c\" ;d\r\nx\r\n0\r\n\r\n", "x"),
    ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
  ])
  func `content comes without the framing`(text: String, content: String) {
    let decoded = Decoded(content: Array(content.utf8), isComplete: true)
    #expect(decodeChunks(text) == .read(decoded, count: text.utf8.count))
    #expect(decodeChunks(text.utf8.map { [$0] }) == .read(decoded, count: text.utf8.count))
  }

  @Test func `what follows the body is left`() {
    #expect(decodeChunks("1\r\na\r\n0\r\n\r\nGET /") == .read(Decoded(content: [97], isComplete: true), count: 11))
  }

  @Test func `trailers are kept as they came`() throws {
    guard case .read(let decoded, _) = decodeChunks("1\r\na\r\n0\r\nDigest: x\r\ndigest:  y \r\n\r\n") else {
      return #expect(Bool(false), "not decoded")
    }
    #expect(decoded.trailers.map(\.description) == ["Digest: x", "digest: y"])
  }

  static let malformed: [(String, MessageError)] = [
    ("\r\n", .chunkSize), ("g\r\n", .chunkSize), ("-1\r\n", .chunkSize), ("+1\r\n", .chunkSize),
    ("0x1\r\n", .chunkSize),
    (" 1\r\na\r\n", .chunkSize), ("1 \r\na\r\n", .chunkSize), ("1 1\r\n", .chunkSize), ("1,2\r\n", .chunkSize),
    ("1_0\r\n", .chunkSize), ("ffffffffffffffff\r\n", .chunkSize), ("00000000000000001\r\n", .chunkSize),
    (";a=b\r\n", .chunkSize), ("1\na\r\n", .bareLineFeed), ("1;a\nb\r\na\r\n", .bareLineFeed),
    ("1;a\rb\r\na\r\n", .chunkExtension), ("1;\u{0}\r\na\r\n", .chunkExtension), ("1\r\nab\r\n", .chunkEnd),
    ("1\r\na\n0\r\n", .chunkEnd), ("1\r\na\rb", .chunkEnd), ("0\r\nA : b\r\n\r\n", .fieldName),
    ("0\r\nA: b\r\n c\r\n\r\n", .foldedField), ("0\r\nA: b\n\r\n", .bareLineFeed),
    ("0\r\nA: \u{0}\r\n\r\n", .controlByte),
    ("0\r\n\n", .bareLineFeed),
  ]

  @Test(arguments: malformed)
  func `a malformed chunk is refused however it is cut`(text: String, error: MessageError) {
    #expect(decodeChunks(text) == .refused(error))
    #expect(decodeChunks(text.utf8.map { [$0] }) == .refused(error))
  }

  @Test func `limits hold for content, size lines, extensions and trailers`() {
    var limits = MessageLimits()
    limits.maxBodyBytes = 10
    limits.maxChunkLineBytes = 32
    limits.maxExtensionBytes = 40
    limits.maxHeadBytes = 64
    limits.maxFields = 2
    #expect(decodeChunks("A\r\n0123456789\r\n1\r\n", limits) == .refused(.bodyTooLong))
    #expect(decodeChunks("7fffffffffffff\r\n", limits) == .refused(.bodyTooLong))
    #expect(decodeChunks("1;" + String(repeating: "x", count: 40), limits) == .refused(.chunkExtension))
    let long = "1;" + String(repeating: "x", count: 25) + "\r\na\r\n"
    #expect(decodeChunks(long + long, limits) == .refused(.chunkExtension))
    #expect(decodeChunks("0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", limits) == .refused(.tooManyFields))
    #expect(decodeChunks("0\r\nA: " + String(repeating: "x", count: 64), limits) == .refused(.headTooLong))
  }

  @Test func `limits are kept to the byte`() {
    var limits = MessageLimits()
    limits.maxBodyBytes = 11
    limits.maxChunkLineBytes = 8
    limits.maxExtensionBytes = 9
    // Two lines of eight bytes, extensions of nine bytes together, and eleven of content.
    let text = "A;bcde\r\n0123456789\r\n1;bc\r\nx\r\n0;\r\n\r\n"
    #expect(
      decodeChunks(text, limits)
        == .read(Decoded(content: Array("0123456789x".utf8), isComplete: true), count: text.utf8.count))
    var less = limits
    less.maxBodyBytes = 10
    #expect(decodeChunks(text, less) == .refused(.bodyTooLong))
    less = limits
    less.maxChunkLineBytes = 7
    #expect(decodeChunks(text, less) == .refused(.chunkExtension))
    less = limits
    less.maxExtensionBytes = 8
    #expect(decodeChunks(text, less) == .refused(.chunkExtension))
  }

  @Test func `what the encoder writes the decoder reads`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let content = (0..<Int.random(in: 0...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
      }
      let trailers: HeaderFields = Bool.random(using: &random) ? [HeaderField("Digest", "x=1")] : []
      var bytes: [UInt8] = []
      for piece in random.pieces(of: content, longest: 700) { ChunkedEncoder.append(piece, to: &bytes) }
      try ChunkedEncoder.appendEnd(trailers: trailers, to: &bytes)
      let expected = Decoded(content: content, trailers: trailers, isComplete: true)
      #expect(decodeChunks(random.pieces(of: bytes, longest: 300)) == .read(expected, count: bytes.count))
    }
  }

  @Test func `names that frame a message are no trailers`() throws {
    let names = ["Content-Length", "transfer-encoding", "Host", "Trailer", "TE", "Connection", "Upgrade", "Keep-Alive"]
    let trailers = HeaderFields(
      names.map { HeaderField($0, "9") } + [HeaderField("Digest", "x"), HeaderField("Set-Cookie", "t=1")])
    var bytes: [UInt8] = []
    try ChunkedEncoder.appendEnd(trailers: trailers, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "0\r\nDigest: x\r\nSet-Cookie: t=1\r\n\r\n")
  }

  @Test func `no bytes are no chunk, and a trailer cannot add a line`() {
    var bytes: [UInt8] = []
    ChunkedEncoder.append([], to: &bytes)
    #expect(bytes == [])
    #expect(throws: MessageError.controlByte) {
      try ChunkedEncoder.appendEnd(trailers: [HeaderField("A", "b\r\nC: d")], to: &bytes)
    }
  }
}
