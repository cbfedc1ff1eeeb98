import Clocks
import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

struct HARReaderTests {
  /// A file with one entry; each part as its JSON.
  static func file(
    request: String = "", response: String = "", entry: String = "", url: String = "https://api.test/x"
  ) -> String {
    """
    {"log": {"version": "1.2", "creator": {"name": "tool", "version": "2"}, "entries": [{
      "startedDateTime": "2026-11-22T09:00:00.250Z", "time": 12.5\(entry),
      "request": {"method": "GET", "url": "\(url)", "httpVersion": "HTTP/1.1", "headers": []\(request)},
      "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": []\(response)}
    }]}}
    """
  }

  static func read(_ text: String) throws(RecordingError) -> ForeignRecording {
    try HARReader.read(Array(text.utf8), file: "a.har")
  }

  static func entry(_ text: String) throws -> ForeignExchange { try #require(try read(text).entries.first) }

  /// The first entry that is refused is thrown.
  static func readWhole(_ text: String) throws(RecordingError) -> ForeignRecording {
    let recording = try read(text)
    if let first = recording.refused.first { throw RecordingError(first.reason, at: first.place) }
    return recording
  }

  static func response(_ entry: ForeignExchange) throws -> Response {
    guard case .response(let response) = entry.exchange.outcome else {
      throw RecordingError("no response", at: SourcePlace(file: ""))
    }
    return response
  }

  static func bytes(_ body: Body) -> [UInt8]? { if case .bytes(let bytes) = body { bytes } else { nil } }

  @Test func `an entry says when, how long, by what and with what protocol`() throws {
    let har = try Self.read(Self.file())
    #expect(har.tool == "tool 2")
    let entry = har.entries[0]
    #expect(entry.at == Instant("2026-11-22T09:00:00.250Z"))
    #expect(entry.duration == .microseconds(12500))
    #expect(entry.protocol == .http11)
    #expect(entry.place.position?.line == 1)
    #expect(entry.lost.isEmpty)
  }

  @Test func `a time of -1 is none, and an absent, null or empty version is 1.1`() throws {
    #expect(try Self.entry(Self.file().replacing("\"time\": 12.5", with: "\"time\": -1")).duration == nil)
    for version in ["\"version\": \"\",", "\"version\": null,", "\"version\": \"1.1\",", ""] {
      let text = Self.file().replacing("\"version\": \"1.2\",", with: version)
      #expect(try Self.read(text).entries.count == 1)
    }
  }

  @Test(arguments: [
    (#", "content": {"size": 5, "text": "h\u00e9llo"}"#, Array("h\u{e9}llo".utf8), 1),
    (#", "content": {"size": 3, "text": "/wD+", "encoding": "base64"}"#, [0xFF, 0, 0xFE], 0),
    (#", "content": {"text": "/wD\n+\r\n", "encoding": "base64"}"#, [0xFF, 0, 0xFE], 0),
    (#", "content": {"size": 0, "text": ""}"#, [], 0), (#", "content": {"size": 0, "mimeType": ""}"#, [], 0),
    (#", "content": null"#, [], 0), ("", [], 0), (#", "content": {"size": 9}"#, [], 1),
    (#", "content": {"size": 9, "text": "ab"}"#, Array("ab".utf8), 1),
    (#", "content": {"size": 1, "text": "ab"}"#, Array("ab".utf8), 1),
  ])
  func `content is text or Base64, and what is missing of it is said`(content: String, bytes: [UInt8], lost: Int) throws
  {
    let entry = try Self.entry(Self.file(response: content))
    #expect(Self.bytes(try Self.response(entry).body) == bytes)
    #expect(entry.lost.count + (entry.missing.response == nil ? 0 : 1) == lost)
  }

  @Test func `an answer that has no body loses none, whatever its size was`() throws {
    let text = Self.file(response: #", "content": {"size": 9}"#).replacing(#""status": 200"#, with: #""status": 304"#)
    #expect(try Self.entry(text).lost.isEmpty)
    #expect(try Self.entry(text).missing == Provenance.Missing())
  }

  @Test(arguments: [
    (#"{"mimeType": "text/plain", "text": "h\u00e9"}"#, Array("h\u{e9}".utf8), 0),
    (#"{"mimeType": "a/b", "text": "/wD+", "encoding": "base64"}"#, [0xFF, 0, 0xFE], 0),
    (#"{"mimeType": "a/b", "text": "/wD+", "comment": "base64"}"#, [0xFF, 0, 0xFE], 0),
    (#"{"mimeType": "a/b", "text": ""}"#, [], 0), ("null", [], 0),
    (
      #"{"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": "1&2"}, {"name": "c"}]}"#,
      Array("a%20b=1%262&c=".utf8), 1
    ),
    (
      #"{"mimeType": "multipart/form-data; boundary=x", "params": [{"name": "a", "value": "1"}]}"#,
      Array("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n".utf8), 1
    ),
  ])
  func `a request's body is text, Base64 or fields`(postData: String, bytes: [UInt8], lost: Int) throws {
    let entry = try Self.entry(Self.file(request: #", "postData": \#(postData)"#))
    #expect(Self.bytes(entry.exchange.request.body) == bytes)
    #expect(entry.lost.count == lost)
  }

  @Test(arguments: [
    "https://api.test/v1/a:b[c]?page[size]=2&x[]=1", "http://api.test:8080/a%2Fb//c?", "https://api.test/\u{e9}?=&&",
  ])
  func `a target stays as it was written`(url: String) throws {
    #expect(try Self.entry(Self.file(url: url)).exchange.request.url.description == url)
  }

  @Test func `a fragment never goes on the wire`() throws {
    #expect(
      try Self.entry(Self.file(url: "https://api.test/a?b#c")).exchange.request.url.description
        == "https://api.test/a?b")
  }

  @Test func `header fields keep order, spelling and repeats, pseudo fields are left out`() throws {
    let headers = #"""
      , "headers": [{"name": ":status", "value": "200"}, {"name": "X-Twice", "value": "1"}, {"name": "x-twice", "value": ""},
        {"name": "Set-Cookie", "value": "a=1\nb=2"}, {"name": "X-Blank", "value": "  x\t"}, {"name": "X-Text", "value": "é"}]
      """#
    let text = Self.file(response: headers).replacing(
      #""HTTP/1.1", "headers": [], "headers""#, with: #""h2", "headers""#)
    let entry = try Self.entry(text)
    let response = try Self.response(entry)
    #expect(
      response.headers.map(\.description)
        == ["X-Twice: 1", "x-twice: ", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Blank: x", "X-Text: é"])
    #expect(response.version == .http2)
  }

  @Test(arguments: [
    (0, #", "_error": "net::ERR_CONNECTION_REFUSED""#, TransportFailure.Kind.refused),
    (0, #", "_error": "net::ERR_NAME_NOT_RESOLVED""#, .resolve), (0, "", .protocol),
    (0, #", "_error": "net::ERR_TIMED_OUT""#, .timeout), (0, #", "_error": "net::ERR_CERT_DATE_INVALID""#, .tls),
    (0, #", "_error": "net::ERR_CONNECTION_RESET""#, .reset), (0, #", "_error": "net::ERR_EMPTY_RESPONSE""#, .reset),
    (-1, #", "_failureText": "net::ERR_CONTENT_LENGTH_MISMATCH""#, .truncated),
  ])
  func `a request without an answer is a failure`(status: Int, error: String, kind: TransportFailure.Kind) throws {
    let text = Self.file(response: error).replacing(#""status": 200"#, with: #""status": \#(status)"#)
    guard case .failure(let failure) = try Self.entry(text).exchange.outcome else { return #expect(Bool(false)) }
    #expect(failure.kind == kind)
  }

  @Test func `a coding that the file's tool undid is known`() async throws {
    let response = #", "content": {"size": 9, "text": "{\"a\": 1 }"}"#
    let text = Self.file(response: response).replacing(
      #""HTTP/1.1", "headers": [], "content""#,
      with:
        #""HTTP/1.1", "headers": [{"name": "Content-Encoding", "value": "br"}, {"name": "Content-Length", "value": "3"}], "content""#
    )
    let (cassette, api) = try Self.imported(text)
    #expect(try cassette.interactions[0].outcome.body?.coding == "br")
    let replayer = Replayer(cassette: cassette, apis: [api], defaultAfterLast: .repeatLast)
    var request = try Self.entry(text).exchange.request
    guard case .response(let plain) = await replayer.respond(to: request).outcome else { return #expect(Bool(false)) }
    #expect(plain.headers.map(\.description) == ["Content-Length: 9"])
    request.headers.append("Accept-Encoding", "br, gzip")
    guard case .response(let coded) = await replayer.respond(to: request).outcome else { return #expect(Bool(false)) }
    #expect(coded.headers.first("content-encoding") == "gzip")
    #expect(Self.bytes(coded.body)?.starts(with: [0x1f, 0x8b]) ?? false)
  }

  static func imported(_ text: String, only: String? = nil) throws -> (Cassette, API) {
    let api = API(name: "demo", hosts: ["https://api.test"].compactMap { BaseURL($0) })
    var cassette = Cassette(newAt: "c")
    _ = try RecordingImport.add(
      try read(text), file: "folder/a.har", only: only.flatMap { Selection($0) }, apis: [api], to: &cassette)
    return (cassette, api)
  }

  @Test func `the cassette says what it was imported from and what got lost`() throws {
    let (cassette, _) = try Self.imported(Self.file(response: #", "content": {"size": 9}"#))
    guard case .imported(let source) = try cassette.interactions[0].recorded.origin else { return #expect(Bool(false)) }
    #expect(source.tool == "tool 2")
    #expect(source.file == "a.har")
    #expect(source.lost == ["how bodies were framed and coded", "trailers", "1xx responses"])
    #expect(source.missing == Provenance.Missing(response: "its response had 9 bytes, the file holds none"))
  }

  @Test func `a host that no API has is an error that names the option, and the cassette stays as it is`() throws {
    var cassette = Cassette(newAt: "c")
    let har = try Self.read(Self.file(url: "https://other.test/x"))
    let error = #expect(throws: RecordingError.self) {
      try RecordingImport.add(har, file: "a.har", apis: [], to: &cassette)
    }
    #expect(error?.description == "a.har:1:85: no API has the host https://other.test (1 entry)")
    #expect(cassette.count == 0)
    #expect(cassette.manifest == Manifest())
  }

  @Test(arguments: [
    ("1", [0]), ("1,3-5", [0, 2, 3, 4]), ("5,1", [0, 4]), ("2-2,2", [1]), ("1-5", [0, 1, 2, 3, 4]),
  ]) func `entries are chosen by number, counted from 1`(text: String, indices: [Int]) {
    #expect(Selection(text)?.indices(of: 5) == indices)
  }

  @Test(arguments: ["", "0", "a", "1-", "-1", "3-1", "1,,2", "1 ", "9999999999"])
  func `what is no list of entries is none`(text: String) { #expect(Selection(text) == nil) }

  @Test func `entries that are not there are an error`() throws {
    #expect(Selection("2")?.indices(of: 1) == nil)
    #expect(throws: RecordingError.self) { try Self.imported(Self.file(), only: "2") }
  }

  @Test(arguments: [
    ("\"url\": \"https://api.test/x\"", "\"url\": \"/x\"", "a.har:3:39: the URL is not an absolute http or https URL"),
    ("\"method\": \"GET\"", "\"method\": \"G T\"", "a.har:3:25: not a valid method"),
    ("\"method\": \"GET\"", "\"method\": null", "a.har:3:25: \"method\" is null, it must be a string"),
    ("\"status\": 200", "\"status\": \"200\"", "a.har:4:26: \"status\" is a string, it must be a number"),
    ("\"status\": 200", "\"status\": 1000", "a.har:4:26: the status must be a number from 100 to 999"),
    ("\"statusText\": \"OK\"", "\"statusText\": \"a\\r\\nb\"", "a.har:4:45: the reason holds a control character"),
    ("\"version\": \"1.2\"", "\"version\": \"2.0\"", "a.har:1:21: the version is not 1.1, 1.2 or 1.3"),
    ("\"headers\": []}", "\"headers\": [{\"name\": \"A B\", \"value\": \"\"}]}", "a.har:3:100: not a valid field name"),
    ("\"headers\": []}", "\"headers\": [{\"name\": \"A\", \"value\": \"\\u0000\"}]}", "a.har:3:123: a field's value"),
    ("\"headers\": []}", "\"headers\": {}}", "a.har:3:99: \"headers\" is an object, it must be an array"),
    ("\"entries\": [", "\"entrys\": [", "a.har:1:9: the member \"entries\" is missing"),
  ])
  func `what is no HAR is an error with its place and no value of the file`(old: String, new: String, reason: String) {
    let text = Self.file()
    #expect(text.contains(old))
    let error = #expect(throws: RecordingError.self) {
      try Self.readWhole(text.replacing(old, with: new, maxReplacements: 1))
    }
    #expect(error?.description.hasPrefix(reason) ?? false, "\(error?.description ?? "")")
  }

  /// What these have is no HAR, and is read all the same.
  private static let leniently = ["har/date-broken.har", "har/utf16.har"]

  /// `reasons.tsv` says of each file whether it is to be read.
  @Test(.enabled(if: SharedFiles.available))
  func `each damaged HAR file is refused or read as it should be`() throws {
    let table = String(decoding: try SharedFiles.bytes("recordings/foreign/damaged/reasons.tsv"), as: UTF8.self)
    let rows = table.split(separator: "\n").map { $0.split(separator: "\t") }.filter { $0[0].hasPrefix("har/") }
    #expect(rows.count >= 14)
    for row in rows {
      let bytes = try SharedFiles.bytes("recordings/foreign/damaged/\(row[0])")
      let isRead = (try? HARReader.read(bytes, file: "a.har"))?.refused.isEmpty ?? false
      #expect(isRead == (row[1] == "accept" || Self.leniently.contains(String(row[0]))), "\(row)")
    }
  }

  @Test(.enabled(if: SharedFiles.available))
  func `a HAR file that is cut at any place is an error`() throws {
    let bytes = try SharedFiles.bytes("recordings/keygen/v1.4.0/purchase-http-task.har")
    for count in stride(from: 0, to: bytes.count - 4, by: 97) {
      #expect(throws: RecordingError.self) { try HARReader.read(Array(bytes[..<count]), file: "a.har") }
    }
  }
}
