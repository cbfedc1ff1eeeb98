import Clocks
import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import Testing

struct VCRReaderTests {
  /// A cassette of VCR's with one interaction; `request` and `response` are what comes after the members that all need.
  private static func vcr(
    uri: String = "https://a.test/x", request: String = "", body: String = "{encoding: UTF-8, string: hi}",
    response: String = "", more: String = ""
  ) -> String {
    """
    ---
    http_interactions:
    - request:
        method: get
        uri: \(uri)
    \(request)
      response:
        status: {code: 200, message: OK}
        body: \(body)
    \(response)
      recorded_at: Mon, 23 Nov 2026 17:46:04 GMT
    recorded_with: VCR 6.4.1
    \(more)
    """
  }

  private static func read(_ text: String) throws -> ForeignRecording {
    let recording = try RecordingReader.read(Array(text.utf8), file: "a")
    if let first = recording.refused.first { throw RecordingError(first.reason, at: first.place) }
    return recording
  }

  private static func body(_ text: String) throws -> [UInt8] {
    guard case .response(let response) = try read(text).entries[0].exchange.outcome else { return [] }
    return bytes(response.body)
  }

  private static func bytes(_ body: Body) -> [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }

  @Test func `an interaction of VCR's is an exchange`() throws {
    let recording = try Self.read(
      Self.vcr(
        request: "    headers: {Accept: ['*/*'], X: [1, '2']}\n    body: {encoding: US-ASCII, string: ''}",
        response: "    headers: {Server: cases, Set-Cookie: [a=b, c=d], Empty: ['']}\n    http_version: '1.1'"))
    #expect(recording.tool == "VCR 6.4.1")
    let entry = recording.entries[0]
    #expect(entry.exchange.request.method == .get)
    #expect(entry.exchange.request.url.description == "https://a.test/x")
    #expect(entry.exchange.request.headers.map { "\($0.name): \($0.text)" } == ["Accept: */*", "X: 1", "X: 2"])
    guard case .response(let response) = entry.exchange.outcome else { return #expect(Bool(false)) }
    #expect(response.status == 200)
    #expect(response.reason == "OK")
    #expect(
      response.headers.map { "\($0.name): \($0.text)" } == [
        "Server: cases", "Set-Cookie: a=b", "Set-Cookie: c=d", "Empty: ",
      ])
    #expect(entry.at == Instant("2026-11-23T17:46:04Z"))
    #expect(entry.protocol == .http11)
    #expect(entry.lost.isEmpty)
    #expect(recording.notes.isEmpty)
  }

  @Test(
    arguments: [
      ("{encoding: UTF-8, string: é}", [0xC3, 0xA9]), ("{encoding: ISO-8859-1, string: é}", [0xE9]),
      ("{encoding: ASCII-8BIT, string: é}", [0xC3, 0xA9]), ("{encoding: UTF-16LE, string: é}", [0xE9, 0]),
      ("{encoding: UTF-16BE, string: é}", [0, 0xE9]), ("{encoding: Shift_JIS, string: e}", [0x65]),
      ("{encoding: Shift_JIS, string: あ}", [0x82, 0xA0]),
      ("{encoding: ASCII-8BIT, string: !binary AP8=}", [0, 0xFF]),
      ("{encoding: UTF-8, base64_string: \"AP\\n8=\"}", [0, 0xFF]),
      ("{encoding: UTF-8, string: x, base64_string: AP8=}", [0, 0xFF]),
      ("{encoding: UTF-8, string: 12}", [0x31, 0x32]),
      ("{encoding: null, string: ~}", []), ("~", []), ("{string: no}", nil),
    ] as [(String, [UInt8]?)])
  func `a body is bytes again`(body: String, bytes: [UInt8]?) {
    #expect((try? Self.body(Self.vcr(body: body))) == bytes)
  }

