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

  /// Files that the reader does not take, and why.
  static let unread = [
    "recordings/foreign/chrome-har/cases.har": "a field's value holds a line feed",
    "recordings/foreign/mockserver/request_responses.har": "the time is not an RFC 3339 date-time",
    "recordings/foreign/polly/cases-http_3681971066/recording.har": "\"value\" is a number, it must be a string",
  ]

  static let readable = files.filter { unread[$0] == nil }

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

  @Test func `these three files are not read yet, and eight are`() throws {
    #expect(Self.readable.count == 8)
    for (path, reason) in Self.unread {
      let error = #expect(throws: RecordingError.self) { try HARReader.read(SharedFiles.bytes(path), file: path) }
      #expect(error?.reason == reason)
    }
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
    #expect(count == 212)
    #expect(secrets.count == 5)
    #expect(
      touched.list == [
        "43 request/headers/authorization place:authorization", "68 request/headers/cookie place:cookie",
        "8 response/headers/set-cookie place:cookie",
      ])
    // Licence keys, which the profile keeps, and ids of accounts and tokens.
    #expect(
      doubts.list == [
        "3 request/body/json/meta/key: a long random value named `key`",
        "8 response/body/json/data/*/attributes/key: a long random value named `key`",
        "13 response/body/json/data/attributes/key: a long random value named `key`",
        "42 response/headers/keygen-account: a long random value in a header",
        "34 response/headers/keygen-bearer: a long random value in a header",
      ])
    #expect(refused.isEmpty)
  }
}
