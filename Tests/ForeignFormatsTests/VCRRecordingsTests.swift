import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// The cassettes that VCR, vcrpy and Betamax wrote, beside what went over the wire.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(5))) struct VCRRecordingsTests {
  struct File: Sendable {
    let tool: String, run: String, name: String
    let entries: Int
    /// Entries that nobody sent so.
    var strangers = 0
    /// Exchanges that are not in it, and what differs, with how often.
    var missing: [String] = []
    var differences: [String] = []
  }

  static let files = [
    // WebMock dropped one of two items with one name from the query. Net::HTTP undid codings that it had asked for.
    File(
      tool: "vcr", run: "default", name: "default.yml", entries: 53, strangers: 1, missing: ["query", "reset"],
      differences: [
        "2 lost field content-encoding", "2 lost field content-length", "2 other field content-length",
        "1 query spelled otherwise",
      ]),
    File(tool: "vcr", run: "exact", name: "exact.yml", entries: 30, strangers: 1, missing: ["query", "reset"]),
    File(
      tool: "vcr", run: "recommended", name: "recommended.yml", entries: 30, strangers: 1, missing: ["query", "reset"]),
    File(tool: "vcr", run: "json", name: "json.json", entries: 9),
    File(tool: "vcr", run: "json-exact", name: "json-exact.json", entries: 18, differences: decoded),
    File(tool: "vcr", run: "compressed", name: "compressed.zz", entries: 19, differences: decoded),
    File(
      tool: "vcr", run: "filter", name: "filter.yml", entries: 20,
      differences: decoded + ["4 request field authorization"]),
    File(
      tool: "vcr", run: "typhoeus", name: "typhoeus.yml", entries: 30,
      differences: ["1 a reset as a response", "30 request field expect"]),
    File(
      tool: "vcr", run: "typhoeus-decoded", name: "typhoeus-decoded.yml", entries: 5,
      differences: [
        "4 lost field content-encoding", "3 lost field content-length", "3 other field content-length",
        "5 request field expect",
      ]),
    // These two join fields.
    File(
      tool: "vcr", run: "faraday", name: "faraday.yml", entries: 19,
      differences: [
        "3 lost field set-cookie", "3 lost field x-twice", "1 other field set-cookie", "1 other field x-twice",
      ]),
    File(
      tool: "vcr", run: "excon", name: "excon.yml", entries: 20,
      differences: [
        "1 a reset as a response", "3 lost field set-cookie", "2 lost field x-twice", "1 other field set-cookie",
        "2 other field x-twice", "20 reason",
      ]),
    File(tool: "vcrpy", run: "default", name: "default.yaml", entries: 52, missing: ["reset"]),
    File(
      tool: "vcrpy", run: "decoded", name: "decoded.yaml", entries: 6,
      differences: [
        "4 lost field content-encoding", "3 lost field content-length", "4 other field content-length",
      ]),
    // Its user had it leave out parts of the query, of bodies and of fields.
    File(
      tool: "vcrpy", run: "filter", name: "filter.yaml", entries: 20, strangers: 1, missing: ["list"],
      differences: ["2 request body", "3 request field authorization"]),
    File(
      tool: "vcrpy", run: "httpx", name: "httpx.yaml", entries: 18, missing: ["odd-headers"],
      differences: ["3 body", "18 reason"]),
    File(tool: "vcrpy", run: "json", name: "json.json", entries: 11),
    File(tool: "betamax", run: "default", name: "default.json", entries: 20),
    // It recorded all, of which the last of equal requests stays.
    File(
      tool: "betamax", run: "exact", name: "exact.json", entries: 26,
      missing: ["create", "read", "counter-1", "counter-2", "reset"]),
    File(
      tool: "betamax", run: "filter-exact", name: "filter-exact.json", entries: 17, missing: ["gzip", "counter-1"],
      differences: ["3 request field authorization"]),
  ]

  private static let decoded = [
    "1 lost field content-encoding", "1 lost field content-length", "1 other field content-length",
  ]

  private static func recording(_ file: File) throws -> ForeignRecording {
    let path = "recordings/foreign/\(file.tool)/\(file.name)"
    return try RecordingReader.read(SharedFiles.bytes(path), file: path)
  }

  private static func apis() throws -> [API] {
    let profile = try Profile(parsing: SharedFiles.project("Schemas/keygen/profile.json"), file: "profile.json")
    return [
      API(name: "keygen", profile: profile),
      ImportedFile.api("cases", "http://cases.example.test:8080", "https://cases.example.test"),
    ]
  }

  @Test(arguments: files)
  func `a file holds what went over the wire, but for what its tool changes`(file: File) throws {
    let recording = try Self.recording(file)
    let truth = try #require(WireTruth.runs(of: file.tool).first { $0.run == file.run })
    let comparison = TruthComparison(recording, truth)
    #expect(recording.entries.count == file.entries)
    #expect(comparison.strangers == file.strangers)
    #expect(comparison.missing == file.missing)
    #expect(comparison.differences.list == file.differences)
  }

  @Test(arguments: files)
  func `every answer is replayed exactly, and no credential is in any written byte`(file: File) async throws {
    let recording = try Self.recording(file)
    let replayed = try await ReplayedRecording([recording], apis: Self.apis())
    #expect(replayed.outcome.refused.isEmpty)
    #expect(replayed.cassette.count == file.entries)
    #expect(replayed.differences.isEmpty)
    #expect(replayed.misses == 0)
    #expect(replayed.unused == 0)
    // What a user's filter put in place of one is none.
    let secrets = Credentials.sent(in: recording.entries.map(\.exchange)).subtracting(["REDACTED"])
    #expect(SecretTraces(of: secrets).found(in: replayed.written).isEmpty)
  }
}
