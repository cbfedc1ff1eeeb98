import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Oddities of exporters: what can be read is taken for what it is, all else is named and costs its entry alone.
struct HARExportersTests {
  private static func entry(_ request: String = "", _ response: String = "") throws -> ForeignExchange {
    try HARReaderTests.entry(HARReaderTests.file(request: request, response: response))
  }

  private static func body(_ content: String, type: String = "a/b") throws -> (bytes: [UInt8]?, entry: ForeignExchange)
  {
    let entry = try entry("", #", "content": {"mimeType": "\#(type)", \#(content)}"#)
    return (HARReaderTests.bytes(try HARReaderTests.response(entry).body), entry)
  }

  private static func sent(_ request: String) throws -> String {
    String(decoding: HARReaderTests.bytes(try entry(request).exchange.request.body) ?? [], as: UTF8.self)
  }

  private static func refusal(_ request: String = "", _ response: String = "") throws -> String? {
    try HARReaderTests.read(HARReaderTests.file(request: request, response: response)).refused.first?.reason
  }

  // MARK: Fields

  @Test(arguments: [
    (#"[null, {"name": "A", "value": true}]"#, ["A: true"]),
    (#"[{"name": "A", "value": "b\r\nc"}]"#, ["A: b", "A: c"]),
    (#"[{"name": "A", "value": "b,\r\n\tc\n d"}]"#, ["A: b, c d"]),
  ])
  func `fields may have lines of Windows, and be folded`(headers: String, expected: [String]) throws {
    #expect(try Self.entry(#", "headers": \#(headers)"#).exchange.request.headers.map(\.description) == expected)
  }

  @Test(arguments: [
    #"[{"name": "A b", "value": "c"}]"#, #"[{"name": "", "value": "HTTP/1.1 200 OK"}]"#, #"["A: b"]"#,
    #"[{"name": "A", "value": {}}]"#, #"[{"name": "A", "value": "b\rc"}]"#, #"{"A": "b"}"#, #""A: b""#,
  ])
  func `what is no field costs its entry`(headers: String) throws {
    #expect(try Self.refusal(#", "headers": \#(headers)"#) != nil)
    #expect(try Self.refusal("", #", "headers": \#(headers)"#) != nil)
  }

  @Test func `so many fields that no client takes them cost their entry`() throws {
    func headers(_ count: Int) -> String {
      #", "headers": [\#((0..<count).map { #"{"name": "A\#($0)", "value": ""}"# }.joined(separator: ","))]"#
    }
    #expect(try Self.refusal("", headers(10_000)) == nil)
    #expect(try Self.refusal("", headers(10_001)) == "more than 10000 fields")
    #expect(
      try Self.refusal("", #", "headers": [{"name": "A", "value": "\#(String(repeating: "\\n", count: 10_001))"}]"#)
        != nil)
  }

  // MARK: Requests and statuses

  @Test(arguments: [("get", "GET"), ("Post", "POST"), ("patch", "PATCH"), ("purge", "purge"), ("M-SEARCH", "M-SEARCH")])
  func `a method that everybody sends in upper case may be spelled otherwise`(written: String, method: String) throws {
    #expect(try Self.entry(#", "method": "\#(written)""#).exchange.request.method.rawValue == method)
  }

  @Test func `a tunnel is no request`() throws {
    #expect(
      try Self.refusal(#", "method": "CONNECT", "url": "api.test:443""#)
        == "CONNECT opens a tunnel, and is no request to an API")
  }

  @Test func `a query that is in the list alone is part of the URL`() throws {
    let list = #", "queryString": [{"name": "q", "value": "a b&c"}, {"name": "n", "value": 1}, {"name": "é"}]"#
    let entry = try Self.entry(list)
    #expect("\(entry.exchange.request.url)" == "https://api.test/x?q=a%20b%26c&n=1&%C3%A9=")
    #expect(entry.lost == ["the URL's own query: it was made again from its items"])
    let text = HARReaderTests.file(request: list, url: "https://api.test/x?q=1")
    #expect("\(try HARReaderTests.entry(text).exchange.request.url)" == "https://api.test/x?q=1")
    #expect(try Self.refusal(#", "queryString": {"q": "1"}"#) == "\"queryString\" is an object, it must be an array")
  }

  @Test(arguments: [("201.0", 201), ("2.01e2", 201)])
  func `a status is a number however it is written`(written: String, status: Int) throws {
    #expect(try HARReaderTests.response(Self.entry("", #", "status": \#(written)"#)).status == status)
  }

  @Test(arguments: ["\"200\"", "null", "1e30", "99", "1000", "200.5", "[200]"])
  func `what is no status costs its entry`(status: String) throws {
    #expect(try Self.refusal("", #", "status": \#(status)"#)?.contains("must be a number") ?? false)
  }

  // MARK: Bodies of requests

  @Test(arguments: [
    (
      #"{"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "value": 1}, {"name": "b"}]}"#,
      "a=1&b="
    ),
    (#""a=1""#, "a=1"),
    (#"{"mimeType": "text/plain", "text": null, "params": null}"#, ""),
  ])
  func `a body is read from whatever form holds it`(data: String, body: String) throws {
    #expect(try Self.sent(#", "method": "POST", "postData": \#(data)"#) == body)
  }

  @Test(arguments: [
    #"{"text": {"a": 1}}"#, #"{"text": ["a"]}"#, "[1]", "7",
    #"{"mimeType": "application/x-www-form-urlencoded", "params": {"a": "1"}}"#,
    #"{"mimeType": "application/x-www-form-urlencoded", "params": ["a=1"]}"#,
    #"{"mimeType": "multipart/form-data; boundary=A", "params": {"a": "1"}}"#,
    #"{"mimeType": "multipart/form-data; boundary=A", "params": [{"value": "1"}]}"#,
  ])
  func `a body that cannot be told costs its entry, and is never an empty one`(data: String) throws {
    #expect(try Self.refusal(#", "method": "POST", "postData": \#(data)"#) != nil)
  }

  @Test func `bytes that are no text are read from beside the body, or said`() throws {
    let content = #""_content": {"text": "//4AAQ==", "size": 4, "encoding": "base64"}"#
    let status = #", "method": "POST", "bodySize": 4, "_requestBodyStatus": "discarded:not-representable""#
    let entry = try Self.entry("\(status), \(content)")
    #expect(HARReaderTests.bytes(entry.exchange.request.body) == [0xFF, 0xFE, 0, 1])
    #expect(entry.missing == Provenance.Missing() && entry.lost.isEmpty)
    #expect(try Self.entry(status).missing.request == "its request had 4 bytes, the file holds none")
    #expect(
      try Self.entry(#", "method": "POST", "postData": {"mimeType": "a/b", "text": "a\udcff"}"#).lost == [
        "some bytes of the request body: it may have U+FFFD in their places"
      ])
  }

  @Test func `an upload whose files Chrome left out is said`() throws {
    let fields = #"[{"name": "Content-Length", "value": "5000"}, {"name": "Content-Type", "value": "a/b"}]"#
    let data = #", "method": "POST", "headers": \#(fields), "postData": {"mimeType": "a/b", "text": "--A"}"#
    #expect(try Self.entry(data).missing.request == "its request had 5000 bytes, the file holds 3")
    let same = data.replacing("5000", with: "3")
    #expect(try Self.entry(same).missing == Provenance.Missing())
    // Of a text in another charset the file has the characters.
    #expect(try Self.entry(same.replacing("--A", with: "éèê")).missing == Provenance.Missing())
    #expect(
      try Self.entry(data.replacing("\"Content-Type\"", with: "\"Content-Encoding\"")).missing == Provenance.Missing())
  }

  // MARK: Bodies of answers

  @Test(
    arguments: [
      (#""text": "+_-/", "encoding": "base64""#, [0xFB, 0xFF, 0xBF]),
      (#""text": "YWI", "encoding": "BASE64""#, [97, 98]),
      (#""text": "data:a/b;base64,YWI=", "encoding": "base64""#, [97, 98]),
      (#""text": "ab", "encoding": null"#, [97, 98]),
    ] as [(String, [UInt8])])
  func `bytes are read from whatever text holds them`(content: String, expected: [UInt8]) throws {
    #expect(try Self.body(content).bytes == expected)
  }

  @Test(arguments: [
    #""text": "a$", "encoding": "base64""#, #""text": "61", "encoding": "hex""#,
    #""text": "a", "encoding": "gzip""#, #""text": "a", "encoding": 1"#, #""text": {"a": 1}"#, #""text": 1"#,
  ])
  func `a text that holds no bytes costs its entry`(content: String) throws {
    #expect(try Self.refusal("", #", "content": {\#(content)}"#) != nil)
  }

  @Test func `a picture that was taken for text is missing, and a text with such bytes says so`() throws {
    let picture = try Self.body(#""text": "\u0089PNG\uFFFD", "size": 9"#, type: "image/png")
    #expect(picture.entry.missing.response == "its response was no text, and the file holds it as text")
    let half = try Self.body(#""text": "a\uD83D""#, type: "text/plain")
    #expect(half.entry.lost == ["some bytes of the response body: it has U+FFFD in their places"])
    #expect(try Self.body(#""text": "\uFFFD""#, type: "image/svg+xml").entry.missing == Provenance.Missing())
    #expect(try Self.body(#""text": "PNG""#, type: "image/png").entry.missing == Provenance.Missing())
  }

  @Test func `an answer that Chrome saw break off is missing`() throws {
    let fields = #", "headers": [{"name": "Content-Length", "value": "2"}]"#
    for error in ["net::ERR_ABORTED", "net::ERR_INCOMPLETE_CHUNKED_ENCODING"] {
      let entry = try Self.entry("", #", "_error": "\#(error)", "content": {"size": 1, "text": "a"}"#)
      #expect(entry.missing.response == "its response broke off (\(error))")
      // Who went away when all was there has all.
      let whole = #"\#(fields), "_error": "\#(error)", "content": {"size": 2, "text": "ab"}"#
      #expect(try Self.entry("", whole).missing == Provenance.Missing())
    }
    for none in ["null", "\"\"", "\"net::ERR_\\u001b\""] {
      #expect(try Self.entry("", #", "_error": \#(none), "content": {"text": "a"}"#).missing == Provenance.Missing())
    }
  }

  @Test func `a size that was counted while the body was coded says nothing of the text`() throws {
    let fields = #", "headers": [{"name": "Content-Encoding", "value": "br"}]"#
    #expect(
      try Self.entry("", fields + #", "content": {"size": 2, "text": "abcdef"}"#).missing == Provenance.Missing())
    #expect(
      try Self.entry("", fields + #", "content": {"size": "9", "text": "abcdef"}"#).missing.response
        == "its response had 9 bytes, the file holds 6")
  }

  @Test func `a boundary that is made up stands in no part`() throws {
    let params = (0..<3000).map { #"{"name": "a", "value": "--tapedeck-boundary-\#($0)"}"# }.joined(separator: ",")
    let entry = try Self.entry(
      #", "method": "POST", "postData": {"mimeType": "multipart/form-data", "params": [\#(params)]}"#)
    let type = try #require(entry.exchange.request.headers.first("content-type").flatMap { MediaType($0) })
    let boundary = try #require(type.parameter("boundary"))
    let body = String(decoding: HARReaderTests.bytes(entry.exchange.request.body) ?? [], as: UTF8.self)
    #expect(body.split(separator: "--" + boundary).count == 3001)
  }

  // MARK: Files

  @Test func `a version of 1 may be that of the draft`() throws {
    let text = HARReaderTests.file()
    #expect(try HARReaderTests.read(text.replacing("1.2", with: "1.3")).entries.count == 1)
    #expect(throws: RecordingError.self) { try HARReaderTests.read(text.replacing("\"1.2\"", with: "\"2\"")) }
  }

  @Test func `the tool may be a text, or the browser alone`() throws {
    let text = HARReaderTests.file(), creator = #""creator": {"name": "tool", "version": "2"}"#
    #expect(try HARReaderTests.read(text.replacing(creator, with: #""creator": "Charles 5""#)).tool == "Charles 5")
    let browser = text.replacing(creator, with: #""creator": null, "browser": {"name": "Firefox", "version": "9"}"#)
    #expect(try HARReaderTests.read(browser).tool == "Firefox 9")
  }

  @Test func `bytes that are no UTF-8 cost the entry that they are in`() throws {
    let text = HARReaderTests.file(response: #", "content": {"text": "BAD"}"#)
    let start = try #require(text.firstRange(of: #"{\n  "startedDateTime""#.replacing("\\n", with: "\n"))).lowerBound
    let end = try #require(text.firstRange(of: "]}}")).lowerBound
    let entry = String(text[start..<end])
    let two = text[..<end] + ",\n" + entry.replacing("BAD", with: "good") + text[end...]
    var bytes = Array(two.utf8)
    let place = try #require(bytes[...].firstRange(of: Array("BAD".utf8)))
    bytes.replaceSubrange(place, with: [0xE9, 0xFF, 0x80])
    let recording = try RecordingReader.read(bytes, file: "a.har")
    #expect(recording.entries.map(\.number) == [2])
    #expect(recording.refused.map(\.reason) == ["it holds text that is not UTF-8"])
    // Where it matters to no entry it costs nothing.
    let tool = Array(two.replacing("tool", with: "t\u{7f}ol").utf8).map { $0 == 127 ? 0xE9 : $0 }
    #expect(try RecordingReader.read(tool, file: "a.har").entries.count == 2)
    #expect(throws: RecordingError.self) { try RecordingReader.read(Array("{\"a\": \"".utf8) + [0xE9], file: "a.har") }
  }
}
