import Locking
import TestSupport
import Testing

@testable import TapedeckTesting

/// What must fail a test does, with its report, where the trait stands.
@Suite(.timeLimit(.minutes(5))) struct FailingTests {
  /// Does what the trait does around a test, and gives the issues' texts with their severities; none of them fails this
  /// test.
  static func issues(
    _ trait: CassetteTrait, _ mode: CassetteMode = .none, isStrict: Bool = true,
    _ function: @concurrent @Sendable () async throws -> Void
  ) async throws -> [String] {
    var trait = trait
    trait.settings = try TestSettings { _ in nil }
    trait.settings?.mode = mode
    trait.settings?.isStrict = isStrict
    let test = try #require(Test.current)
    let found = Found()
    let given = trait
    try await withKnownIssue(isIntermittent: true) {
      try await given.provideScope(for: test, testCase: Test.Case.current, performing: function)
    } matching: { issue in
      let text = issue.comments.map(\.rawValue).joined(separator: "\n") + (issue.error.map { "\($0)" } ?? "")
      let isPlaced = issue.error != nil || issue.sourceLocation == given.sourceLocation
      found.add("\(issue.severity == .error ? "failure" : "warning"): \(text)\(isPlaced ? "" : " elsewhere")")
      return true
    }
    return found.all
  }

  @Test func `a miss fails the test with what differs`() async throws {
    let issues = try await Self.issues(.cassette("purchase", unused: .ignore)) {
      try #expect(Client.paddle("/customers/ctm_unknown", "-o", "/dev/null", "-w", "%{http_code}").output == "599")
    }
    #expect(issues.count == 1)
    let text = try #require(issues.first)
    #expect(text.hasPrefix("failure: miss: GET https://api.paddle.com/customers/ctm_unknown\n"), "\(text)")
    #expect(text.contains("no interaction in Cassettes/purchase matches"))
    #expect(text.contains("closest: 003-paddle-GET-customers; differences:\n    /url\n"))
    #expect(!text.contains("TAPEDECK_MODE"))
  }

  @Test func `a developer is told how the test records it`() async throws {
    let issues = try await Self.issues(.cassette("purchase", unused: .ignore), isStrict: false) {
      _ = try Client.paddle("/customers/ctm_unknown")
    }
    #expect(issues.first?.hasSuffix("or by this test: TAPEDECK_MODE=new_episodes swift test") ?? false, "\(issues)")
  }

  @Test func `what the test did not ask for fails it, unless it has thrown`() async throws {
    let issues = try await Self.issues(.cassette("purchase")) { _ = try Client.paddle() }
    #expect(issues.count == 1)
    #expect(issues.first?.hasPrefix("failure: unused: 002-keygen-POST-licenses, 004-ses-") ?? false, "\(issues)")
    #expect(issues.first?.contains("did not ask for 6 of 9 interactions in Cassettes/purchase") ?? false, "\(issues)")
    struct Stop: Error {}
    let thrown = try await Self.issues(.cassette("purchase")) {
      _ = try Client.paddle("/unknown")
      throw Stop()
    }
    #expect(thrown.count == 2)
    #expect(thrown.first?.hasPrefix("failure: miss: ") ?? false)
    #expect(thrown.last == "failure: Stop()")
  }

  @Test(arguments: [
    ("purchas", "Cassettes/purchas: cassette not found; did you mean purchase?"), ("", "cassette not found"),
    ("nowhere/c", "nowhere/c: cassette not found"),
  ])
  func `a cassette that is not there fails the test, which does not run`(name: String, text: String) async throws {
    let issues = try await Self.issues(.cassette(name)) { Issue.record("it ran") }
    #expect(issues.count == 1)
    #expect(issues.first?.contains(text) ?? false, "\(issues)")
    #expect(issues.first?.contains("next: TAPEDECK_MODE=once swift test") ?? false)
  }

  @Test(arguments: [("paddle:reest", "column 8: 'reest' is not a fault"), ("", "':' and a fault are missing")])
  func `a mistaken fault fails the test`(fault: String, text: String) async throws {
    let issues = try await Self.issues(.cassette("purchase", faults: [fault])) { Issue.record("it ran") }
    #expect(issues.count == 1 && issues.first?.contains(text) ?? false, "\(issues)")
  }

  @Test func `a damaged cassette is an error with its place, and is not recorded over`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "c/cassette.json")
    for mode in CassetteMode.allCases {
      let issues = try await Self.issues(.cassette("\(folder.path)/c"), mode) { Issue.record("it ran") }
      #expect(issues.count == 1)
      #expect(issues.first?.hasPrefix("failure: \(folder.path)/c/cassette.json:1:") ?? false, "\(issues)")
    }
    #expect(try folder.files().keys.sorted() == ["c/cassette.json"])
  }

  @Test(arguments: [(true, "failure"), (false, "warning")])
  func `an incomplete or edited cassette fails a strict test, and warns a developer`(
    isStrict: Bool, word: String
  ) async throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in try SharedFiles.projectPaths("Cassettes/purchase", endingIn: [".json"]).map({
      ($0, try SharedFiles.project("Cassettes/purchase/\($0)"))
    }) {
      let text = String(decoding: bytes, as: UTF8.self)
      try folder.write(
        text.replacing("\"complete\": true", with: "\"complete\": false").replacing("Ada Lindqvist", with: "Eda"),
        to: "c/\(name)")
    }
    try folder.write("", to: "Schemas/x")
    for name in ["keygen", "paddle", "ses"] {
      try folder.write(try SharedFiles.project("Schemas/\(name)/profile.json"), to: "Schemas/\(name)/profile.json")
    }
    let trait = CassetteTrait.cassette("\(folder.path)/c", unused: .ignore, filePath: "\(folder.path)/x.swift")
    let issues = try await Self.issues(trait, isStrict: isStrict) {}
    #expect(issues.count == 2)
    #expect(issues.first?.hasPrefix("\(word): \(folder.path)/c is incomplete: ") ?? false, "\(issues)")
    #expect(issues.last?.contains("003-paddle-GET-customers") ?? false, "\(issues)")
    #expect(issues.last?.hasPrefix("\(word): edited since they were recorded") ?? false, "\(issues)")
  }
}

/// Texts in the order in which they were said.
private final class Found: Sendable {
  private let texts = Lock<[String]>([])
  func add(_ text: String) { texts.withLock { $0.append(text) } }
  var all: [String] { texts.withLock(\.self) }
}
