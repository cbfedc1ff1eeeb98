import EventLoop
import ForeignFormats
import HTTPFetching
import HTTPModel
import HTTPServing
import Locking
import RecordReplay
import TestSupport
import Testing

/// Real exchanges with Keygen: imported, saved, loaded and replayed, they come out as they went in.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10)))
struct KeygenRecordingsTests {
  static let scenarios: [String] = {
    let folder = "recordings/keygen"
    let files = try? SharedFiles.files(under: "\(SharedFiles.folder)/\(folder)", endingIn: [".har"])
    return (files ?? []).map { "\(folder)/\($0)" }
  }()

  /// A recording, imported into a cassette that was saved and loaded again.
  struct Imported {
    let har: ForeignRecording
    let cassette: Cassette
    let api: API
    private let folder: TemporaryFolder

    private init(_ path: String) throws {
      let profile = try Profile(parsing: SharedFiles.project("Schemas/keygen/profile.json"), file: "profile.json")
      api = API(name: "keygen", profile: profile)
      har = try HARReader.read(SharedFiles.bytes(path), file: path)
      folder = try TemporaryFolder()
      var made = Cassette(newAt: "\(folder.path)/cassette")
      let outcome = try RecordingImport.add(har, file: path, apis: [api], to: &made)
      #expect(outcome.refused.isEmpty)
      try made.save()
      cassette = try Cassette(loading: made.path)
      #expect(try cassette.interactions == made.interactions)
      #expect(cassette.count == har.entries.count)
      #expect(try cassette.interactions.allSatisfy { try $0.origin.name == "imported" })
    }

    private static let made = Lock<[String: Imported]>([:])

    /// Each is made once for all tests.
    static func of(_ path: String) throws -> Imported {
      if let found = made.withLock({ $0[path] }) { return found }
      let imported = try Imported(path)
      made.withLock { $0[path] = imported }
      return imported
    }

    var files: [String: [UInt8]] { get throws { try folder.files() } }
  }

  /// The parts of an answer that may differ from the recorded one only in redacted places.
  func compare(
    _ actual: Response, _ body: [UInt8], with entry: ForeignExchange, _ interaction: Interaction, _ number: Int
  ) throws {
    let texts = Set((interaction.captures?.response ?? []).map(\.text))
    let request = entry.exchange.request
    guard case .response(let expected) = entry.exchange.outcome, case .bytes(let original) = expected.body else {
      Issue.record("entry \(number): it has no response, or its body is a stream")
      return
    }
    #expect(actual.status == expected.status)
    #expect(actual.reason == expected.reason)
    let fields = expected.headers.removing { $0.isFraming }
    #expect(actual.headers.map(\.name) == fields.map(\.name), "entry \(number)")
    for (left, right) in zip(actual.headers, fields) {
      if left.isNamed("content-length"), Response.hasBody(status: actual.status, to: request.method) {
        #expect(left.text == String(body.count))
      } else {
        #expect(Redacted(left.value, texts).fits(right.value), "entry \(number): \(left.name)")
      }
    }
    #expect(Redacted(body, texts).fits(original), "entry \(number)")
  }

  @Test func `there are 38 recordings with 478 exchanges`() throws {
    let counts = try Self.scenarios.map { try HARReader.read(SharedFiles.bytes($0), file: $0).entries.count }
    #expect(counts.count == 38)
    #expect(counts.reduce(0, +) == 478)
  }

  @Test(arguments: scenarios)
  func `every answer is replayed exactly`(path: String) async throws {
    let imported = try Imported.of(path)
    let replayer = Replayer(cassette: imported.cassette, apis: [imported.api])
    for (index, entry) in imported.har.entries.enumerated() {
      guard case .response(let actual) = await replayer.respond(to: entry.exchange.request).outcome,
        case .bytes(let bytes) = actual.body
      else {
        Issue.record("entry \(index + 1): no response; \(replayer.misses)")
        continue
      }
      #expect(actual.timing.total == entry.duration)
      try compare(actual, bytes, with: entry, try imported.cassette.interaction(at: index), index + 1)
    }
    #expect(replayer.misses.isEmpty)
    #expect(replayer.unused.isEmpty)
  }

  /// Through the real server and a real client, with the targets as they were on the wire, brackets and colons and all.
  @Test(arguments: scenarios)
  func `every answer comes over a socket exactly`(path: String) async throws {
    let imported = try Imported.of(path)
    let loop = try EventLoop(name: "keygen")
    let server = HTTPServer(loop)
    let replayer = Replayer(cassette: imported.cassette, apis: [imported.api])
    let origin = try await server.start(answering: APIRouter(apis: [imported.api], answering: replayer))
    let client = CurlClient(loop)
    for (index, entry) in imported.har.entries.enumerated() {
      let url = entry.exchange.request.url
      for target in ["\(url)", "/keygen\(url.target)"] where target.hasPrefix("/") == index.isMultiple(of: 2) {
        var request = entry.exchange.request
        request.origin = origin
        request.target = Target(target)
        guard case .response(let actual) = await client.respond(to: request).outcome,
          case .success(let body) = await actual.body.collected()
        else {
          Issue.record("entry \(index + 1): no response")
          continue
        }
        try compare(
          actual, body.bytes, with: entry, try imported.cassette.interaction(at: index), index + 1)
      }
    }
    await server.stop(within: .zero)
    loop.stop()
    #expect(replayer.misses.isEmpty)
    #expect(replayer.unused.isEmpty)
  }

  /// All that differs between what was recorded and what is stored.
  @Test func `these places are redacted, and no others`() throws {
    var counts: [String: Int] = [:]
    for path in Self.scenarios {
      let imported = try Imported.of(path)
      for (entry, interaction) in zip(imported.har.entries, try imported.cassette.interactions) {
        for place in try RedactedPlaces.between(entry.exchange, interaction) { counts[place, default: 0] += 1 }
      }
    }
    let list = counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    #expect(list == ["request Authorization: 424", "request URL: 4", "response /data/attributes/token: 6"])
  }

  @Test(arguments: scenarios)
  func `no credential is in any written byte`(path: String) throws {
    let imported = try Imported.of(path)
    let written = try imported.files
    #expect(written.count > imported.har.entries.count)
    let file = try SharedFiles.bytes(path)
    let secrets = Credentials.all(in: file, imported.har)
    // Those that are looked for were there.
    #expect(secrets.contains { String(decoding: file, as: UTF8.self).contains($0) })
    for (name, bytes) in written {
      let text = String(decoding: bytes, as: UTF8.self)
      for secret in secrets {
        for form in Credentials.forms(of: secret) { #expect(!text.contains(form), "\(name) holds \(form)") }
      }
    }
  }
}
