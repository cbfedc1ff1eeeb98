import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// validation.json of ../shared/conformance/asl: AWS's verdicts on definitions.
@Suite(.enabled(if: SharedFiles.available)) struct ValidationConformanceTests {
  /// Cases that are known to differ, by name.
  static let knownFailures: Set<String> = []

  @Test func `AWS's verdicts on definitions are ours`() throws {
    // What is no JSON is the JSON reader's business.
    let cases = try ConformanceCase.load("validation.json").filter { $0.json["definition"]?.object != nil }
    var failed: Set<String> = []
    var unsupported = 0
    for testCase in cases {
      let problems = try testCase.parse().problems
      if problems.contains(where: { $0.code == .notSupportedYet }) {
        unsupported += 1
        continue
      }
      let name = testCase.id.split(separator: "::").last.map { String($0) } ?? testCase.id
      let expected = testCase.json["expected"] ?? .null
      let isSame: Bool
      if let message = expected["api_error"]?["message"]?.text {
        let own = problems.map { "\($0.code.rawValue): \($0.message) at \($0.location ?? "null")" }
        isSame = message == "Invalid State Machine Definition: '\(own.joined(separator: ", "))'"
      } else {
        let own = problems.map { [$0.code.rawValue, $0.location, $0.message, $0.severity.rawValue] }
        isSame =
          own
          == expected["response"]?["diagnostics"]?.array?.map { diagnostic in
            ["code", "location", "message", "severity"].map { diagnostic[$0]?.text }
          }
      }
      if !isSame {
        failed.insert(name)
        print(name, problems.map(\.description))
      }
    }
    print("validation.json: \(cases.count - unsupported - failed.count) of \(cases.count) as on AWS,", terminator: " ")
    print("\(unsupported) need JSONata")
    #expect(unsupported == 2)
    #expect(failed == Self.knownFailures)
  }
}
