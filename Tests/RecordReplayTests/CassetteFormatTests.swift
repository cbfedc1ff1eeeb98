import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Format version 1 in all of its forms, each read and written again to the same bytes.
struct CassetteFormatTests {
  static let request = #""request": { "method": "GET", "url": "https://api.test/x", "headers": [] }"#
  static let response = #""response": { "status": 200, "reason": "OK", "headers": [] }"#
  static let recorded = #""recorded": { "origin": "edited" }"#

  /// An interaction's file in the writer's own style.
  static func file(_ members: String) throws -> String {
    try JSONValue(parsing: #"{ "api": "demo", "direction": "outbound", \#(members) }"#).text(.fitted(width: 100))
  }

  /// The interaction of a cassette that holds only it, after the cassette was loaded and saved unchanged.
  static func unchanged(_ members: String) throws -> Interaction { try unchanged(members) { $0 } }

  /// What `read` makes of it, while its side files are there.
  static func unchanged<Value>(
    _ members: String, side: [String: String] = [:], _ read: (Interaction) throws -> Value
  ) throws -> Value {
    let written = try WrittenCassette(
      ["001-demo-GET-x.json": file(members)].merging(side.map { ("bodies/\($0)", $1) }) { $1 })
    let before = try written.folder.files()
    let cassette = try written.load()
    try cassette.save()
    #expect(try written.folder.files() == before)
    let copy = try TemporaryFolder()
    var other = Cassette(newAt: copy.path, manifest: cassette.manifest)
    let names = try cassette.interactions.map { other.append($0, api: .demo) }
    try other.save()
    #expect(try copy.text("\(names[0]).json") == written.folder.text("001-demo-GET-x.json"))
    return try read(try #require(try cassette.interactions.first))
  }

  static func response(body: String, side: [String: String] = [:]) throws -> (bytes: [UInt8], coding: String?)? {
    try unchanged(
      #"\#(request), "response": { "status": 200, "reason": "OK", "headers": []\#(body) }, \#(recorded)"#, side: side
    ) { interaction in
      try interaction.outcome.body.map { (try $0.bytes, $0.coding) }
    }
  }

  @Test(arguments: [
    (#"{ "json": {"b":[1.0,1e2],"a":"\u00e9\/"} }"#, #"{"b":[1.0,1e2],"a":"\u00e9\/"}"#),
    (#"{ "json": [1, 2], "style": "spaced" }"#, "[1, 2]"), (#"{ "json": [1], "style": "compact+newline" }"#, "[1]\n"),
    (#"{ "json": {"a":1}, "style": "indent-4" }"#, "{\n    \"a\": 1\n}"),
    (#"{ "json": {"a":1,"a":2} }"#, #"{"a":1,"a":2}"#), (#"{ "json": null }"#, "null"),
    (#"{ "text": "a\r\n\"é\"" }"#, "a\r\n\"é\""), (#"{ "base64": "aGVsbG8=" }"#, "hello"),
    (#"{ "file": "bodies/001-response.pdf" }"#, "%PDF"), (#"{ "text": "x", "coding": "gzip" }"#, "x"),
  ])
  func `a body has one of four forms`(body: String, bytes: String) throws {
    let stored = try Self.response(body: #", "body": \#(body)"#, side: ["001-response.pdf": "%PDF"])
    #expect(stored?.bytes == Array(bytes.utf8))
    #expect((stored?.coding != nil) == body.contains("coding"))
  }

  @Test func `a body that is absent is none`() throws { #expect(try Self.response(body: "") == nil) }

  @Test func `bytes that are no text come out of Base64`() throws {
    #expect(try Self.response(body: #", "body": { "base64": "/wD+" }"#)?.bytes == [0xFF, 0, 0xFE])
  }

  @Test func `header fields keep spelling, order and repeats`() throws {
    let interaction = try Self.unchanged(
      """
      "request": { "method": "GET", "url": "https://api.test/x", "headers": ["accept: a", "X-Twice: 1", "x-twice: 2"] },
      "response": { "status": 200, "reason": "OK", "headers": [
        "Set-Cookie: a", "Set-Cookie: b", "X-Empty:", { "name": "X-Bytes", "base64": "/w==" }, "X-Colon: a:b"] },
      \(Self.recorded)
      """)
    #expect(interaction.request.headers.map(\.description) == ["accept: a", "X-Twice: 1", "x-twice: 2"])
    guard case .response(let response) = interaction.outcome else { return #expect(Bool(false)) }
    #expect(response.headers.map(\.name) == ["Set-Cookie", "Set-Cookie", "X-Empty", "X-Bytes", "X-Colon"])
    #expect(response.headers.map(\.value) == [[97], [98], [], [0xFF], Array("a:b".utf8)])
  }

  @Test func `interim responses, trailers and an empty reason are kept`() throws {
    let interaction = try Self.unchanged(
      """
      \(Self.request),
      "response": { "interim": [ { "status": 103, "reason": "Early Hints", "headers": ["Link: <a>"] } ],
        "status": 299, "reason": "", "headers": [], "body": { "text": "x" }, "trailers": ["Checksum: 1"] },
      \(Self.recorded)
      """)
    guard case .response(let response) = interaction.outcome else { return #expect(Bool(false)) }
    #expect(response.interim.map(\.status) == [103])
    #expect(response.interim.first?.headers.first("link") == "<a>")
    #expect(response.reason.isEmpty)
    #expect(response.trailers.first("checksum") == "1")
  }

  @Test(arguments: TransportFailure.Kind.allCases.filter { $0 != .cancelled })
  func `a failure of each kind is kept`(kind: TransportFailure.Kind) throws {
    let interaction = try Self.unchanged(
      #"\#(Self.request), "failure": { "kind": "\#(kind.rawValue)" }, \#(Self.recorded)"#)
    guard case .failure(let failure) = interaction.outcome else { return #expect(Bool(false)) }
    #expect(failure.kind == kind)
    #expect(failure.afterBytes == nil)
    #expect(failure.partial == nil)
  }

  @Test func `a failure keeps what had come`() throws {
    let interaction = try Self.unchanged(
      """
      \(Self.request),
      "failure": { "kind": "reset", "afterBytes": 4,
        "partial": { "status": 200, "reason": "OK", "headers": ["Content-Length: 9"], "body": { "text": "half" } } },
      \(Self.recorded)
      """)
    guard case .failure(let failure) = interaction.outcome else { return #expect(Bool(false)) }
    #expect(failure.afterBytes == 4)
    #expect(failure.partial?.status == 200)
    #expect(try interaction.outcome.body?.bytes == Array("half".utf8))
  }

  @Test(arguments: AfterLast.allCases) func `what comes after the last is kept`(rule: AfterLast) throws {
    let interaction = try Self.unchanged(
      #"\#(Self.request), \#(Self.response), "afterLast": "\#(rule.rawValue)", \#(Self.recorded)"#)
    #expect(interaction.afterLast == rule)
  }

  @Test(arguments: [
    (
      #"{ "origin": "recorded", "at": "2026-11-22T09:00:00Z", "duration": "84ms", "protocol": "HTTP/1.1" }"#, "recorded"
    ),
    (#"{ "origin": "documented" }"#, "documented"),
    (#"{ "origin": "edited", "at": "2026-11-22T09:00:00.250Z" }"#, "edited"),
    (#"{ "origin": "imported", "from": { "tool": "t 1", "file": "a.har", "lost": ["trailers"] } }"#, "imported"),
    (#"{ "origin": "imported", "from": { "tool": "t", "file": "a.har" }, "duration": "1500us" }"#, "imported"),
  ])
  func `where it comes from is kept`(recorded: String, origin: String) throws {
    let interaction = try Self.unchanged(#"\#(Self.request), \#(Self.response), "recorded": \#(recorded)"#)
    #expect(try interaction.origin.name == origin)
  }

  @Test func `an operation, an inbound direction and a target that is no text are kept`() throws {
    let url = "https://api.test/\u{e9}"
    let interaction = try Self.unchanged(
      """
      "request": { "method": "OPTIONS", "url": "\(url)", "headers": [] }, \(Self.response), \(Self.recorded)
      """)
    #expect(interaction.request.url.target.bytes == Array("/\u{e9}".utf8))
    let bytes = try Self.unchanged(
      """
      "request": { "method": "GET", "url": { "base64": "aHR0cHM6Ly9hcGkudGVzdC94P/8=" }, "headers": [] },
      \(Self.response), \(Self.recorded)
      """)
    #expect(bytes.request.url.target.bytes == Array("/x?".utf8) + [0xFF])
  }

  @Test func `OPTIONS of the whole server is an origin alone`() throws {
    let interaction = try Self.unchanged(
      #""request": { "method": "OPTIONS", "url": "https://api.test", "headers": [] }, \#(Self.response), \#(Self.recorded)"#
    )
    #expect(interaction.request.url.target.bytes == Array("*".utf8))
  }

  @Test func `a direction may be left out`() throws {
    let written = try WrittenCassette([
      "001-demo-GET-x.json": #"{"api":"demo",\#(Self.request),\#(Self.response),\#(Self.recorded)}"#
    ])
    #expect(try written.load().interactions.first?.direction == .outbound)
  }

  @Test(arguments: [
    (#"{ "tapedeck": 1, "complete": false, "apis": {} }"#, false, AfterLast?.none),
    (#"{ "tapedeck": 1, "complete": true, "apis": { "a": {} }, "pseudonymKey": "9c41d2" }"#, true, nil),
    (
      #"{ "tapedeck": 1, "complete": true, "apis": { "a": { "hosts": ["http://x.test:81/v2"] } }, "afterLast": "loop" }"#,
      true, .loop
    ),
  ])
  func `a manifest is read and written the same`(text: String, complete: Bool, rule: AfterLast?) throws {
    let written = try WrittenCassette([:], manifest: text)
    // A line that is too long is broken.
    let style = try JSONValue(parsing: text).text(.fitted(width: 100))
    try written.folder.write(style, to: "cassette.json")
    let cassette = try written.load()
    #expect(cassette.manifest.complete == complete)
    #expect(cassette.manifest.afterLast == rule)
    try cassette.save()
    #expect(try written.folder.text("cassette.json") == style)
  }

  @Test(arguments: ["purchase", "purchase-2025", "purchase-again"])
  func `the project's own cassettes are as our writer writes them and nobody edited them`(name: String) throws {
    let copy = try TemporaryFolder()
    for file in try SharedFiles.projectPaths("Cassettes/\(name)", endingIn: [""]) {
      try copy.write(SharedFiles.project("Cassettes/\(name)/\(file)"), to: file)
    }
    let before = try copy.files()
    let cassette = try Cassette(loading: copy.path)
    #expect(cassette.count >= 4)
    #expect(try cassette.interactions.allSatisfy { try ["documented", "imported"].contains($0.origin.name) })
    let written = try TemporaryFolder()
    var other = Cassette(newAt: written.path, manifest: cassette.manifest)
    for interaction in try cassette.interactions {
      let api = try #require(try Locations(roots: [SharedFiles.root]).api(named: interaction.api))
      #expect(other.append(interaction, api: api) == interaction.name)
    }
    try other.save()
    #expect(try written.files() == before)
  }
}
