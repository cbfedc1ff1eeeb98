import JSONModel
import TestSupport
import Testing

/// Every real recording of Keygen and Paddle, imported and held strictly against the contracts that come with Tapedeck.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10)))
struct RecordedContractsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String]) throws -> Subprocess.Result {
    try Subprocess.run(
      Program.path, words, in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state", "XDG_CACHE_HOME": folder.path + "/cache"])
  }

  /// Imports files and verifies them: the summary, and how often each rule was broken, by operation.
  private func verify(_ files: [String]) throws -> (summary: String, rules: [String: Int]) {
    let imported = try run(["import"] + files + ["--cassette", "all"])
    #expect(imported.status == 0 || imported.status == 1, "\(imported.error)")
    let text = try run(["verify", "all", "--strict", "--report", "json=findings.json"])
    let json = try JSONDocument(parsing: Array(folder.text("findings.json").utf8))
    var rules: [String: Int] = [:]
    for finding in try #require(json.root["findings"]).elements {
      let rule = finding["rule"]?.string ?? "", operation = finding["operation"]?.string ?? "none"
      rules["\(rule), \(operation)", default: 0] += 1
    }
    let lines = text.output.split(separator: "\n").map(String.init)
    return (lines.first { $0.contains(" verified against ") } ?? text.error, rules)
  }

  private static func paths(_ folder: String, _ endings: [String]) throws -> [String] {
    try SharedFiles.paths(endingIn: endings).filter { $0.hasPrefix("\(folder)/") }.map { "\(SharedFiles.folder)/\($0)" }
  }

  /// Each is a request that was made wrong on purpose, and that the server refused or read in its own way; nothing that a
  /// server answered or delivered is among them.
  @Test func `what Keygen's recordings break is what was sent wrong on purpose`() throws {
    let licenses = "/v1/accounts/{account}/licenses"
    let (summary, rules) = try verify(Self.paths("recordings/keygen", [".har"]))
    #expect(summary.hasPrefix("44 errors, 4 warnings, 4 notes from "), "\(summary)")
    #expect(summary.contains("478 interactions (956 payloads) verified against keygen"), "\(summary)")
    #expect(
      rules == [
        // Refused with 401.
        "missing-credentials, GET \(licenses)": 2, "missing-credentials, POST \(licenses)": 2,
        "undocumented-operation, none": 8, "undocumented-media-type, POST \(licenses)": 4,
        "unreadable-body, POST \(licenses)": 4, "missing-body, POST \(licenses)": 2,
        "missing-field, POST \(licenses)": 2, "undocumented-field, POST \(licenses)": 2,
        "wrong-type, POST \(licenses)": 2, "wrong-length, POST \(licenses)": 2,
        "pattern-mismatch, POST \(licenses)": 2, "wrong-format, PATCH \(licenses)/{license}": 2,
        "out-of-range, GET \(licenses)": 4, "wrong-type, GET \(licenses)": 2,
        "pattern-mismatch, GET \(licenses)/{license}": 8,
        "pattern-mismatch, POST \(licenses)/actions/validate-key": 2,
        "pattern-mismatch, GET /v1/accounts/{account}/policies/{policy}": 2,
      ], "\(rules)")
  }

  /// In the one file a body was damaged by whoever published it: a backslash is missing.
  @Test func `what Paddle's recordings break is one damaged file`() throws {
    let (summary, rules) = try verify(Self.paths("recordings/paddle", [".yaml", ".yml", ".json"]))
    #expect(summary.contains("74 interactions (148 payloads) verified against paddle"), "\(summary)")
    #expect(rules == ["unreadable-body, GET /reports/{report_id}/download-url": 1], "\(rules)")
  }
}
