import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// The HAR files that other tools wrote of the same traffic, through the reader.
@Suite(.enabled(if: SharedFiles.available)) struct ForeignHARTests {
  static let files: [String] = {
    let folder = "recordings/foreign"
    let all = (try? SharedFiles.files(under: "\(SharedFiles.folder)/\(folder)", endingIn: [".har"])) ?? []
    return all.filter { !$0.hasPrefix("damaged/") }.map { "\(folder)/\($0)" }
  }()

  static let readable = files

  private static func recording(_ path: String) throws -> (har: ForeignRecording, recording: RedactedRecording) {
    let har = try HARReader.read(SharedFiles.bytes(path), file: path)
    let profile = try Profile(parsing: SharedFiles.project("Schemas/keygen/profile.json"), file: "profile.json")
    let keygen = API(name: "keygen", profile: profile)
    let cases = ImportedFile.api("cases", "http://cases.example.test:8080")
    return (
      har,
      try RedactedRecording(
        har.entries.map { ($0.exchange, []) }, { $0.origin.host == "api.keygen.sh" ? keygen : cases }, coded: .undone)
    )
  }

  @Test func `there are eleven files, and all of their entries are read but one of early hints`() throws {
    #expect(Self.readable.count == 11)
    let refused = try Self.readable.flatMap { try HARReader.read(SharedFiles.bytes($0), file: $0).refused }
    #expect(
      refused.map(\.reason) == [
        "the status 103 is an interim one; no final answer was recorded"
      ])
  }

  @Test(arguments: readable)
  func `no credential is in any written byte, and what differs is listed`(path: String) throws {
    let (har, recording) = try Self.recording(path)
    let secrets = Credentials.sent(in: har.entries.map(\.exchange))
    #expect(SecretTraces(of: secrets).found(in: recording.written).isEmpty)
    #expect(recording.unlisted.isEmpty)
    #expect(recording.count + recording.refused.values.reduce(0, +) == har.entries.count)
  }

  @Test func `what was touched, what looked like a secret and stayed, and what was refused`() throws {
    var touched: [String: Int] = [:], doubts: [String: Int] = [:], refused: [String: Int] = [:]
    var count = 0, secrets: Set<String> = []
    for path in Self.readable {
      let (har, recording) = try Self.recording(path)
      touched.add(recording.touched)
      doubts.add(recording.doubts)
      refused.add(recording.refused)
      count += recording.count
      secrets.formUnion(Credentials.sent(in: har.entries.map(\.exchange)))
    }
    #expect(count == 326)
    #expect(secrets.count == 5)
    #expect(
      touched.list == [
        "64 request/headers/authorization place:authorization",
        "6 request/headers/authorization/* place:authorization", "87 request/headers/cookie place:cookie",
        "11 response/headers/set-cookie place:cookie",
      ])
    // Licence keys, which the profile keeps, and ids of accounts and tokens.
    #expect(
      doubts.list == [
        "5 request/body/json/meta/key: a long random value named `key`",
        "12 response/body/json/data/*/attributes/key: a long random value named `key`",
        "23 response/body/json/data/attributes/key: a long random value named `key`",
        "64 response/headers/keygen-account: a long random value in a header",
        "51 response/headers/keygen-bearer: a long random value in a header",
      ])
    #expect(refused.isEmpty)
  }
}
