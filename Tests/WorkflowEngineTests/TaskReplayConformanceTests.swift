import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// task_replay.json of ../shared/conformance/asl: the results that AWS's tasks gave are fed back.
@Suite(.enabled(if: SharedFiles.available)) struct TaskReplayConformanceTests {
  /// Cases that are known to fail, by name.
  static let knownFailures: Set<String> = []

  @Test func `JSONPath executions with tasks end as on AWS, with the same requests and history`() async throws {
    let all = try ConformanceCase.load("task_replay.json")
    let cases = all.filter { $0.reasonToWait == nil }
    var failed: Set<String> = []
    var notWhole: [String] = []
    for testCase in cases {
      let parsed = try testCase.parse()
      guard let machine = parsed.machine else {
        failed.insert(testCase.id)
        print(testCase.id, parsed.problems.map(\.description))
        continue
      }
      let tasks = testCase.scriptedTasks
      let execution = await testCase.run(tasks, machine: machine)
      var differences = testCase.differences(execution)
      differences += testCase.requestDifferences(tasks.calls)
      differences += testCase.memberDifferences(execution)
      if let member = testCase.memberNotKept { notWhole.append("  \(testCase.id): \(member)") }
      if !differences.isEmpty {
        failed.insert(testCase.id)
        print(testCase.id, differences)
      }
    }
    print("task_replay.json: \(cases.count - failed.count) of \(cases.count) pass")
    print("  left out of \(all.count): \(ConformanceCase.summary(all.compactMap(\.reasonToWait)))")
    print("  \(cases.count - notWhole.count) with every member of every event, the others without one member:")
    for line in notWhole.sorted() { print(line) }
    #expect(cases.count == 74)
    #expect(notWhole.count == 11)
    #expect(failed == Self.knownFailures)
  }
}

extension ConformanceCase {
  private func recorded(_ state: String) -> [JSONValue] {
    json["task_calls"]?.array?.filter { $0["state"]?.text == state } ?? []
  }

  var scriptedTasks: ScriptedTasks {
    ScriptedTasks { call, earlier in
      let recorded = recorded(call.state)
      guard recorded.indices.contains(earlier) else {
        return TaskReport(.failed(ErrorName(rawValue: "Test.NoFurtherCall"), cause: nil))
      }
      if recorded[earlier]["timed_out"]?.bool == true { return TaskReport(.succeeded(.null), took: .seconds(100_000)) }
      if let error = recorded[earlier]["throw"] {
        let cause = error["cause"].flatMap { $0.isNull ? nil : $0.text ?? $0.text(.compact) }
        return TaskReport(.failed(ErrorName(rawValue: error["error"]?.text ?? ""), cause: cause))
      }
      return TaskReport(.succeeded(recorded[earlier]["result"] ?? .null))
    }
  }

  /// What was asked, against what AWS asked; execution names and times are not compared.
  func requestDifferences(_ calls: [TaskCall]) -> [String] {
    calls.indices.compactMap { index in
      let call = calls[index]
      let recorded = recorded(call.state)
      let earlier = calls[..<index].count { $0.state == call.state }
      guard recorded.indices.contains(earlier), let request = recorded[earlier]["request"],
        let expected = request["parameters"] ?? request["input"], !expected.text().contains("<")
      else { return nil }
      return expected == call.parameters ? nil : "request \(call.parameters.text()), not \(expected.text())"
    }
  }
}
