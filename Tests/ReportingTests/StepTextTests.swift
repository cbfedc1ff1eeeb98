import HTTPModel
import JSONModel
import Reporting
import Testing
import WorkflowEngine

struct StepTextTests {
  static func lines(
    _ definition: String, answering answer: @escaping @Sendable (TaskCall) -> TaskReport
  ) async throws -> [String] {
    let execution = try await run(definition, answering: answer)
    let text = StepText(states: execution.steps.map(\.state))
    return execution.steps.map { text.line($0) }
  }

  @Test func `attempts, catches and states are lines whose columns agree`() async throws {
    let definition = """
      {"StartAt": "Get", "States": {
        "Get": {"Type": "Task", "Resource": "r", "Next": "Create"},
        "Create": {"Type": "Task", "Resource": "r", "Next": "Done",
          "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}]},
        "Done": {"Type": "Pass", "End": true}}}
      """
    let lines = try await Self.lines(definition) { call in
      switch (call.state, call.attempt) {
      case ("Get", _):
        TaskReport(
          .succeeded([:]), took: .milliseconds(20), exchange: .sample("GET", status: 200, interaction: "001-api-GET"))
      case (_, 0): TaskReport(.failed(ErrorName(rawValue: "Busy"), cause: "come\nback"), took: .milliseconds(5))
      default:
        TaskReport(
          .failed(ErrorName(rawValue: "Gone"), cause: String(repeating: "y", count: 200)), took: .seconds(1),
          exchange: .sample(status: nil, interaction: nil))
      }
    }
    #expect(
      lines == [
        "  ok      Get       20 ms  GET https://api.test/orders -> 200 [001-api-GET]",
        "  retry   Create     5 ms  Busy: come back; again in 2 s",
        "  caught  Create      1 s  POST https://api.test/orders  Gone: \(String(repeating: "y", count: 159))…; "
          + "continues with Done",
        "  ok      Done       0 ms  Pass",
      ])
  }

  @Test func `a failure ends its branch's sibling and its Parallel`() async throws {
    let definition = """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true}}},
        {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 60, "End": true}}}]}}}
      """
    let lines = try await Self.lines(definition) { _ in
      TaskReport(.failed(ErrorName(rawValue: "Gone"), cause: "not shown here"), took: .milliseconds(7))
    }
    #expect(
      lines == [
        "  failed  A        7 ms  Gone", "  aborted B        7 ms  Wait",
        "  failed  Both     7 ms  Gone",
      ])
  }

  @Test func `a miss and a failure without a name are told`() async throws {
    let definition = """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "Next": "F"}, "F": {"Type": "Fail"}}}
      """
    #expect(
      try await Self.lines(definition) { _ in TaskReport(.succeeded([:])) } == [
        "  ok      A     0 ms  Task", "  failed  F     0 ms  no error name",
      ])
    let miss = Miss(reason: .neverRecorded, method: "GET", url: "u", api: nil, cassette: "c", closest: nil)
    #expect(
      try await Self.lines(definition) { _ in
        TaskReport(.missed(miss), exchange: .sample("GET", "u", status: nil, interaction: nil))
      } == ["  missed  A     0 ms  GET u"])
  }
}
