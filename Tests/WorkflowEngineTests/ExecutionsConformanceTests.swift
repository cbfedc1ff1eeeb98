import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// executions.json of ../shared/conformance/asl: what AWS did, recorded by LocalStack's tests.
@Suite(.enabled(if: SharedFiles.available)) struct ExecutionsConformanceTests {
  /// Cases that are known to fail, by name.
  static let knownFailures: Set<String> = []

  @Test func `service-free JSONPath executions end as on AWS, with the same history`() async throws {
    let all = try ConformanceCase.load("executions.json")
    let leftOut = all.compactMap { $0.json["needs"] == ["none"] ? $0.reasonToWait : "AWS's services" }
    let cases = all.filter { $0.json["needs"] == ["none"] && $0.reasonToWait == nil }
    var failed: Set<String> = []
    var whole = 0
    for testCase in cases {
      let parsed = try testCase.parse()
      guard let machine = parsed.machine else {
        failed.insert(testCase.id)
        print(testCase.id, parsed.problems.map(\.description))
        continue
      }
      let execution = await testCase.run(ScriptedTasks([:]), machine: machine)
      var differences = testCase.differences(execution)
      if testCase.hasHistory, testCase.memberNotKept == nil {
        whole += 1
        differences += testCase.memberDifferences(execution)
      }
      if !differences.isEmpty {
        failed.insert(testCase.id)
        print(testCase.id, differences)
      }
    }
    print("executions.json: \(cases.count - failed.count) of \(cases.count) pass,", terminator: " ")
    print("\(cases.count { $0.hasHistory }) of them with a history that is compared,", terminator: " ")
    print("\(whole) with every member of every event")
    print("  left out of \(all.count): \(ConformanceCase.summary(leftOut))")
    #expect(cases.count == 379)
    #expect(whole == 95)
    #expect(failed == Self.knownFailures)
  }
}
