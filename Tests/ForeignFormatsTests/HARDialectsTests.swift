import ContentCoding
import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What tools write otherwise than HAR 1.2 says.
struct HARDialectsTests {
  private static func file(_ request: String = "", _ response: String = "", _ entry: String = "") -> String {
    HARReaderTests.file(request: request, response: response, entry: entry)
  }

  private static func body(_ entry: ForeignExchange) throws -> [UInt8]? {
    HARReaderTests.bytes(try HARReaderTests.response(entry).body)
  }

  @Test func `a field's value may be null, a number, or a list`() throws {
    let headers =
      #", "headers": [{"name": "A", "value": null}, {"name": "B", "value": 7}, {"name": "C", "value": ["d", "e"]}]"#
    let entry = try HARReaderTests.entry(Self.file("", headers))
    #expect(try HARReaderTests.response(entry).headers.map(\.description) == ["B: 7", "C: d", "C: e"])
  }

  @Test(
    arguments: [
      ("text/plain; charset=ISO-8859-1", "h\u{e9}", [0x68, 0xE9]),
      ("text/html; charset=\"latin1\"", "\u{20ac}", [0x80]),
      ("text/plain; charset=windows-1251", "\u{416}", [0xC6]),
      ("text/plain; charset=Shift_JIS", "\u{3042}", [0x82, 0xA0]),
      ("text/plain; charset=utf-8", "\u{e9}", [0xC3, 0xA9]), ("text/plain", "\u{e9}", [0xC3, 0xA9]),
      ("text/plain; charset=UTF-16LE", "a", [0x61, 0]),
    ] as [(String, String, [UInt8])])
  func `a text is given back in the bytes that its label says`(type: String, text: String, bytes: [UInt8]) throws {
    let quoted = type.replacing("\"", with: "\\\"")
    let content = #""content": {"size": \#(bytes.count), "text": "\#(text)"}"#
    let headers = #", "headers": [{"name": "Content-Type", "value": "\#(quoted)"}], \#(content)"#
    let entry = try HARReaderTests.entry(Self.file("", headers))
    #expect(try Self.body(entry) == bytes)
    #expect(entry.lost.isEmpty && entry.missing == Provenance.Missing())
  }

