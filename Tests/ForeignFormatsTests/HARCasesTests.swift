import Files
import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// HAR files as tools write them, each of which was read wrongly once.
@Suite(.enabled(if: SharedFiles.available)) struct HARCasesTests {
  static let api = ImportedFile.api("api", "https://api.example.com")

  static func imported(_ name: String, file: String = "in.har", _ choice: EntryChoice = EntryChoice()) throws
    -> ImportedFile
  {
    let folder = "cases/\(name)"
    return try ImportedFile(
      SharedFiles.bytes("\(folder)/\(file)"), apis: [api],
      attachments: .folder(Folder("\(SharedFiles.folder)/\(folder)")), choice)
  }

  @Test func `a bad entry costs itself and no other`() throws {
    let file = try Self.imported("har-one-bad-entry")
    #expect(file.outcome.names == ["001-api-GET-a", "002-api-GET-f"])
    #expect(
      file.outcome.refused.map(\.reason) == [
        "entry 2: wss: is not an HTTP URL; a WebSocket was recorded, and only HTTP can be replayed",
        "entry 3: data: is not an HTTP URL", "entry 4: about: is not an HTTP URL",
      ])
    #expect(file.outcome.refused.map { $0.place.position?.line } == [35, 56, 77])
    guard case .failure = try file.cassette.interaction(at: 1).outcome else { return #expect(Bool(false)) }
  }

  @Test func `what is wrong with an entry that nobody asked for is not said`() throws {
    let only = try Self.imported("har-one-bad-entry", EntryChoice(only: Selection("1")))
    #expect(only.outcome.names.count == 1 && only.outcome.refused.isEmpty)
    let known = try Self.imported("har-one-bad-entry", EntryChoice(skipsUnknown: true))
    #expect(known.outcome.refused.map(\.reason).map { $0.prefix(12) } == ["entry 2: wss"])
    #expect(known.outcome.leftOut == 2)
  }

  @Test func `what no replay needs costs no entry`() throws {
    let file = try Self.imported("har-members-that-do-not-matter")
    #expect(file.outcome.refused.isEmpty)
    let times = try (0..<3).map { try file.cassette.interaction(at: $0).recorded.at.map { "\($0)" } }
    // The one without a time stays where it was in the file.
    #expect(times == ["2026-11-28T10:00:00Z", nil, "2026-11-28T10:00:00Z"])
    #expect(file.outcome.losses.map(\.lost) == [["when it was sent: \"startedDateTime\" is not a date-time"]])
  }

  @Test func `a body that the file does not hold is said, and is a miss`() async throws {
    let file = try Self.imported("har-body-not-in-har")
    let reasons = [
      "its response had 5000 bytes, the file holds none", "its response had 40 bytes, the file holds 10",
    ]
    #expect(file.outcome.losses.map(\.missing.response) == reasons)
    #expect(file.outcome.losses.map(\.entry) == [1, 2])
    for (index, path) in ["/a", "/b"].enumerated() {
      let miss = try #require(await file.miss(file.request(to: path)))
      #expect(miss.reason == .bodyMissing && miss.damage == reasons[index])
      #expect(miss.closest?.interaction == file.outcome.names[index])
    }
  }

  @Test func `entries are in the order of time`() async throws {
    let file = try Self.imported("har-entries-not-in-order")
    let bodies = try (1...2).map { try file.body($0) }
    #expect(bodies == ["first", "second"])
  }

  @Test func `fields that were joined by line feeds are several`() throws {
    let fields = try #require(try Self.imported("har-field-line-feed").response(1)).headers
    #expect(fields.all("link").count == 2)
    #expect(fields.all("vary").count == 2)
  }

  @Test func `a reason that is null is none`() throws {
    #expect(try Self.imported("har-statustext-null").response(1)?.reason == "")
  }

  @Test func `another protocol is not imported, and named`() throws {
    let file = try Self.imported("har-switching-protocols")
    #expect(file.outcome.names.isEmpty)
    #expect(
      file.outcome.refused.map(\.reason) == [
        "entry 1: a WebSocket or another protocol was recorded (101); only HTTP can be replayed"
      ])
  }

  @Test func `bodies beside the file are read`() async throws {
    let file = try Self.imported("har-playwright-attached")
    #expect(file.outcome.losses.isEmpty)
    let body = String(decoding: try SharedFiles.bytes("cases/har-playwright-attached/body.txt"), as: UTF8.self)
    #expect(try file.body(1) == body)
    let alone = try ImportedFile(SharedFiles.bytes("cases/har-playwright-attached/in.har"), apis: [Self.api])
    #expect(alone.outcome.losses.map(\.missing.response) == ["its attached file body.txt is not there"])
    #expect(await alone.miss(alone.request(to: "/a"))?.reason == .bodyMissing)
  }

  @Test(arguments: ["in.har", "v6.har"]) func `the chunks of a coded body are put together`(name: String) throws {
    let file = try Self.imported("har-polly-chunks", file: name)
    #expect(try file.body(1) == #"{"id":7,"name":"Ada"}"#)
    #expect(file.outcome.losses.isEmpty)
  }

  @Test(arguments: ["har-multipart-boundary", "har-multipart-params"])
  func `a form is compared by its parts, whatever their boundary`(name: String) async throws {
    let file = try Self.imported(name)
    var request = file.request(to: "/upload")
    request.headers = [HeaderField("Content-Type", "multipart/form-data; boundary=another")]
    func part(_ value: String) -> Body {
      .bytes(Array("--another\r\ncontent-disposition: form-data; name=title\r\n\r\n\(value)\r\n--another--\r\n".utf8))
    }
    request.body = part("Report")
    #expect(await file.miss(request) == nil)
    request.body = part("Other")
    #expect(
      await file.miss(request)?.closest?.mismatches == [
        Mismatch(pointer: "/body", recorded: "part name=\"title\": Report", received: "part name=\"title\": Other")
      ])
  }

  @Test func `a 304 is for who has a condition, and the body for who has none`() async throws {
    let file = try Self.imported("har-not-modified")
    let replayer = Replayer(cassette: file.cassette, apis: file.apis, defaultAfterLast: .repeatLast)
    var request = file.har.entries[0].exchange.request
    guard case .response(let short) = await replayer.respond(to: request).outcome else { return #expect(Bool(false)) }
    #expect(short.status == 304)
    request.headers.removeAll("if-none-match")
    guard case .response(let full) = await replayer.respond(to: request).outcome else { return #expect(Bool(false)) }
    #expect(full.status == 200 && full.reason == "OK")
    #expect(HARReaderTests.bytes(full.body) == Array("the cached body".utf8))
  }

  @Test func `a miss shows an escaped slash, and members with one name`() async throws {
    let file = try Self.imported("har-miss-says-nothing")
    #expect(
      await file.miss(file.request(to: "/files/a/b"))?.closest?.mismatches == [
        Mismatch(pointer: "/url", recorded: "/files/a%2Fb", received: "/files/a/b")
      ])
    var request = file.har.entries[1].exchange.request
    request.body = .bytes(Array(#"{"a":2}"#.utf8))
    #expect(
      await file.miss(request)?.closest?.mismatches == [
        Mismatch(pointer: "/body/json/a", recorded: "1, then 2", received: "2")
      ])
  }

  @Test func `all hosts that no API has are named at once`() throws {
    let har = try HARReader.read(SharedFiles.bytes("cases/har-unknown-hosts/in.har"), file: "in.har")
    var reading = RecordingImport(apis: [Self.api])
    try reading.read(har, file: "in.har")
    #expect(reading.unknownHosts.text == "no API has these 2 hosts")
    #expect(reading.unknownHosts.lines == ["1 entry  https://cdn.example.org", "1 entry  https://stats.example.net"])
    #expect(try Self.imported("har-unknown-hosts", EntryChoice(skipsUnknown: true)).outcome.names == ["001-api-GET-a"])
    let hosts = [HostPattern("API.example.com")].compactMap(\.self)
    let some = try Self.imported("har-unknown-hosts", EntryChoice(hosts: hosts))
    #expect(some.outcome.names.count == 1 && some.outcome.leftOut == 2)
  }
}