  @Test(arguments: [
    ("{encoding: KLINGON-8, string: x}", "7:20: unknown encoding"),
    ("{encoding: ISO-8859-1, string: €}", "7:40: the text cannot be encoded back to the encoding that is named"),
    ("{encoding: Shift_JIS, string: 🎫}", "7:39: the text cannot be encoded back to the encoding that is named"),
    ("{encoding: UTF-8, base64_string: x}", "7:42: not valid Base64"),
    ("{encoding: UTF-8}", "7:9: the body has neither \"string\" nor \"base64_string\""),
    ("[x]", "7:9: \"body\" is an array, it must be an object"),
  ])
  func `a body that cannot be read is an error`(body: String, error: String) {
    let found = #expect(throws: RecordingError.self) { try Self.read(Self.vcr(body: body)) }
    #expect(found?.reason == String(error.split(separator: ": ", maxSplits: 1)[1]))
    #expect(found?.place.position?.line == 9)
  }

  @Test func `JSON says the same as YAML`() throws {
    let json = #"""
      {"http_interactions": [{"request": {"method": "post", "uri": "https://a.test/", "body": {"encoding": "UTF-8",
        "string": "{}"}, "headers": {}}, "response": {"status": {"code": 201, "message": null}, "headers": {"A": ["b"]},
        "body": {"encoding": "ASCII-8BIT", "base64_string": "aGk=\n"}, "http_version": null},
        "recorded_at": "Mon, 23 Nov 2026 17:46:04 GMT"}], "recorded_with": "VCR 6.4.1"}
      """#
    for prefix in ["", "\u{feff}"] {
      let entry = try Self.read(prefix + json).entries[0]
      #expect(entry.exchange.request.method == .post)
      guard case .response(let response) = entry.exchange.outcome else { return #expect(Bool(false)) }
      #expect(response.status == 201)
      #expect(response.reason == "")
      #expect(Self.bytes(response.body) == Array("hi".utf8))
    }
  }

  @Test func `name and password in a URL were sent in Authorization`() throws {
    let request = try Self.read(Self.vcr(uri: "https://me:p%40ss@a.test/x?y@z")).entries[0].exchange.request
    #expect(request.url.description == "https://a.test/x?y@z")
    #expect(request.headers.first("authorization") == "Basic bWU6cEBzcw==")
    let both = Self.vcr(uri: "https://me:pass@a.test/", request: "    headers: {Authorization: [Bearer x]}")
    #expect(try Self.read(both).entries[0].exchange.request.headers.all("authorization") == ["Bearer x"])
  }

  @Test func `ERB stays as it is, and is said`() throws {
    let recording = try Self.read(Self.vcr(body: "{encoding: UTF-8, string: 'a <%= b %>'}"))
    #expect(try Self.body(Self.vcr(body: "{encoding: UTF-8, string: 'a <%= b %>'}")) == Array("a <%= b %>".utf8))
    #expect(
      recording.entries[0].lost
        == ["what ERB (<% … %>) would have made of the text: it was not run, and stays as it is"])
    #expect(try Self.read(Self.vcr(body: "{encoding: UTF-8, string: '5 <% 6'}")).entries[0].lost.isEmpty)
  }

  @Test func `a body that is shorter than announced is said, unless it is coded`() throws {
    let announced = "    headers: {Content-Length: ['9']}"
    #expect(
      try Self.read(Self.vcr(response: announced)).entries[0].lost
        == ["some of the response's body: 9 were announced, and the file holds 2"])
    let coded = "    headers: {Content-Length: ['9'], Content-Encoding: [gzip]}"
    #expect(try Self.read(Self.vcr(response: coded)).entries[0].lost.isEmpty)
  }

  @Test func `a cassette whose last line is missing may have been cut short`() throws {
    let whole = Self.vcr()
    let cut = whole.replacing("recorded_with: VCR 6.4.1", with: "")
    #expect(
      try Self.read(cut).notes == [
        "\"recorded_with\" is missing, which VCR writes last: the file may have been cut short"
      ])
    #expect(try Self.read(cut).tool == "VCR")
  }

  @Test func `vcrpy has texts, bytes and nothing as bodies, and characters that are bytes in fields`() throws {
    let text = """
      interactions:
      - request:
          body: !!binary |
            AP8=
          headers: {X: ['é'], Y: ['€'], x: ['é']}
          method: POST
          uri: http://a.test:81/
        response:
          body: {string: "é"}
          headers: {}
          status: {code: 200, message: OK}
      - request: {body: null, headers: {}, method: GET, uri: 'http://a.test:81/'}
        response: {content: é, headers: {}, http_version: HTTP/1.1, status_code: 204}
      version: 1
      """
    let recording = try Self.read(text)
    #expect(recording.tool == "vcrpy")
    let first = recording.entries[0].exchange.request
    #expect(Self.bytes(first.body) == [0, 0xFF])
    #expect(first.headers.map(\.value).map(Array.init) == [[0xE9], [0xE2, 0x82, 0xAC]])
    #expect(recording.entries[0].lost == ["which value came with which spelling of x"])
    guard case .response(let response) = recording.entries[0].exchange.outcome,
      case .response(let second) = recording.entries[1].exchange.outcome
    else { return #expect(Bool(false)) }
    #expect(Self.bytes(response.body) == [0xC3, 0xA9])
    #expect(second.status == 204)
    #expect(recording.entries[1].protocol == .http11)
    #expect(recording.entries[1].lost == ["the reason", "the body's bytes that are no text"])
  }

  @Test func `values of vcrpy's that are numbers are as different as texts`() throws {
    let text = #"""
      {"version": 1, "interactions": [{"request": {"method": "GET", "uri": "https://a.test/", "body": null,
        "headers": {"x": [1], "X": [2], "y": [3], "Y": [3]}},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": ""}}}]}
      """#
    let recording = try Self.read(text)
    let headers = recording.entries[0].exchange.request.headers
    #expect(headers.map(\.value).map { String(decoding: $0, as: UTF8.self) } == ["1", "2", "3"])
    #expect(recording.entries[0].lost == ["which value came with which spelling of Y"])
  }

  @Test func `Betamax's times are UTC`() throws {
    let text = #"""
      {"http_interactions": [{"request": {"method": "GET", "uri": "https://a.test/", "headers": {},
        "body": {"encoding": "utf-8", "string": ""}}, "response": {"status": {"code": 200, "message": "OK"},
        "headers": {}, "body": {"encoding": null, "string": "x"}}, "recorded_at": "2026-11-23T17:52:39"}],
        "recorded_with": "betamax/0.8.1"}
      """#
    let recording = try Self.read(text)
    #expect(recording.tool == "betamax/0.8.1")
    #expect(recording.entries[0].at == Instant("2026-11-23T17:52:39Z"))
  }

  @Test(arguments: [
    ("", "the file is empty"), ("{}", "1:1: not a recording that import knows"),
    ("a: b", "1:1: not a recording that import knows"),
    ("[1]", "1:1: not a recording that import knows"),
    ("{\"log\": 1}", "1:9: \"log\" is a number, it must be an object"),
    ("interactions: []\nversion: 2", "2:10: unknown version; vcrpy has version 1 only"),
    ("http_interactions: {}", "1:20: \"http_interactions\" is an object, it must be an array"),
    ("http_interactions:\n- &a [*a]", "2:7: the alias *a is inside what &a names, so it has no end"),
    ("--- \n- !ruby/struct:VCR::HTTPInteraction\n  a: b\n", "2:3: written by VCR 1"),
  ])
  func `a file that is no recording is an error`(text: String, error: String) {
    let found = #expect(throws: RecordingError.self) { try Self.read(text) }
    #expect(
      found?.description.hasPrefix("a:\(error.hasPrefix("the") ? " " : "")\(error)") ?? false,
      "\(String(describing: found))")
  }

  @Test(arguments: ["zlib", "gzip"]) func `a compressed file is read`(form: String) throws {
    let packed: [UInt8] =
      form == "zlib"
      ? [0x78, 0x9C, 0x55, 0xCB, 0xC1, 0x09, 0x80, 0x30, 0x0C, 0x05, 0xD0, 0x7B, 0xA6, 0xC8, 0x02, 0x42, 0x7B, 0xED]
      : [0x1F, 0x8B, 0x08, 0x00]
    let found = #expect(throws: RecordingError.self) { try RecordingReader.read(packed, file: "a.zz") }
    #expect(found?.description == "a.zz: the compressed file cannot be read: the coded body ends too early")
  }
}