  @Test func `a text that its label cannot hold is said`() throws {
    let headers =
      #", "headers": [{"name": "Content-Type", "value": "text/plain; charset=us-ascii"}], "content": {"text": "é"}"#
    #expect(
      try HARReaderTests.entry(Self.file("", headers)).lost == [
        "the response body's own bytes: the text cannot be encoded as its label says, and is UTF-8"
      ])
  }

  @Test(arguments: ["gzip", "utf-16le", "utf-16be", "utf-16 without a mark", "utf-8 with a mark"])
  func `the file may be compressed or UTF-16`(form: String) throws {
    let text = Self.file()
    let units = Array(text.utf16)
    let bytes: [UInt8] =
      switch form {
      case "gzip": GzipEncoder.encode(Array(text.utf8))
      case "utf-16le": [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      case "utf-16be": [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      case "utf-8 with a mark": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      default: units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      }
    #expect(try RecordingReader.read(bytes, file: "a").entries.count == 1)
    #expect(try HARReader.read(bytes, file: "a").entries.count == 1)
  }

  @Test func `NaN is no JSON, and costs nothing`() throws {
    let text = Self.file("", "", #", "a": [-Infinity, Infinity], "b": "NaN \" NaN""#).replacing("12.5", with: "NaN")
    let entry = try HARReaderTests.entry(text)
    #expect(entry.duration == nil)
    #expect(throws: RecordingError.self) { try HARReaderTests.read(text.replacing("NaN,", with: "NaNa,")) }
  }

  @Test(arguments: [
    ("https://api.test/a b?c d", "https://api.test/a%20b?c%20d", nil),
    ("  https://api.test/x  ", "https://api.test/x", nil),
    ("https://me:p%40ss@api.test/x?y@z", "https://api.test/x?y@z", "Basic bWU6cEBzcw=="),
    ("https://b\u{fc}cher.test:8443/\u{e9}", "https://xn--bcher-kva.test:8443/\u{e9}", nil),
    ("https://xn--bcher-kva.test/", "https://xn--bcher-kva.test/", nil),
  ])
  func `a URL is made one that can be requested`(url: String, meant: String, authorization: String?) throws {
    let request = try HARReaderTests.entry(HARReaderTests.file(url: url)).exchange.request
    #expect("\(request.url)" == meant)
    #expect(request.headers.first("authorization") == authorization)
  }

  @Test func `a host in Unicode is the one in ASCII, also of an API and of a pattern`() throws {
    #expect(BaseURL("https://b\u{fc}cher.test/v1")?.description == "https://xn--bcher-kva.test/v1")
    let origin = try #require(Origin("https://xn--bcher-kva.test"))
    #expect(HostPattern("b\u{fc}cher.test")?.fits(origin) == true)
  }

  @Test(arguments: [
    ("api.test", "https://api.test", true), ("api.test", "https://api.test:8443", true),
    ("api.test:8443", "https://api.test:8443", true), ("api.test:443", "https://api.test", true),
    ("api.test:80", "https://api.test", false), ("*.test", "https://a.api.test", true),
    ("*.api.test", "https://api.test", false), ("https://api.test", "https://api.test", true),
    ("http://api.test", "https://api.test", false), ("a*p*.test", "https://aXp-p.test", true),
    ("[::1]", "http://[::1]:8080", true), ("[::1]:8080", "http://[::1]:8080", true), ("[::1]", "http://[::2]", false),
  ]) func `a pattern says which hosts are meant`(pattern: String, origin: String, fits: Bool) throws {
    #expect(try HostPattern(pattern)?.fits(#require(Origin(origin))) == fits)
  }

  @Test(arguments: ["", "a b", "a/b", "https://", "a,b"]) func `what is no host is no pattern`(text: String) {
    #expect(HostPattern(text) == nil)
  }

  @Test func `a form's type may stand beside its body alone`() throws {
    let postData = #", "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "b=2&a=1"}"#
    #expect(
      try HARReaderTests.entry(Self.file(postData)).exchange.request.headers.first("content-type")
        == "application/x-www-form-urlencoded")
  }

  @Test func `Charles holds the content of files in Base64`() throws {
    let parts =
      #"[{"name": "f", "fileName": "a.bin", "contentType": "a/b", "value": "/wA="}, {"name": "n", "value": "1"}]"#
    let text = Self.file(#", "postData": {"mimeType": "multipart/form-data; boundary=x", "params": \#(parts)}"#)
    let entry = try HARReaderTests.entry(text.replacing("\"tool\"", with: "\"Charles Proxy\""))
    let body = HARReaderTests.bytes(entry.exchange.request.body) ?? []
    #expect(body.firstRange(of: [13, 10, 13, 10, 0xFF, 0, 13, 10]) != nil)
    #expect(entry.missing.request == nil)
  }

  @Test func `a file of a form that is not listed is said`() throws {
    let parts = #"[{"name": "f", "fileName": "a.bin", "contentType": "a/b"}]"#
    let text = Self.file(#", "postData": {"mimeType": "multipart/form-data", "params": \#(parts)}"#)
    let entry = try HARReaderTests.entry(text)
    #expect(entry.missing.request == "its request had a file a.bin, which is not in the HAR file")
    #expect(entry.exchange.request.headers.first("content-type") == "multipart/form-data; boundary=tapedeck-boundary-0")
  }

  @Test(arguments: [
    (#""bodySize": 12"#, "its request had 12 bytes, the file holds none"), (#""bodySize": 0"#, nil),
    (#""bodySize": -1"#, nil),
  ]) func `a request's body that is not in the file is said`(size: String, reason: String?) throws {
    #expect(try HARReaderTests.entry(Self.file(", \(size)")).missing.request == reason)
  }

  @Test(arguments: [
    (#""content": {"size": -1}"#, "the file holds no body, and does not say whether there was one"),
    (#""content": {"size": 0}"#, nil),
    (#""content": {"size": 0}, "bodySize": 7"#, "its response had 7 bytes, the file holds none"),
    (#""content": {"size": -1}, "bodySize": 0"#, nil), (#""content": {}"#, nil),
    (#""headers": [{"name": "Content-Length", "value": "8"}]"#, "its response had 8 bytes, the file holds none"),
    (#""headers": [{"name": "Location", "value": "/"}], "content": {"size": -1}"#, nil),
    // What was on the wire was coded.
    (
      #""headers": [{"name": "Content-Encoding", "value": "br"}, {"name": "Content-Length", "value": "2"}], "content": {"size": 2, "text": "text"}"#,
      nil
    ),
  ]) func `whether a body is there is told from what the entry says`(response: String, reason: String?) throws {
    let text = Self.file("", ", \(response)")
    #expect(try HARReaderTests.entry(text).missing.response == reason)
  }

  @Test(arguments: [(0, false), (-1, false), (-999, false), (0, true)])
  func `a status below 100 is no answer, unless there is one`(status: Int, hasBody: Bool) throws {
    let text = Self.file("", hasBody ? #", "content": {"text": "x"}"# : "").replacing(
      "\"status\": 200", with: "\"status\": \(status)")
    let recording = try HARReaderTests.read(text)
    #expect(
      recording.refused.map(\.reason) == (hasBody ? ["there is an answer's body, but its status is \(status)"] : []))
    guard !hasBody, case .failure? = recording.entries.first?.exchange.outcome else { return #expect(hasBody) }
  }

  @Test func `a status that only HTTP2's field has is the status`() throws {
    let text = Self.file("", #", "headers": [{"name": ":status", "value": "202"}], "content": {"text": "x"}"#)
      .replacing("\"status\": 200", with: "\"status\": 0")
    #expect(try HARReaderTests.response(try HARReaderTests.entry(text)).status == 202)
  }

  @Test func `a body that no answer of its kind has is left out, and an empty one is not coded`() throws {
    let text = Self.file("", #", "content": {"text": "x"}"#).replacing("\"status\": 200", with: "\"status\": 204")
    let entry = try HARReaderTests.entry(text)
    #expect(try Self.body(entry) == [])
    #expect(entry.lost.count == 1)
    let coded = Self.file("", #", "headers": [{"name": "Content-Encoding", "value": "br"}], "content": {"size": 0}"#)
    #expect(try HARReaderTests.response(try HARReaderTests.entry(coded)).headers.isEmpty)
  }

  @Test func `a version may be a number`() throws {
    let text = Self.file().replacing("\"version\": \"1.2\"", with: "\"version\": 1.2")
    #expect(try HARReaderTests.read(text).entries.count == 1)
  }
}
