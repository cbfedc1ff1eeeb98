import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// measured.json of ../shared/conformance/asl: small machines that others ran on AWS.
@Suite(.enabled(if: SharedFiles.available)) struct MeasuredConformanceTests {
  /// Cases that are known to fail, by name.
  static let knownFailures: Set<String> = []

  @Test func `small JSONPath machines do what was measured on AWS`() async throws {
    let all = try ConformanceCase.load("measured.json")
    let cases = all.filter { $0.reasonNotMeasured == nil }
    var failed: Set<String> = []
    for testCase in cases {
      let api = testCase.json["api"]?.text ?? ""
      let parsed = try testCase.parse()
      var differences: [String]
      if ["ValidateStateMachineDefinition", "CreateStateMachine"].contains(api) {
        differences = testCase.verdictDifferences(parsed.problems)
      } else if let machine = parsed.machine {
        differences = testCase.measuredDifferences(await testCase.run(ScriptedTasks([:]), machine: machine))
      } else {
        // The corpus says of such cases that AWS may refuse the definition.
        differences =
          testCase.json["note"]?.text?.contains("refused at creation") == true
          ? [] : parsed.problems.map(\.description)
      }
      if !differences.isEmpty {
        failed.insert(testCase.id)
        print(testCase.id, differences)
      }
    }
    print("measured.json: \(cases.count - failed.count) of \(cases.count) pass")
    print("  left out of \(all.count): \(ConformanceCase.summary(all.compactMap(\.reasonNotMeasured)))")
    #expect(cases.count == 94)
    #expect(failed == Self.knownFailures)
  }
}

extension ConformanceCase {
  /// JSONPath without Task, Map and variables.
  fileprivate var reasonNotMeasured: String? {
    reasonToWait ?? (has("\"Type\":\"Task\"") ? "a Task of AWS" : nil)
  }

  fileprivate func verdictDifferences(_ problems: [DefinitionProblem]) -> [String] {
    let expected = json["expected"] ?? .null
    let errors = problems.filter { $0.severity == .error }
    if expected["status"]?.text == "OK" { return errors.map(\.description) }
    if expected["status"]?.text == "REFUSED" {
      let list = errors.map { "\($0.code.rawValue): \($0.message) at \($0.location ?? "null")" }
      let cause = "Invalid State Machine Definition: '\(list.joined(separator: ", "))'"
      return cause == expected["cause"]?.text ? [] : [cause]
    }
    let diagnostics = errors.map { problem -> JSONValue in
      [
        "severity": .string(problem.severity.rawValue), "code": .string(problem.code.rawValue),
        "message": .string(problem.message), "location": problem.location.map { .string($0) } ?? .null,
      ]
    }
    guard let output = expected["output"]?.array else { return ["no verdict"] }
    // A state that only a refused field leads to may give a second diagnostic.
    let isOpen = json["note"]?.text?.contains("a second diagnostic is possible") == true
    return diagnostics == output || (isOpen && diagnostics.starts(with: output))
      ? [] : [JSONValue.array(diagnostics).text()]
  }

  /// What differs from what was measured; empty where nothing does.
  func measuredDifferences(_ execution: Execution) -> [String] {
    let expected = json["expected"] ?? .null
    var found: [String] = []
    if let status = expected["status"]?.text, status != execution.status.rawValue {
      found.append("status \(execution.status.rawValue) \(execution.cause ?? ""), not \(status)")
    }
    // Null: the source does not say.
    if expected["status"]?.text == "SUCCEEDED", let output = expected["output"], !output.isNull,
      output != execution.output
    {
      found.append("output \(execution.output?.text() ?? "none")")
    }
    if let error = expected["error"]?.text, error != execution.error?.rawValue {
      found.append("error \(execution.error?.rawValue ?? "none"), not \(error)")
    }
    if let cause = expected["cause"]?.text {
      let isWhole = json["api"]?.text == "StartExecution"
      let own = execution.cause ?? ""
      if isWhole ? own != cause : !own.hasSuffix(cause) { found.append("cause \(own), not \(cause)") }
    }
    if let part = expected["causeContains"]?.text, execution.cause?.contains(part) != true {
      found.append("cause \(execution.cause ?? "none") without \(part)")
    }
    if let events = expected["history"]?.array {
      let own = execution.history
      let isSame =
        events.count == own.count
        && zip(events, own).allSatisfy { event, own in
          event[0]?.text == own.type && (event[1]?.int ?? own.previousID) == own.previousID
        }
      if !isSame { found.append("history \(own.map { "\($0.type) \($0.previousID)" })") }
    }
    return found
  }
}
