import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Real exchanges with Paddle, of files that VCR and vcrpy wrote.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(5))) struct PaddleRecordingsTests {
  private struct File {
    let name: String
    let text: String
    let recording: ForeignRecording

    var exchanges: [Exchange] { recording.entries.map(\.exchange) }
  }

  private static func files(_ kind: String, _ ending: String) throws -> [File] {
    let folder = "recordings/paddle/\(kind)"
    return try SharedFiles.files(under: "\(SharedFiles.folder)/\(folder)", endingIn: [ending]).map { name in
      let bytes = try SharedFiles.bytes("\(folder)/\(name)")
      return File(
        name: name, text: String(decoding: bytes, as: UTF8.self), recording: try RecordingReader.read(bytes, file: name)
      )
    }
  }

  private static func all() throws -> [File] { try files("vcr", ".yml") + files("vcrpy", ".yaml") }

  private static func api() throws -> API {
    let profile = try Profile(parsing: SharedFiles.project("Schemas/paddle/profile.json"), file: "profile.json")
    return API(name: "paddle", profile: profile)
  }

  private static func redacted(_ exchanges: [Exchange]) throws -> RedactedRecording {
    let api = try api()
    // Both tools ask for gzip, and write what it was the coding of.
    return try RedactedRecording(exchanges.map { ($0, []) }, { _ in api }, coded: .undone)
  }

  /// What grants something, found in the text of the file whatever it is called.
  private static func secrets(in text: String) -> Set<String> {
    let flat = text.replacing(/\\?\n */, with: "")
    var found: Set<String> = []
    for match in flat.matches(of: /pdl_[a-z]+_[0-9a-z_]+[0-9A-Za-z+\/]+/) { found.insert(String(match.output)) }
    for match in flat.matches(of: /token=(pga_[0-9A-Za-z_.-]+)/) { found.insert(String(match.1)) }
    for match in flat.matches(of: /Bearer ([0-9a-z]{40,})/) { found.insert(String(match.1)) }
    return found
  }

  @Test func `all 74 files are read, an exchange each`() throws {
    let files = try Self.all()
    #expect(files.count == 74)
    #expect(files.allSatisfy { $0.exchanges.count == 1 })
    // Their JSON is whole: quotations over several lines were put together as they were. In one the escapes of a URL were
    // garbled before it was published.
    let bodies = files.compactMap { file -> (name: String, bytes: [UInt8])? in
      guard case .response(let response) = file.exchanges[0].outcome, case .bytes(let bytes) = response.body,
        !bytes.isEmpty
      else { return nil }
      return (file.name, bytes)
    }
    #expect(bodies.count == 73)
    #expect(bodies.filter { (try? JSONValue(parsing: $0.bytes)) == nil }.map(\.name) == ["test_report_csv.yml"])
  }

  @Test func `66 files of VCR's and 8 of vcrpy's are imported and replayed exactly`() async throws {
    for (kind, ending, count) in [("vcr", ".yml", 66), ("vcrpy", ".yaml", 8)] {
      var entries = 0
      for file in try Self.files(kind, ending) {
        let replayed = try await ReplayedRecording([file.recording], apis: [Self.api()])
        #expect(replayed.outcome.refused.isEmpty, "\(file.name)")
        #expect(replayed.differences.isEmpty, "\(file.name)")
        #expect(replayed.misses == 0 && replayed.unused == 0, "\(file.name)")
        #expect(SecretTraces(of: Self.secrets(in: file.text)).found(in: replayed.written).isEmpty, "\(file.name)")
        entries += replayed.cassette.count
      }
      #expect(entries == count)
    }
  }

  @Test func `what their files do not hold is said`() throws {
    let lost = try Self.all().flatMap { file in file.recording.entries.flatMap(\.lost).map { "\(file.name): \($0)" } }
    // Both were shortened before they were published.
    #expect(
      lost == [
        "TestCustomer.test_list_customers.yaml: some of the response's body: 896 were announced, and the file holds 474",
        "TestNotification.test_list_notifications.yaml: "
          + "some of the response's body: 95835 were announced, and the file holds 7093",
      ])
    #expect(try Self.all().flatMap(\.recording.notes).isEmpty)
  }

  @Test func `no credential is in any written byte, and what differs is listed`() throws {
    var all: Set<String> = []
    for file in try Self.all() {
      let recording = try Self.redacted(file.exchanges)
      let secrets = Self.secrets(in: file.text)
      all.formUnion(secrets)
      #expect(SecretTraces(of: secrets).found(in: recording.written).isEmpty, "\(file.name)")
      #expect(recording.unlisted.isEmpty, "\(file.name)")
    }
    #expect(all.count == 13)
  }

  @Test func `what was touched, and what looked like a secret and stayed`() throws {
    let recording = try Self.redacted(Self.all().flatMap(\.exchanges))
    #expect(recording.count == 74)
    #expect(recording.refused.isEmpty)
    // 66 of the 74 credentials were `<AUTHORIZATION>` already, which the place does not ask about.
    #expect(
      recording.touched.list == [
        "74 request/headers/authorization place:authorization",
        "1 response/body/json/data/*/endpoint_secret_key profile:endpoint_secret_key",
        "1 response/body/json/data/*/management_urls/cancel name:token",
        "1 response/body/json/data/*/management_urls/update_payment_method name:token",
        "3 response/body/json/data/endpoint_secret_key profile:endpoint_secret_key",
        "9 response/body/json/data/management_urls/cancel name:token",
        "9 response/body/json/data/management_urls/update_payment_method name:token",
      ])
    // Ids of notifications.
    #expect(recording.doubts.list == ["3 request/url/path/*: a long random path segment"])
  }
}
