import JSONModel
import TestSupport
import Testing

/// Labelled values, each in an exchange of its own, from import to `audit`.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10)))
struct LabelledCassetteTests {
  /// A cassette that the rows were imported into, one after the other.
  private struct Place {
    let folder: TemporaryFolder
    let result: Subprocess.Result
    let files: [[UInt8]]

    init(_ rows: [LabelledValue]) throws {
      let exchanges = rows.map { LabelledExchange($0) }
      folder = try TemporaryFolder()
      try folder.write(LabelledExchange.har(exchanges), to: "a.har")
      let hosts = Set(exchanges.map(\.host)).sorted()
      result = try Subprocess.run(
        Program.path,
        ["import", "a.har", "--cassette", "c"]
          + hosts.enumerated().flatMap {
            ["--api", "\($0.offset == 0 ? "api" : "h\($0.offset)")=https://\($0.element)"]
          },
        in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
      // Of their names the first part is their number.
      let written = try folder.files().filter { file in
        file.key.hasPrefix("Cassettes/c/") && file.key.dropFirst("Cassettes/c/".count).first?.isNumber ?? false
      }
      files = written.sorted { $0.key < $1.key }.map { Array($0.key.utf8) + [10] + $0.value }
    }

    func run(_ words: String...) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, words, in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
    }
  }

  enum Corpus: CaseIterable {
    case given, own

    /// What is left of its secrets, and touched of what is harmless. `:authority` is no field that is stored.
    var score: (left: Int, touched: Int) { self == .given ? (0, 1) : (1, 2) }

    func rows() throws -> [LabelledValue] {
      self == .given ? try LabelledValue.given() : LabelledValue.rows(LabelledValue.own, seed: 3)
    }
  }

  @Test(arguments: Corpus.allCases)
  func `secrets go, what is harmless stays, audit finds nothing, and redacting again changes nothing`(
    corpus: Corpus
  ) throws {
    let rows = try corpus.rows(), place = try Place(rows)
    #expect(place.result.status == 0, "\(place.result.error)")
    try #require(place.files.count == rows.count)
    var left: [String] = [], touched: [String] = []
    for (row, file) in zip(rows, place.files) {
      let found = SecretTraces(of: row.pieces).found(in: file)
      if row.isSecret, !found.isEmpty { left.append(row.title) }
      // A line end is written as an escape.
      let lines = row.value.split(separator: "\n").map(String.init).filter { $0.utf8.count >= 3 }
      if !row.isSecret, !lines.allSatisfy({ !SecretTraces(of: [$0]).found(in: file).isEmpty }) {
        touched.append(row.title)
      }
    }
    #expect(left.count == corpus.score.left, "\(left.joined(separator: "\n"))")
    #expect(touched.count == corpus.score.touched, "\(touched.joined(separator: "\n"))")
    let audit = try place.run("audit", "Cassettes")
    #expect(audit.status == 0, "\(audit.output)")
    let again = try place.run("redact", "c", "--check")
    #expect(again.status == 0, "\(again.output)")
  }

  @Test func `of all recordings of Keygen audit finds what the profile keeps, and redacting again changes nothing`()
    throws
  {
    let folder = try TemporaryFolder()
    let recordings = try SharedFiles.files(under: SharedFiles.folder + "/recordings/keygen", endingIn: [".har"])
    #expect(recordings.count == 38)
    let paths = recordings.map { "\(SharedFiles.folder)/recordings/keygen/\($0)" }
    let imported = try Subprocess.run(
      Program.path, ["import"] + paths + ["--cassette", "c", "--api", "keygen=https://api.keygen.sh"], in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state"])
    #expect(imported.status == 0, "\(imported.error)")
    func run(_ words: String...) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, words, in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
    }
    // Keygen's profile keeps its licence files, which clients verify.
    let lines = try run("audit", "Cassettes").output.split(separator: "\n").dropLast()
    #expect(lines.count == 6 && lines.allSatisfy { $0.contains("  shape:keygen-license-file  ") }, "\(lines)")
    let again = try run("redact", "c", "--check")
    #expect(again.status == 0, "\(again.output)")
  }

  @Test func `a token pasted in the place of a stand-in is found`() throws {
    let row = LabelledValue.rows("S¦json¦access_token¦‹a32›¦token", seed: 4)
    let place = try Place(row)
    let path = try #require(try place.folder.files().keys.first { $0.hasPrefix("Cassettes/c/001") })
    let text = try place.folder.text(path)
    let standIn = try #require(text.firstMatch(of: /"access_token": "([^"]+)"/)).1
    let token = LabelledValue.rows("S¦json¦x¦‹a32›¦token", seed: 5)[0].value
    #expect(try place.run("audit", "Cassettes").status == 0)
    try place.folder.write(
      Array(text.replacing("token\": \"\(standIn)\"", with: "token\": \"\(token)\"").utf8), to: path)
    let audit = try place.run("audit", "Cassettes")
    #expect(audit.status == 1)
    #expect(audit.output.contains("name:access_token"), "\(audit.output)")
  }

  @Test func `in the shipped cassettes audit finds nothing but licence keys of a server that was set up for them`()
    throws
  {
    let audit = try Subprocess.run(Program.path, ["audit", SharedFiles.root + "/Cassettes"], in: "/")
    let lines = audit.output.split(separator: "\n").dropLast()
    #expect(lines.allSatisfy { $0.contains("  shape:keygen-license-key  ") }, "\(audit.output)")
  }
}
