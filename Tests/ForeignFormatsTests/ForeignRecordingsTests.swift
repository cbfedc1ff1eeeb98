import HTTPModel
import Hashing
import RecordReplay
import TestSupport
import Testing

/// The traffic that 19 other tools recorded. Most of their formats cannot be read yet, so the exchanges are those that went
/// over the wire meanwhile; the files are read where they are HAR.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(5))) struct ForeignRecordingsTests {
  private static let keygen: API? = {
    let profile = try? Profile(parsing: SharedFiles.project("Schemas/keygen/profile.json"), file: "profile.json")
    return profile.map { API(name: "keygen", profile: $0) }
  }()

  /// One with the default redaction alone, for whatever is no host of Keygen's.
  private static let cases = ImportedFile.api("cases", "http://cases.example.test:8080", "https://cases.example.test")

  private static func api(_ url: AbsoluteURL) -> API { url.origin.host == "api.keygen.sh" ? keygen ?? cases : cases }

  private static func redacted(_ tool: String) throws -> [(truth: WireTruth, recording: RedactedRecording)] {
    try WireTruth.runs(of: tool).map { truth in
      (truth, try RedactedRecording(truth.exchanges.map { ($0.exchange, $0.trailers) }, api))
    }
  }

  @Test func `there are 1,399 exchanges in 58 runs, all but two of them whole`() throws {
    let runs = try WireTruth.tools.flatMap { try WireTruth.runs(of: $0) }
    #expect(runs.count == 58)
    #expect(runs.map(\.exchanges.count).reduce(0, +) == 1397)
    #expect(runs.flatMap(\.unread).count == 2)
  }

  /// They ask the server of difficult cases alone, and for a few coded bodies only.
  private static let runsWithout = ["vcr typhoeus-decoded", "vcrpy decoded"]

  @Test(arguments: WireTruth.tools)
  func `no credential is in any written byte, and what differs is listed`(tool: String) throws {
    for (truth, recording) in try Self.redacted(tool) {
      let secrets = Credentials.sent(in: truth.exchanges.map(\.exchange))
      #expect(secrets.isEmpty == Self.runsWithout.contains("\(tool) \(truth.run)"), "\(truth.run)")
      #expect(SecretTraces(of: secrets).found(in: recording.written).isEmpty, "\(truth.run)")
      #expect(recording.unlisted.isEmpty, "\(truth.run)")
    }
  }

  @Test func `what was touched, what looked like a secret and stayed, and what was refused`() throws {
    var touched: [String: Int] = [:], doubts: [String: Int] = [:], refused: [String: Int] = [:]
    var count = 0
    for tool in WireTruth.tools {
      for (_, recording) in try Self.redacted(tool) {
        touched.add(recording.touched)
        doubts.add(recording.doubts)
        refused.add(recording.refused)
        count += recording.count
      }
    }
    #expect(count == 1397)
    // Without Keygen's profile, as where a reverse proxy was asked, the shape of a licence key decides.
    #expect(
      touched.list == [
        "6 request/body/json/meta/key shape:keygen-license-key",
        "264 request/headers/authorization place:authorization", "146 request/headers/cookie place:cookie",
        "10 response/body/json/data/*/attributes/key shape:keygen-license-key",
        "24 response/body/json/data/attributes/key shape:keygen-license-key",
        "50 response/headers/set-cookie place:cookie",
      ])
    // Licence keys, which the profile keeps, and ids: of accounts, tokens, requests and tapes.
    #expect(
      doubts.list == [
        "33 request/body/json/meta/key: a long random value named `key`",
        "8 request/headers/postman-token: a long random value in a header",
        "27 request/headers/x-forwarded-by: a long random value in a header",
        "41 response/body/json/data/*/attributes/key: a long random value named `key`",
        "113 response/body/json/data/attributes/key: a long random value named `key`",
        "276 response/headers/keygen-account: a long random value in a header",
        "215 response/headers/keygen-bearer: a long random value in a header",
        "36 response/headers/keygen-token: a long random value in a header",
        "30 response/headers/x-yakbak-tape: a long random value in a header",
      ])
    #expect(refused.list == [])
  }
}
