/// Bytes that somebody may send, and what they must get.
import Testing

struct HostileRequest: CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// The statuses of all answers. The connection is closed after the last one, or at once where there is none.
  let statuses: [Int]
  /// Whether the client ends its sending.
  let ends: Bool
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], _ statuses: Int..., ends: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.statuses = statuses
    self.ends = ends
  }

  init(_ name: String, _ text: String, _ statuses: Int..., ends: Bool = false) {
    self.name = name
    bytes = Array(text.utf8)
    self.statuses = statuses
    self.ends = ends
  }

  static let all =
    requestLines + targets + fields + hosts + lengths + codings + chunks + sizes + expectations + otherProtocols
    + smuggling + brokenOff

  /// A request line with good fields.
  private static func line(_ line: String, _ status: Int) -> HostileRequest {
    HostileRequest("line \(escaped(line))", "\(line)\r\nHost: x\r\nConnection: close\r\n\r\n", status)
  }

  private static func target(_ target: String, _ status: Int, method: String = "GET") -> HostileRequest {
    line("\(method) \(target) HTTP/1.1", status)
  }

  /// A good line with these fields after a good `Host`.
  private static func field(_ text: String, _ status: Int) -> HostileRequest {
    HostileRequest(
      "field \(escaped(text))", "GET / HTTP/1.1\r\nHost: x\r\n\(text)\r\nConnection: close\r\n\r\n", status)
  }

  private static func host(_ text: String, _ status: Int) -> HostileRequest {
    HostileRequest("host \(escaped(text))", "GET / HTTP/1.1\r\n\(text)Connection: close\r\n\r\n", status)
  }

  /// Framing fields and what comes as a body.
  private static func body(_ fields: String, _ body: String, _ status: Int) -> HostileRequest {
    HostileRequest(
      "body \(escaped(fields)) \(escaped(body))",
      "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(fields)\r\n\r\n\(body)",
      status)
  }

  private static func chunk(_ body: String, _ status: Int) -> HostileRequest {
    self.body("Transfer-Encoding: chunked", body, status)
  }

  private static func escaped(_ text: String) -> String {
    String(text.prefix(60)).unicodeScalars.map {
      $0.value < 32 || $0.value > 126 ? "\\x" + String($0.value, radix: 16) : "\($0)"
    }.joined()
  }

  static let requestLines = [
    line("GET", 400), line("GET /", 400), line("GET/ HTTP/1.1", 400), line("GET / HTTP/1.1 ", 400),
    line("GET  / HTTP/1.1", 400), line("GET /  HTTP/1.1", 400), line(" GET / HTTP/1.1", 400),
    line("\tGET / HTTP/1.1", 400),
    line("GET\t/ HTTP/1.1", 400), line("GET /\tHTTP/1.1", 400), line("GET /\u{B}HTTP/1.1", 400),
    line("/ HTTP/1.1", 400),
    line("HTTP/1.1", 400), line("HTTP/1.1 200 OK", 400), line("GET / HTTP/1.1 HTTP/1.1", 400),
    line("GET / /b HTTP/1.1", 400),
    line("GET / http/1.1", 400), line("GET / HTTPS/1.1", 400), line("GET / HTTP/1", 400), line("GET / HTTP/1.", 400),
    line("GET / HTTP/.1", 400), line("GET / HTTP/1.10", 400), line("GET / HTTP/01.1", 400),
    line("GET / HTTP/+1.1", 400),
    line("GET / HTTP/1,1", 400), line("GET / HTTP/1.1\u{0}", 400), line("GET / HTTP/1.1\r", 400),
    line("GET / HTTP-1.1", 400),
    line("GET / HTTP/0.9", 505), line("GET / HTTP/1.2", 505), line("GET / HTTP/2.0", 505), line("GET / HTTP/9.9", 505),
    line("GE(T / HTTP/1.1", 400), line("GE\u{0}T / HTTP/1.1", 400), line("GE\u{7F}T / HTTP/1.1", 400),
    line("GÉT / HTTP/1.1", 400),
    line("\"GET\" / HTTP/1.1", 400), line("GET: / HTTP/1.1", 400), line("G\rET / HTTP/1.1", 400),
    HostileRequest("LF ends the request line", "GET / HTTP/1.1\nHost: x\r\n\r\n", 400),
    HostileRequest("LF ends every line", "GET / HTTP/1.1\nHost: x\n\n", 400),
    HostileRequest("CR ends every line", "GET / HTTP/1.1\rHost: x\r\r\n", 400),
    HostileRequest("LF CR ends every line", "GET / HTTP/1.1\n\rHost: x\n\r\n\r", 400),
    HostileRequest("LF before the request line", "\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileRequest("CR before the request line", "\rGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileRequest("only empty lines", String(repeating: "\r\n", count: 4000), 414),
  ]

  static let targets = [
    target("", 400), target("a", 400), target("a/b", 400), target("*", 400), target("**", 400, method: "OPTIONS"),
    target("/a b", 400), target("/\u{1}", 400), target("/\u{7F}", 400), target("/\u{0}", 400), target("/\r", 400),
    target("/\u{1B}[31m", 400), target("/a\tb", 400), target("http:/a", 400), target("http://", 400),
    target("http:///a", 400),
    target("http://u:p@a/", 400), target("http://a:x/", 400), target("http://a:65536/", 400),
    target("http://a\\@b/", 400),
    target("http://[::1/", 400), target("ftp://a/", 400), target("file:///etc/passwd", 400),
    target("javascript:x", 400),
    target("//", 200), target("/%00", 200), target("/../../etc/passwd", 200), target("/a#b", 200), target("\\a", 400),
    target("a:443", 501, method: "CONNECT"), target("a", 400, method: "CONNECT"), target("/", 400, method: "CONNECT"),
    target("http://a/", 400, method: "CONNECT"), target("?a", 400), target("https://a,b/", 400),
  ]

  static let fields = [
    field("A : b", 400), field("A\t: b", 400), field(": b", 400), field("A", 400), field("A b: c", 400),
    field(" A: b", 400),
    field("\tA: b", 400), field("A: b\r\n c", 400), field("A: b\r\n\tc", 400), field("A: b\r\n ", 400),
    field("A: b\rC: d", 400),
    field("A: b\nC: d", 400), field("A: \u{0}", 400), field("A: b\u{0}c", 400), field("A: \u{1}", 400),
    field("A: \u{8}", 400),
    field("A: \u{B}", 400), field("A: \u{7F}", 400), field("A: \u{1B}]0;x\u{7}", 400), field("\u{0}A: b", 400),
    field("A\u{0}: b", 400),
    field("A\u{7F}: b", 400), field("Ä: b", 400), field("A(: b", 400), field("A/: b", 400), field("A@: b", 400),
    field("[A]: b", 400),
    field("{A}: b", 400), field("\"A\": b", 400), field("A,B: c", 400), field("A;B: c", 400), field("A=B: c", 400),
    field("A\\: b", 400), field("A?: b", 400), field("A: b\r", 400), field("\r", 400), field("A: b\r\n: c", 400),
    field("A:", 200), field("A: \u{E9}", 200), field("A:\tb\t", 200), field("A: :", 200), field("A: 😀", 200),
  ]

  static let hosts = [
    host("", 400), host("Host: a\r\nHost: a\r\n", 400), host("Host: a\r\nHost: b\r\n", 400),
    host("Host: a\r\nhost: b\r\n", 400),
    host("Host: a, b\r\n", 400), host("Host: a,b\r\n", 400), host("Host: a b\r\n", 400), host("Host: u@a\r\n", 400),
    host("Host: a/b\r\n", 400), host("Host: a?b\r\n", 400), host("Host: a#b\r\n", 400), host("Host: http://a\r\n", 400),
    host("Host: a:b\r\n", 400), host("Host: a:80:80\r\n", 400), host("Host: a:65536\r\n", 400),
    host("Host: a:-1\r\n", 400),
    host("Host: :80\r\n", 400), host("Host: [::1\r\n", 400), host("Host: ::1\r\n", 400), host("Host: [::1]a\r\n", 400),
    host("Host: [a]\r\n", 400), host("Host: a\\b\r\n", 400), host("Host: a\u{0}b\r\n", 400),
    host("Host: a\rb\r\n", 400),
    host("Host: é\r\n", 400), host("Host : a\r\n", 400), host("Host: a\r\n b\r\n", 400), host("Hos: a\r\n", 400),
    host("Host:\r\n", 200), host("hOsT: A:80\r\n", 200), host("Host: [::1]:80\r\n", 200),
    HostileRequest("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400),
  ]

  static let lengths = [
    body("Content-Length: ", "", 400), body("Content-Length: a", "", 400), body("Content-Length: -1", "", 400),
    body("Content-Length: +1", "a", 400), body("Content-Length: 1.0", "a", 400), body("Content-Length: 0x1", "a", 400),
    body("Content-Length: 1e0", "a", 400), body("Content-Length: 1 1", "a", 400), body("Content-Length: 1,1", "a", 400),
    body("Content-Length: 1,", "a", 400), body("Content-Length: ,1", "a", 400), body("Content-Length: '1'", "a", 400),
    body("Content-Length: 1;a", "a", 400), body("Content-Length: ١", "a", 400),
    body("Content-Length: 1\u{B}", "a", 400),
    body("Content-Length: 18446744073709551617", "a", 400), body("Content-Length: 9223372036854775808", "a", 400),
    body("Content-Length: 1\r\nContent-Length: 1", "a", 400), body("Content-Length: 1\r\nContent-Length: 2", "ab", 400),
    body("Content-Length: 0\r\ncontent-length: 1", "a", 400), body("Content-Length : 1", "a", 400),
    body("Content-Length: 1\r\n 2", "a", 400), body("Content-Length: 1001", "", 413),
    body("Content-Length: 999999999999999999", "", 413),
    body("Content-Length: 000001", "a", 200), body("Content_Length: 5", "", 200),
  ]

  static let codings = [
    body("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n", 400),
    body("Content-Length: 0\r\nTransfer-Encoding: identity", "", 400), body("Transfer-Encoding: identity", "", 400),
    body("Transfer-Encoding: gzip", "", 400), body("Transfer-Encoding: gzip, chunked", "0\r\n\r\n", 501),
    body("Transfer-Encoding: chunked, gzip", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked, chunked", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n", 400),
    body("Transfer-Encoding: xchunked", "0\r\n\r\n", 400), body("Transfer-Encoding: chunkedx", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked;q=1", "0\r\n\r\n", 400), body("Transfer-Encoding: \"chunked\"", "0\r\n\r\n", 400),
    body("Transfer-Encoding:", "0\r\n\r\n", 400), body("Transfer-Encoding : chunked", "0\r\n\r\n", 400),
    body("Transfer-Encoding:\u{B}chunked", "0\r\n\r\n", 400), body("Transfer-Encoding: chun\u{0}ked", "0\r\n\r\n", 400),
    body("Transfer-Encoding:\r\n chunked", "0\r\n\r\n", 400),
    body("Transfer-Encoding: chunked\r\n , identity", "0\r\n\r\n", 400),
    body("Transfer\u{0}-Encoding: chunked", "0\r\n\r\n", 400), body("Transfer-Encoding: CHUNKED", "0\r\n\r\n", 200),
    body("Transfer-Encoding: \t chunked \t", "0\r\n\r\n", 200),
    HostileRequest("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
  ]

  static let chunks = [
    chunk("\r\n", 400), chunk("g\r\n", 400), chunk("-1\r\n", 400), chunk("+1\r\na\r\n", 400),
    chunk("0x1\r\na\r\n", 400),
    chunk(" 1\r\na\r\n", 400), chunk("1 \r\na\r\n", 400), chunk("1\ta\r\n", 400), chunk("1,\r\na\r\n", 400),
    chunk("1\na\r\n", 400),
    chunk("1\r\na\n0\r\n\r\n", 400), chunk("1\r\nab\r\n0\r\n\r\n", 400), chunk("1\r\n\r\n", 400),
    chunk("1\r\na0\r\n\r\n", 400),
    chunk("1\r\na\r\r\n0\r\n\r\n", 400), chunk("1\ra\r\n", 400), chunk("ffffffffffffffff\r\n", 400),
    chunk("10000000000000000\r\n", 400),
    chunk("000000000000000001\r\na\r\n", 400), chunk("fffffffffffffff\r\n", 413), chunk("3E9\r\n", 413),
    chunk("1;\u{0}\r\na\r\n", 400), chunk("1;a\rb\r\na\r\n", 400), chunk("1;a\nb\r\na\r\n", 400),
    chunk("1;\u{1B}\r\na\r\n", 400),
    chunk(";a\r\n", 400), chunk("a;" + String(repeating: "x", count: 5000), 400), chunk("x\r\n", 400),
    chunk(String(repeating: "1;" + String(repeating: "x", count: 1000) + "\r\na\r\n", count: 20), 400),
    chunk("0\r\nA : b\r\n\r\n", 400), chunk("0\r\nA\r\n\r\n", 400), chunk("0\r\n A: b\r\n\r\n", 400),
    chunk("0\r\nA: b\r\n c\r\n\r\n", 400),
    chunk("0\r\nA: \u{0}\r\n\r\n", 400), chunk("0\r\nA: b\n\r\n", 400), chunk("0\r\n\n", 400),
    chunk("0\r\n\rx\r\n", 400),
    chunk("0\n\n", 400),
    chunk("0\r\nA: " + String(repeating: "x", count: 9000), 431),
    chunk("0\r\n" + String(repeating: "A: b\r\n", count: 60), 431),
    chunk("1;a=\"\\\"b\";c\r\na\r\n0;d\r\n\r\n", 200), chunk("0\r\nContent-Length: 5\r\nHost: y\r\n\r\n", 200),
    chunk("01\r\na\r\n000\r\n\r\n", 200),
  ]

  static let sizes = [
    target("/" + String(repeating: "a", count: 2000), 414), target("/" + String(repeating: "a", count: 100_000), 414),
    HostileRequest("a target without an end", "GET /" + String(repeating: "a", count: 20_000), 414),
    HostileRequest("a method without an end", String(repeating: "A", count: 20_000), 414),
    field("A: " + String(repeating: "b", count: 9000), 431), field(String(repeating: "A", count: 9000) + ": b", 431),
    HostileRequest(
      "a field without an end", "GET / HTTP/1.1\r\nHost: x\r\nA: " + String(repeating: "b", count: 100_000), 431),
    HostileRequest(
      "fields without an end", "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 100_000), 431),
    field(Array(repeating: "A: b", count: 60).joined(separator: "\r\n"), 431),
    field(Array(repeating: "A: b", count: 40).joined(separator: "\r\n"), 200),
  ]

  static let expectations = [
    field("Expect: 200-ok", 417), field("Expect:", 417), field("Expect: 100-continue, x", 417),
    field("Expect: 100-continue", 200),
    HostileRequest(
      "100-continue, then a bad chunk",
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
  ]

  static let otherProtocols = [
    HostileRequest("TLS", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3], 400),
    HostileRequest("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    HostileRequest("HTTP/0.9", "GET /\r\n", 400), HostileRequest("SSH", "SSH-2.0-OpenSSH_9.2\r\n", 400),
    HostileRequest("SMTP", "EHLO a\r\n", 400), HostileRequest("FTP", "USER a\r\n", 400),
    HostileRequest("Redis", "*1\r\n$4\r\nPING\r\n", 400),
    HostileRequest("memcached", "stats\r\n", 400), HostileRequest("RTSP", "OPTIONS rtsp://a RTSP/1.0\r\n\r\n", 400),
    HostileRequest("SIP", "INVITE sip:a@b SIP/2.0\r\n\r\n", 400), HostileRequest("JSON", "{\"a\":1}\r\n", 400),
    HostileRequest("PROXY protocol 1", "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileRequest("PROXY protocol 2", [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10], 400),
    HostileRequest("SOCKS 5", [5, 1, 0], 400), HostileRequest("SOCKS 4", [4, 1, 0, 80, 1, 2, 3, 4, 0], 400),
    HostileRequest("zeros", [UInt8](repeating: 0, count: 1000), 400),
    HostileRequest("high bytes", [UInt8](repeating: 0xFF, count: 1000), 400),
    HostileRequest("UTF-16", Array("GET / HTTP/1.1\r\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }), 400),
    HostileRequest("a byte order mark", "\u{FEFF}GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileRequest(
      "a WebSocket", "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n", 200),
  ]

  private static let good = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  static let smuggling = [
    HostileRequest("a good one, then a bad one", good + "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 200, 400),
    HostileRequest("a bad one, then a good one", "GET / HTTP/1.1\r\n\r\n" + good, 400),
    HostileRequest(
      "a request in the body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(good.utf8.count)\r\n\r\n\(good)bad\r\n",
      200, 400),
    HostileRequest(
      "length and chunked",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + good, 400),
    HostileRequest(
      "chunked, obscured",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n" + good, 400),
    HostileRequest(
      "more behind the last chunk",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX: y\r\n\r\n", 200, 400),
    HostileRequest(
      "a body to GET", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET  / HTTP/1.1\r\n\r\n", 200, 400),
    HostileRequest("a body too long", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nab\r\n\r\n", 200, 400),
    HostileRequest("HEAD, then a bad one", "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n", 200, 400),
    HostileRequest("nothing behind close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + good, 200),
    HostileRequest("nothing behind HTTP/1.0", "GET / HTTP/1.0\r\n\r\n" + good, 200),
    HostileRequest(
      "a request in a chunk's extension",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;\nGET /\r\nab\r\n0\r\n\r\n", 400),
  ]

  static let brokenOff = [
    HostileRequest("nothing", "", ends: true), HostileRequest("an empty line", "\r\n", ends: true),
    HostileRequest("half a line", "GET / HT", ends: true),
    HostileRequest("half a head", "GET / HTTP/1.1\r\nHost: x\r\n", ends: true),
    HostileRequest("half a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc", ends: true),
    HostileRequest(
      "half a chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", ends: true),
    HostileRequest(
      "no last chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", ends: true),
    HostileRequest("half a request behind a whole one", good + "GET /", 200, ends: true),
  ]
}
