import Clocks
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Files and packed lines are the same cassette.
struct CassetteStoreTests {
  /// `GET https://api.test/NUMBER`, answered with its name; a file's text.
  static func interaction(
    _ name: String, url: String = "https://api.test/x", direction: String = "outbound", body: String = "",
    recorded: String = #""origin": "documented""#
  ) -> String {
    let body = body.isEmpty ? #"{ "json": { "name": "\#(name)", "number": 1.0 } }"# : body
    return """
      {
        "api": "demo", "direction": "\(direction)",
        "request": { "method": "GET", "url": "\(url)", "headers": ["A: 1"] },
        "response": { "status": 200, "reason": "OK", "headers": ["B: 2"], "body": \(body) },
        "recorded": { \(recorded) }
      }
      """
  }

  static let interactions = [
    (name: "001-a", text: interaction("001-a")), (name: "002-b", text: interaction("002-b", url: "https://api.test/y")),
    (name: "003-c", text: interaction("003-c", direction: "inbound")), (name: "010-d", text: interaction("010-d")),
    (name: "0011-e", text: interaction("0011-e", body: #"{ "base64": "AP8K" }"#)),
    (
      name: "012-f",
      text: interaction(
        "012-f", url: "https://api.test/f", body: #"{ "file": "bodies/f" }"#,
        recorded: #""origin": "recorded", "at": "2026-01-02T03:04:05Z", "duration": "3ms""#)
    ),
  ]

  static func written(_ form: StoreForm) throws -> WrittenCassette {
    let written = try form.written(interactions)
    try written.folder.write("side", to: "bodies/f")
    return written
  }

  @Test(arguments: StoreForm.allCases) func `the interactions are the same in their order`(form: StoreForm) throws {
    let written = try Self.written(form), plain = try Self.written(.files)
    defer { withExtendedLifetime((written, plain)) {} }
    let cassette = try written.load(), files = try plain.load()
    #expect(cassette.names == Self.interactions.map(\.name))
    #expect(cassette.count == 6)
    #expect(try cassette.interactions == files.interactions)
    #expect(
      try cassette.interaction(named: "010-d")?.outcome.body?.bytes == Array(#"{"name":"010-d","number":1.0}"#.utf8))
    #expect(try cassette.interaction(named: "010") == nil)
    #expect(cassette.direction(at: 2) == .inbound)
    #expect(cassette.startedAt == Instant("2026-01-02T03:04:05Z"))
    #expect(cassette.tornLine == nil)
  }

  @Test(arguments: StoreForm.allCases, [true, false])
  func `answers, misses and what is unused are the same`(form: StoreForm, isPrepared: Bool) async throws {
    let written = try Self.written(form)
    let cassette = try Cassette(loading: written.path, apis: isPrepared ? [.demo] : [])
    let replayer = Replayer(cassette: cassette, apis: [.demo])
    #expect(replayer.unused == ["001-a", "002-b", "010-d", "0011-e", "012-f"])
    let x = Request.sample(.get, "https://api.test/x")
    #expect(await replayer.answer(x) == #"{"name":"001-a","number":1.0}"#)
    #expect(await replayer.answer(x) == #"{"name":"010-d","number":1.0}"#)
    #expect(await replayer.outcome(x).response?.body.bytesAtHand == [0, 255, 10])
    #expect(await replayer.outcome(x).miss?.closest?.interaction == "0011-e")
    #expect(await replayer.answer(.sample(.get, "https://api.test/f")) == "side")
    #expect(await replayer.outcome(.sample(.get, "https://api.test/z")).miss?.closest?.interaction == "001-a")
    #expect(replayer.misses.map(\.reason) == [.usedUp, .neverRecorded])
    #expect(replayer.unused == ["002-b"])
  }

  @Test(arguments: StoreForm.allCases) func `what is added comes behind, as files of their own`(form: StoreForm) throws
  {
    let written = try Self.written(form)
    let before = try written.folder.files()
    var cassette = try written.load()
    #expect(cassette.append(try .sample(.sample()), api: .demo) == "013-demo-GET-things")
    try cassette.save()
    var after = try written.folder.files()
    #expect(after.removeValue(forKey: "013-demo-GET-things.json") != nil)
    #expect(after.filter { $0.key != "cassette.json" } == before.filter { $0.key != "cassette.json" })
    let loaded = try written.load()
    #expect(loaded.names == Self.interactions.map(\.name) + ["013-demo-GET-things"])
    #expect(try loaded.interactions == cassette.interactions)
  }

  @Test(arguments: StoreForm.allCases)
  func `what was damaged after opening is a miss that names it`(form: StoreForm) async throws {
    let written = try Self.written(form)
    let replayer = Replayer(cassette: try Cassette(loading: written.path, apis: [.demo]), apis: [.demo])
    for file in try written.folder.files().keys where file.hasSuffix(".json") && file != "cassette.json" {
      try written.folder.write("{", to: file)
    }
    try written.folder.write("", to: "interactions.jsonl")
    let miss = try #require(await replayer.outcome(.sample(.get, "https://api.test/y")).miss)
    #expect(miss.reason == .unreadable)
    #expect(
      miss.damage
        == (form == .files
          ? "\(written.path)/002-b.json:1:2: the JSON text ends too early"
          : "\(written.path)/interactions.jsonl:\(form == .packed ? 2 : 1):1: was cut off while it was read"))
    #expect(MissReport(miss).command == nil)
  }
}

struct PackedCassetteTests {
  static let first = CassetteStoreTests.interaction("001-a"), second = CassetteStoreTests.interaction("002-b")

  /// `written` and the error that it is loaded with.
  func error(_ lines: String, files: [String: String] = [:]) throws -> String? {
    try WrittenCassette(files.merging(["interactions.jsonl": lines]) { $1 }).error()
  }

  static func lines(_ names: String...) throws -> String {
    try names.map { try StoreForm.line($0, CassetteStoreTests.interaction($0)) + "\n" }.joined()
  }

  @Test func `an empty file holds no interactions`() throws {
    #expect(try WrittenCassette(["interactions.jsonl": ""]).load().count == 0)
  }

  @Test func `a last line without an end is read where it is whole`() throws {
    let written = try WrittenCassette(["interactions.jsonl": String(try Self.lines("001-a", "002-b").dropLast())])
    #expect(try written.load().names == ["001-a", "002-b"])
    #expect(try written.load().tornLine == nil)
  }

  @Test func `a last line that was cut off anywhere is dropped and told`() throws {
    let whole = Array(try Self.lines("001-a", "002-b").utf8)
    let start = try #require(whole.firstIndex(of: 10)) + 1
    let written = try WrittenCassette([:])
    for end in (start + 1)..<(whole.count - 1) {
      try written.folder.write(Array(whole[..<end]), to: "interactions.jsonl")
      let cassette = try written.load()
      #expect(cassette.names == ["001-a"])
      #expect(cassette.tornLine == 2)
    }
    try written.folder.write(Array(whole[..<start]), to: "interactions.jsonl")
    #expect(try written.load().tornLine == nil)
  }

  @Test func `what is added after a torn line can be read`() throws {
    let written = try WrittenCassette(["interactions.jsonl": try Self.lines("001-a") + "{\"name\":\"002-"])
    var cassette = try written.load()
    cassette.append(try .sample(.sample()), api: .demo)
    try cassette.save()
    #expect(try written.load().names == ["001-a", "002-demo-GET-things"])
  }

  @Test(arguments: [
    ("{", "2:2: the JSON text ends too early"), ("", "2:1: the JSON text is empty"),
    ("[]", "2:1: the file is an array, it must be an object"),
    ("{}", "2:1: the file is missing the member \"name\""),
    (#"{"name": 1}"#, "2:10: /name is a number, it must be a string"),
    (#"{"name": "a"}"#, "2:10: /name is no interaction's name: NUMBER-API-METHOD…"),
    (#"{"name": "002-../a"}"#, "2:10: /name is no interaction's name"),
    (#"{"name": "002-b", "api": "demo", "x": 1}"#, "2:1: the file is missing the member \"request\""),
    (#"{"name": "002-b", "api": "other"}"#, "2:26: the API \"other\" is not among those in cassette.json"),
    (
      #"{"name":"002-b","api":"demo","request":{"method":"GET","url":"https://api.test/","body":{"file":"bodies/x"}}}"#,
      "2:97: the body's file bodies/x is missing"
    ),
  ])
  func `a damaged line is an error with file, line and column`(line: String, reason: String) throws {
    let error = try #require(try error(try Self.lines("001-a") + line + "\n" + Self.lines("003-c")))
    #expect(error.hasPrefix("interactions.jsonl:\(reason)"), "\(error)")
  }

  @Test func `a line that ends with CR LF is read`() throws {
    let text = try Self.lines("001-a", "002-b").replacing("\n", with: "\r\n")
    #expect(try WrittenCassette(["interactions.jsonl": text]).load().names == ["001-a", "002-b"])
  }

  @Test func `numbers rise from line to line, and none is taken twice`() throws {
    #expect(
      try error(Self.lines("002-a", "001-b"))
        == "interactions.jsonl:2:1: its number is lower than that of the line before")
    #expect(
      try error(Self.lines("001-a", "1-b"))
        == "interactions.jsonl:2:1: its number is taken already by 001-a; rename one of the two")
    #expect(
      try error(Self.lines("001-a", "002-b"), files: ["002-c.json": Self.second])
        == "interactions.jsonl:2:1: its number is taken already by 002-c; rename one of the two")
  }

  @Test func `a packed file that is a link or a folder is an error`() throws {
    let written = try WrittenCassette(["interactions.jsonl/a": ""])
    #expect(written.error() == "interactions.jsonl: not a regular file")
  }

  @Test(arguments: ["001-a\u{1b}]0;x", "001-a\n::error::x", "001-a b", "001-é", "001-$(id)", "001-\u{202e}x"])
  func `a file's name is of the letters that names are made of`(name: String) throws {
    let written = try WrittenCassette(["\(name).json": CassetteStoreTests.interaction("001-a")])
    let error = try #require(written.error())
    #expect(error.hasSuffix("of ASCII letters, digits and ._- alone"), "\(error)")
  }
}
