import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// The cases of measured.json with a Task: what the task did on AWS stands in the case's note, and is scripted here.
@Suite(.enabled(if: SharedFiles.available)) struct MeasuredTaskTests {
  static let long = Duration.seconds(100)

  @Test(arguments: [
    ("timeout-execution-in-task", [TaskReport(.succeeded(.null), took: long)]),
    ("timeout-retried", [TaskReport(.succeeded(.null), took: long), TaskReport(.succeeded(.null))]),
    ("activity-failure-uncaught", [failure("Worker.Said", "so")]),
    ("parallel-branch-fails-sibling-cancelled", [failure("Custom.Branch", "cancel sibling activity")]),
    ("catch-next-on-end-state-in-branch", [failure("Sqs.SqsException", "no")]),
    ("history-parallel-task-fails-caught", [failure("Sqs.SqsException", "no")]),
    ("history-parallel-task-runtime-error", []), ("sdk-error-sqs-unmodelled", [failure("Sqs.SqsException", nil)]),
    ("nested-start-sync", [TaskReport(.succeeded(["Output": #"{"child":"ok"}"#]))]),
    ("nested-start-sync-2", [TaskReport(.succeeded(["Output": ["child": "ok"]]))]),
    ("task-callback-history", [TaskReport(.succeeded(["any": 1]))]),
  ])
  func `machines with a task do what was measured on AWS`(id: String, reports: [TaskReport]) async throws {
    let measured = try #require(try ConformanceCase.load("measured.json").first { $0.id == id })
    let machine = try #require(try measured.parse().machine)
    let tasks = ScriptedTasks { call, earlier in
      // The sibling of the branch that fails is busy.
      if call.state == "R" { return TaskReport(.succeeded(.null), took: Self.long) }
      return reports.indices.contains(earlier) ? reports[earlier] : Self.failure("Test.NoFurtherCall", nil)
    }
    #expect(measured.measuredDifferences(await measured.run(tasks, machine: machine)) == [])
  }

  static func failure(_ name: String, _ cause: String?) -> TaskReport {
    TaskReport(.failed(ErrorName(rawValue: name), cause: cause), took: .seconds(1))
  }
}
