import HTTPModel
import RecordReplay
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct CassetteSavingTests {
  /// With one interaction, not on disk yet.
  static func cassette(at path: String) throws -> Cassette {
    var cassette = Cassette(newAt: path)
    cassette.append(try .sample(.sample()), api: .demo)
    return cassette
  }

  @Test func `saving writes what was added, and reads and writes nothing else`() throws {
    let written = try WrittenCassette([
      "001-a.json": DamagedCassetteTests.good, "002-b.json": DamagedCassetteTests.good,
    ])
    var cassette = try written.load()
    unlink("\(written.path)/001-a.json")
    try written.folder.write("damaged by now", to: "002-b.json")
    cassette.append(try .sample(.sample()), api: .demo)
    try cassette.save()
    #expect(try written.folder.files().keys.sorted() == ["002-b.json", "003-demo-GET-things.json", "cassette.json"])
    #expect(try written.folder.text("002-b.json") == "damaged by now")
  }

  @Test func `interactions are numbered and named after API, method and path`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: "\(folder.path)/new/one")
    let requests: [Request] = [
      .sample(.get, "https://api.test/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"),
      .sample(.post, "https://api.test/a%20b"),
      .sample(.get, "https://api.test/"), .sample(.delete, "https://api.test/v1/users/42?token=abcdefgh"),
    ]
    let names = try requests.map { cassette.append(try .sample($0), api: .demo) }
    #expect(names == ["001-demo-GET-customers", "002-demo-POST", "003-demo-GET", "004-demo-DELETE-users"])
    try cassette.save()
    #expect(try folder.files().keys.sorted() == (names + ["cassette"]).map { "new/one/\($0).json" })
    let loaded = try Cassette(loading: cassette.path)
    #expect(try loaded.interactions == cassette.interactions)
    #expect(loaded.manifest == cassette.manifest)
  }

  @Test(arguments: [
    Request.sample(.get, "https://api.test/a b"), .sample(.get, "https://api.test/", [HeaderField("A", "1\u{1}")]),
    .sample(.get, "https://api.test/", [HeaderField("A B", "1")]), .sample(HTTPMethod(rawValue: "G T")),
  ])
  func `what a cassette could not be read with is not made`(request: Request) {
    #expect(throws: RedactionError.self) { try Interaction.sample(request) }
  }

  @Test func `a name leaves out a segment of 16 letters and digits, and keeps one of 15`() throws {
    var cassette = Cassette(newAt: "c")
    let names = try ["abcdefghijklmn1", "abcdefghijklmno1"].map {
      cassette.append(try .sample(.sample(.get, "https://api.test/orders/\($0)")), api: .demo)
    }
    #expect(names == ["001-demo-GET-abcdefghijklmn1", "002-demo-GET-orders"])
  }

  @Test func `a text of 64 KiB and 1 KiB of other bytes stay in the file, one more does not`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    for extra in 0...1 {
      let bytes = [UInt8](repeating: 0xFF, count: 1024 + extra)
      cassette.append(
        try .sample(
          .sample(
            .post, "https://api.test/up", [HeaderField("Content-Type", "text/plain")],
            body: String(repeating: "x", count: 65_536 + extra)),
          Response(status: 200, body: .bytes(bytes))), api: .demo)
    }
    try cassette.save()
    #expect(
      try folder.files().keys.filter { $0.hasPrefix("bodies/") }.sorted() == [
        "bodies/002-request.txt", "bodies/002-response.bin",
      ])
  }

  @Test func `the next number follows the last one there is`() throws {
    let good = DamagedCassetteTests.good
    let written = try WrittenCassette(["003-a.json": good, "041-b.json": good])
    var cassette = try written.load()
    #expect(cassette.append(try .sample(.sample()), api: .demo) == "042-demo-GET-things")
    try cassette.save()
    #expect(try written.load().interactions.map(\.name) == ["003-a", "041-b", "042-demo-GET-things"])
  }

  @Test func `large and binary bodies are files of their own, with the interaction's number`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    let text = String(repeating: "line of text\n", count: 6000)
    cassette.append(try .sample(.sample(.post, body: "a")), api: .demo)
    cassette.append(
      try .sample(
        .sample(.post, "https://api.test/up", [HeaderField("Content-Type", "text/csv")], body: text),
        Response(
          status: 200, headers: [HeaderField("Content-Type", "application/pdf")],
          body: .bytes([0x25, 0, 0xFF] + [UInt8](repeating: 7, count: 2000)))), api: .demo)
    try cassette.save()
    let files = try folder.files()
    #expect(files["bodies/002-request.csv"] == Array(text.utf8))
    #expect(files["bodies/002-response.pdf"]?.count == 2003)
    #expect(try Cassette(loading: folder.path).interactions == cassette.interactions)
  }

  @Test(arguments: [
    (#"{"a":1}"#, "application/json", "json"), (#"{"a": 1}"#, "application/vnd.api+json", "json"),
    (#"{"a" :1}"#, "application/json", "text"), (#"{"a":1}"#, "text/plain", "json"),
    ("plain", "application/json", "text"),
    ("a=1", "application/x-www-form-urlencoded", "text"), ("\u{1}\u{2}", "text/plain", "base64"),
  ])
  func `the form of a body is the one that a person reads best`(body: String, type: String, form: String) throws {
    let interaction = try Interaction.sample(.sample(), .sample(body, [HeaderField("Content-Type", type)]))
    let stored = try #require(interaction.outcome.body)
    switch stored.form {
    case .json: #expect(form == "json")
    case .text: #expect(form == "text")
    case .base64: #expect(form == "base64")
    case .file: #expect(form == "file")
    }
    #expect(try stored.bytes == Array(body.utf8))
  }

  @Test func `a file is replaced whole, so that a reader sees the old or the new one`() throws {
    let written = try WrittenCassette(["001-demo-GET-things.json": DamagedCassetteTests.good])
    let old = open("\(written.path)/001-demo-GET-things.json", O_RDONLY)
    defer { close(old) }
    try Self.cassette(at: written.path).save()
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(old, &bytes, bytes.count)
    #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == DamagedCassetteTests.good)
    #expect(try written.folder.text("001-demo-GET-things.json") != DamagedCassetteTests.good)
    #expect(try written.folder.files().keys.sorted() == ["001-demo-GET-things.json", "cassette.json"])
  }

  @Test func `a file that would be the same is not touched`() throws {
    let folder = try TemporaryFolder()
    let cassette = try Self.cassette(at: folder.path)
    try cassette.save()
    func inode() -> UInt {
      var status = stat()
      return stat("\(folder.path)/001-demo-GET-things.json", &status) == 0 ? UInt(status.st_ino) : 0
    }
    let before = inode()
    try cassette.save()
    #expect(inode() == before)
    #expect(before != 0)
  }

  @Test func `a new cassette of which not all was written says that it is not complete`() throws {
    let folder = try TemporaryFolder()
    var cassette = try Self.cassette(at: folder.path)
    cassette.manifest.complete = true
    try folder.write("in the way", to: "001-demo-GET-things.json/inside")
    #expect(throws: CassetteError.self) { try cassette.save() }
    #expect(try folder.text("cassette.json").contains(#""complete": false"#))
  }

  @Test func `what cannot be written is an error, and what was there stays`() throws {
    let written = try WrittenCassette([:])
    let cassette = try Self.cassette(at: written.path)
    try written.folder.write("kept", to: "001-demo-GET-things.json/inside")
    let error = #expect(throws: CassetteError.self) { try cassette.save() }
    #expect(error?.file == "\(written.path)/001-demo-GET-things.json")
    #expect(error?.reason.hasPrefix("cannot be written: ") ?? false)
    #expect(try written.folder.files().keys.sorted() == ["001-demo-GET-things.json/inside", "cassette.json"])
  }

  @Test func `a cassette cannot be made in the place of a file`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "file")
    var cassette = Cassette(newAt: "\(folder.path)/file/cassette")
    cassette.append(try .sample(.sample()), api: .demo)
    let made = cassette
    #expect(throws: CassetteError.self) { try made.save() }
    #expect(try folder.text("file") == "mine")
  }

  @Test func `a link is replaced, not written through`() throws {
    let outside = try TemporaryFolder()
    try outside.write("theirs", to: "target")
    let written = try WrittenCassette([:])
    let cassette = try Self.cassette(at: written.path)
    #expect(symlink("\(outside.path)/target", "\(written.path)/001-demo-GET-things.json") == 0)
    try cassette.save()
    #expect(try outside.text("target") == "theirs")
    #expect(try written.load().interactions == cassette.interactions)
  }

  @Test func `a body that was changed by hand makes the origin edited`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    let name = cassette.append(try .sample(.sample(), .sample(#"{"amount":1}"#)), api: .demo)
    try cassette.save()
    #expect(try Cassette(loading: folder.path).interactions[0].origin == .recorded)
    try folder.write(try folder.text("\(name).json").replacing(": 1 }", with: ": 2 }"), to: "\(name).json")
    let changed = try Cassette(loading: folder.path)
    #expect(try changed.interactions[0].outcome.body?.bytes == Array(#"{"amount":2}"#.utf8))
    #expect(try changed.interactions[0].origin == .edited)
    #expect(try changed.interactions[0].recorded.origin == .recorded, "the file still says what it said")
  }

  @Test func `a request's body that was changed by hand makes the origin edited`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    let name = cassette.append(try .sample(.sample(.post, body: #"{"amount":1}"#)), api: .demo)
    try cassette.save()
    #expect(try Cassette(loading: folder.path).interaction(at: 0).origin == .recorded)
    try folder.write(try folder.text("\(name).json").replacing(": 1 }", with: ": 2 }"), to: "\(name).json")
    #expect(try Cassette(loading: folder.path).interaction(at: 0).origin == .edited)
  }

  @Test func `a body that was laid out anew by hand is the same body`() throws {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    let name = cassette.append(try .sample(.sample(), .sample(#"{"amount":1}"#)), api: .demo)
    try cassette.save()
    try folder.write(
      try folder.text("\(name).json").replacing("{ \"amount\": 1 }", with: "{\n\"amount\" : 1}"), to: "\(name).json")
    #expect(try Cassette(loading: folder.path).interactions[0].origin == .recorded)
  }
}
