import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Real exchanges with Keygen: imported, saved, loaded and replayed, they come out as they went in.
@Suite(.enabled(if: SharedFiles.available))
struct KeygenRecordingsTests {
  static let scenarios = ["v1.4.0", "v1.5.1"].flatMap { version in
    [
      "catalog", "content-negotiation", "errors", "large", "license-keys", "license-lifecycle", "machines", "outage",
      "pagination", "purchase-http-task", "purchase-http-task-errors", "purchase-idempotent", "purchase-robust",
      "rate-limited", "sequence", "signatures", "tokens", "versions", "webhook-endpoints",
    ].map { "recordings/keygen/\(version)/\($0).har" }
  }

  func keygen() throws -> API {
    let profile = try Profile(parsing: SharedFiles.project("Schemas/keygen/profile.json"), file: "profile.json")
    return API(name: "keygen", profile: profile)
  }

  @Test(arguments: scenarios)
  func `every answer is replayed exactly`(path: String) async throws {
    let api = try keygen()
    let har = try HARReader.read(SharedFiles.bytes(path), file: path)
    let folder = try TemporaryFolder()
    var made = Cassette(newAt: "\(folder.path)/cassette")
    try HARImport(apis: [api]).add(har, file: path, to: &made)
    try made.save()
    let loaded = try Cassette(loading: made.path)
    #expect(loaded.interactions == made.interactions)
    #expect(loaded.interactions.allSatisfy { $0.origin.name == "imported" })

    let replayer = Replayer(cassette: loaded, apis: [api])
    for (number, entry) in har.entries.enumerated() {
      guard case .response(let expected) = entry.exchange.outcome,
        case .response(let actual) = await replayer.respond(to: entry.exchange.request)
      else {
        Issue.record("entry \(number + 1): no response; \(replayer.misses)")
        continue
      }
      #expect(actual.status == expected.status)
      #expect(actual.reason == expected.reason)
      #expect(actual.timing.total == entry.duration)
      let fields = expected.headers.removing { $0.isFraming }
      #expect(actual.headers.map(\.name) == fields.map(\.name))
      for (left, right) in zip(actual.headers, fields) where !left.isNamed("content-length") {
        #expect(Redacted(left.value).fits(right.value), "\(left.name)")
      }
      guard case .bytes(let bytes) = actual.body, case .bytes(let original) = expected.body else {
        Issue.record("a body is a stream")
        continue
      }
      #expect(Redacted(bytes).fits(original), "entry \(number + 1)")
      let length = Response.hasBody(status: actual.status, to: entry.exchange.request.method) ? bytes.count : nil
      if let length, actual.headers.contains("content-length") {
        #expect(actual.headers.first("content-length") == String(length))
      }
    }
    #expect(replayer.misses.isEmpty)
    #expect(replayer.unused.isEmpty)
  }

  @Test(arguments: scenarios)
  func `no credential is in any written byte`(path: String) throws {
    let api = try keygen()
    let har = try HARReader.read(SharedFiles.bytes(path), file: path)
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    try HARImport(apis: [api]).add(har, file: path, to: &cassette)
    try cassette.save()
    let written = try folder.files()
    #expect(written.count > har.entries.count)
    let secrets = try Credentials.all(in: SharedFiles.bytes(path), har)
    for (name, bytes) in written {
      let text = String(decoding: bytes, as: UTF8.self)
      for secret in secrets {
        for form in Credentials.forms(of: secret) { #expect(!text.contains(form), "\(name) holds \(form)") }
      }
    }
  }
}

/// Bytes with placeholders, each of which stands for one or more other bytes.
struct Redacted {
  private let pieces: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    let mark = Array("{{keygen.".utf8)
    while let start = rest.indices.first(where: { rest[$0] == mark[0] && rest[$0...].starts(with: mark) }),
      let end = rest[start...].indices.first(where: { rest[$0...].starts(with: "}}".utf8) })
    {
      pieces.append(rest[..<start])
      rest = rest[(end + 2)...]
    }
    self.pieces = pieces + [rest]
  }

  func fits(_ original: [UInt8]) -> Bool {
    guard pieces.count > 1 else { return Array(pieces[0]) == original }
    guard original.starts(with: pieces[0]) else { return false }
    var rest = original[pieces[0].count...].dropFirst()
    for piece in pieces.dropFirst().dropLast() {
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
      rest = rest[(start + piece.count)...].dropFirst()
    }
    return rest.count >= pieces[pieces.count - 1].count
      && rest.suffix(pieces[pieces.count - 1].count) == pieces[pieces.count - 1]
  }
}
