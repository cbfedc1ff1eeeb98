import CorpusReplay
import HTTPModel

/// Messages made from parts: nearly right ones, which random bytes never are.
enum MessageParts {
  static func requests(_ draw: inout Draw) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0...draw.next(3) {
      append(draw.one(of: ["", "", "", "\r\n", "\n", " ", "\u{0}"]), to: &bytes)
      append(draw.one(of: ["GET", "POST", "HEAD", "OPTIONS", "CONNECT", "M-SEARCH", "get", "", "G@T"]), to: &bytes)
      append(draw.one(of: [" ", " ", " ", " ", "  ", "\t", ""]), to: &bytes)
      append(draw.one(of: targets), to: &bytes)
      append(draw.one(of: [" ", " ", " ", " ", "  ", "\t", ""]), to: &bytes)
      append(draw.one(of: versions), to: &bytes)
      rest(&draw, &bytes)
    }
    return bytes
  }

  static func responses(_ draw: inout Draw) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0...draw.next(3) {
      append(draw.one(of: versions), to: &bytes)
      append(draw.one(of: [" ", " ", " ", "  ", ""]), to: &bytes)
      append(draw.one(of: ["200", "100", "204", "304", "599", "999", "099", "20", "2000", "2x0"]), to: &bytes)
      append(draw.one(of: [" OK", " ", "", " \u{1}", " r\u{e9}ason", "\tOK"]), to: &bytes)
      rest(&draw, &bytes)
    }
    return bytes
  }

  private static let versions = [
    "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/11",
  ]
  private static let targets = [
    "/", "/a?b=c", "*", "http://a.test/x", "https://a.test:443", "a.test:80", "//", "/\u{e9}", "/a#b", "http://", "x",
    "http://u@a.test/", "/%00%zz", "/a\u{0}b", "/a\u{7f}", "http://[::1]:8/x", "",
  ]
  private static let ends = ["\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\r\n", "\n\r", ""]

  private static func rest(_ draw: inout Draw, _ bytes: inout [UInt8]) {
    append(draw.one(of: ends), to: &bytes)
    fields(&draw, &bytes)
    append(draw.one(of: ends), to: &bytes)
    body(&draw, &bytes)
  }

  private static func fields(_ draw: inout Draw, _ bytes: inout [UInt8]) {
    for _ in 0..<draw.next(8) {
      append(draw.one(of: names), to: &bytes)
      append(draw.one(of: [": ", ":", ": ", ":\t ", " :", "\t: ", "", "\r\n ", "::"]), to: &bytes)
      if draw.next(8) == 0 { bytes += draw.bytes(draw.next(12)) } else { append(draw.one(of: values), to: &bytes) }
      append(draw.one(of: ends), to: &bytes)
    }
  }

  private static let names = [
    "Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "content-length", "TRANSFER-ENCODING", "X",
    "Trailer", "Content-Length\u{0}", "Content_Length", "", "Te", "Upgrade", "Content-Encoding", "X Y", "\u{e9}",
  ]
  private static let values = [
    "a.test", "5", "0", "chunked", "gzip, chunked", "chunked, chunked", "5, 5", "5,6", "+5", "-1", "0x5", "05", "5 5",
    "99999999999999999999", "9223372036854775807", "identity", "chunked;q=1", "\"chunked\"", "close", "keep-alive",
    "100-continue", "", " ", "\tchunked", "chunked\t", ",chunked,", "chun\u{0}ked", "chunked\u{b}", "5\r", "h2c", "1 ",
  ]

  private static func body(_ draw: inout Draw, _ bytes: inout [UInt8]) {
    switch draw.next(4) {
    case 0: break
    case 1: append("hello", to: &bytes)
    case 2: bytes += draw.bytes(draw.next(40))
    default: chunks(&draw, &bytes)
    }
  }

  private static func chunks(_ draw: inout Draw, _ bytes: inout [UInt8]) {
    for _ in 0..<draw.next(5) {
      let content = draw.bytes(draw.next(20))
      switch draw.next(6) {
      case 0:
        append(
          draw.one(of: ["FFFFFFFFFFFFFFFF", "-1", "0x5", "5 ", " 5", "", "g", "00000000000000005", "1_0"]), to: &bytes)
      default: append(String(content.count, radix: 16, uppercase: draw.next(2) == 0), to: &bytes)
      }
      append(draw.one(of: ["", "", "", ";a", ";a=b", ";a=\"\r\n\"", " ;a", ";\u{0}", ";", "\t"]), to: &bytes)
      append(draw.one(of: ends), to: &bytes)
      bytes += content
      append(draw.one(of: ends), to: &bytes)
    }
    append(draw.one(of: ["0", "0", "0", "00", "0;x", "", "0 "]), to: &bytes)
    append(draw.one(of: ends), to: &bytes)
    fields(&draw, &bytes)
    append(draw.one(of: ends), to: &bytes)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) { bytes += text.utf8 }
}
