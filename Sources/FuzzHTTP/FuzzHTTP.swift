import CorpusReplay
import HTTPModel

/// The HTTP/1.1 readers and a server's codec: whatever pieces a stream comes in, the same messages or the same error come out of it; and what
/// is taken can be taken in one way only.
///
/// An input begins with two bytes: what it is (a stream of requests or of responses, or what is drawn to make one), and
/// how it is cut.
enum FuzzHTTP {
  static let fuzzer = Fuzzer("FuzzHTTP", seeds: seeds, large: large, check: check)

  static func check(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return }
    var draw = Draw(bytes.dropFirst(2))
    let side: Conversation.Side = bytes[0] & 1 == 0 ? .requests : .responses
    let stream =
      switch (bytes[0] & 2, side) {
      case (0, _): draw.remainder()
      case (_, .requests): MessageParts.requests(&draw)
      case (_, .responses): MessageParts.responses(&draw)
      }
    let limits = bytes[0] & 4 == 0 ? MessageLimits() : narrow
    let whole = transcript(side, [stream[...]], limits)
    let served = [false, true].map { entries([stream[...]], limits, isHasty: $0) }
    if side == .requests { ServedConversation.compare(served[0], with: whole) }
    var cuts = [(UInt64(bytes[1]), 3), (UInt64(bytes[1]) << 8, 40), (UInt64(bytes[1]) << 16, 4000)]
    if stream.count < 1 << 13 { cuts.append((1, 1)) }
    for (seed, longest) in cuts {
      let pieces = Pieces(stream, seed: seed, longest: longest)
      require(transcript(side, pieces, limits) == whole, "pieces of up to \(longest) are read otherwise")
      guard side == .requests else { continue }
      for (isHasty, served) in zip([false, true], served) {
        require(entries(pieces, limits, isHasty: isHasty) == served, "pieces of up to \(longest) are served otherwise")
      }
    }
    values(of: stream)
  }

  static func transcript(
    _ side: Conversation.Side, _ pieces: some Sequence<ArraySlice<UInt8>>, _ limits: MessageLimits
  ) -> Transcript {
    var conversation = Conversation(side, limits: limits)
    for piece in pieces { conversation.take(piece) }
    conversation.end()
    return conversation.transcript
  }

  static func entries(
    _ pieces: some Sequence<ArraySlice<UInt8>>, _ limits: MessageLimits, isHasty: Bool
  ) -> [ServedConversation.Entry] {
    var conversation = ServedConversation(limits: limits, isHasty: isHasty)
    for piece in pieces { conversation.take(piece) }
    return conversation.entries
  }

  /// Limits that small inputs reach.
  static let narrow: MessageLimits = {
    var limits = MessageLimits()
    limits.maxHeadBytes = 200
    limits.maxFields = 4
    limits.maxTargetBytes = 20
    limits.maxBodyBytes = 30
    limits.maxChunkLineBytes = 12
    limits.maxExtensionBytes = 10
    return limits
  }()

  /// The readers of single values.
  static func values(of stream: [UInt8]) {
    guard stream.count < 1 << 12 else { return }
    let text = String(decoding: stream, as: UTF8.self)
    if let url = AbsoluteURL(stream) {
      require(AbsoluteURL(url.description) == url || stream.contains { $0 >= 128 }, "\(url) is read as another")
    }
    if let type = MediaType(text) { _ = (type.isJSON, type.isForm, type.description, type.parameter("charset")) }
    require(PercentEncoding.decoded(PercentEncoding.encoded(stream).utf8) == stream, "an escape is undone otherwise")
    _ = PercentEncoding.decodedForm(stream)
    let fields = HeaderFields([HeaderField(nameBytes: Array("x".utf8), value: stream)])
    _ = fields.tokens("x")
  }

  static let texts = [
    "GET / HTTP/1.1\r\nHost: a.test\r\n\r\nGET /2 HTTP/1.1\r\nHost: a.test\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "GET http://a.test:80/x HTTP/1.0\r\n\r\n", "\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
    "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 204\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nuntil the end",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\nConnection: close\r\n\r\n",
  ]

  static let seeds: [[UInt8]] = {
    var seeds: [[UInt8]] = []
    for text in texts {
      for kind: UInt8 in [0, 1, 4, 5] { seeds.append([kind, 7] + Array(text.utf8)) }
    }
    for number in 0..<40 {
      let decisions = (0..<200).map { UInt8(truncatingIfNeeded: ($0 &* 167) ^ (number &* 59)) }
      seeds.append([UInt8(2 | number & 5), 3] + decisions)
    }
    return seeds
  }()

  static func stream(_ kind: UInt8, _ text: String) -> [UInt8] { [kind, 9] + Array(text.utf8) }

  static let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("pipelined requests") { stream(0, Fuzzer.repeated("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) },
    Fuzzer.Large("a body") {
      stream(0, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" + Fuzzer.repeated("x"))
    },
    Fuzzer.Large("chunks of a byte") {
      stream(0, chunked + Fuzzer.repeated("1\r\nx\r\n"))
    },
    Fuzzer.Large("extensions") {
      stream(0, chunked + Fuzzer.repeated("1;a=b\r\nx\r\n"))
    },
    Fuzzer.Large("trailers") {
      stream(0, chunked + "0\r\n" + Fuzzer.repeated("a: b\r\n"))
    },
    Fuzzer.Large("fields") { stream(0, "GET / HTTP/1.1\r\n" + Fuzzer.repeated("a: b\r\n")) },
    Fuzzer.Large("a target") { stream(0, "GET /" + Fuzzer.repeated("a")) },
    Fuzzer.Large("empty lines") { stream(0, Fuzzer.repeated("\r\n")) },
    Fuzzer.Large("a value") { stream(1, "HTTP/1.1 200 OK\r\na: " + Fuzzer.repeated(" ,")) },
    Fuzzer.Large("interim responses") { stream(1, Fuzzer.repeated("HTTP/1.1 100 Continue\r\n\r\n")) },
  ]
}
