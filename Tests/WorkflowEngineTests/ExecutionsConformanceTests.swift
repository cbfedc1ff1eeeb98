import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// executions.json of ../shared/conformance/asl: what AWS did, recorded by LocalStack's tests.
@Suite(.enabled(if: SharedFiles.available)) struct ExecutionsConformanceTests {
  /// Cases that are known to fail, by name.
  static let knownFailures: Set<String> = []

  @Test func `service-free JSONPath executions end as on AWS, with the same history`() async throws {
    let cases = try ConformanceCase.load("executions.json").filter {
      $0.isJSONPath && $0.json["needs"] == ["none"] && !$0.needsLaterLanguage
    }
    var failed: Set<String> = []
    for testCase in cases {
      let parsed = try testCase.parse()
      guard let machine = parsed.machine else {
        failed.insert(testCase.id)
        print(testCase.id, parsed.problems.map(\.description))
        continue
      }
      let differences = testCase.differences(await testCase.run(ScriptedTasks([:]), machine: machine))
      if !differences.isEmpty {
        failed.insert(testCase.id)
        print(testCase.id, differences)
      }
    }
    print("executions.json: \(cases.count - failed.count) of \(cases.count) pass,", terminator: " ")
    print("\(cases.count { $0.hasHistory }) of them with a history that is compared")
    #expect(cases.count == 379)
    #expect(failed == Self.knownFailures)
  }
}
