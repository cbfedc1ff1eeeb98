import CorpusReplay
import JSONModel
import WorkflowEngine

/// The Amazon States Language: a definition has problems that lie in its text, or runs to an end, and twice to the same.
///
/// An input is a definition, and after a record separator (0x1E) the execution's input.
enum FuzzStateMachine {
  static let fuzzer = Fuzzer(
    "FuzzStateMachine", seeds: DefinitionSeeds.all,
    shared: SharedInputs(["conformance/asl", "cdk"], endingIn: [".asl.json"], upTo: 32 << 10),
    large: DefinitionSeeds.large, check: check)

  static func check(_ bytes: [UInt8]) {
    let halves = bytes.split(separator: 0x1E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let document = try? JSONDocument(parsing: Array(halves[0])) else { return }
    let result = StateMachine.parse(document, tasks: nil)
    let errors = result.problems.filter { $0.severity == .error }
    require((result.machine == nil) == !errors.isEmpty, "a machine with errors, or none without")
    for problem in result.problems.prefix(1_000) {
      let offset = problem.place.position?.offset ?? .max
      require(offset < max(1, document.bytes.count), "\(problem) lies behind the end")
      require(problem.place.position == document.position(of: offset), "\(problem) has a wrong line")
      require(!problem.message.isEmpty, "a problem says nothing")
    }
    guard let machine = result.machine else { return }
    require(!machine.stateNames.isEmpty, "a machine without states")
    let given = halves.count > 1 ? try? JSONValue(parsing: Array(halves[1])) : nil
    let first = run(machine, given ?? input)
    require(first.history.count <= 25_000, "a history of \(first.history.count) events")
    require(first.history.last?.type.hasPrefix("Execution") ?? false, "a history without an end")
    require((first.output != nil) == (first.status == .succeeded), "an output of what did not succeed")
    if first.history.count < 200 {
      require(run(machine, given ?? input).history == first.history, "the same execution has two histories")
    }
  }

  static func run(_ machine: StateMachine, _ input: JSONValue) -> Execution {
    immediately { await Runner(machine, tasks: Script()).run(input: input) }
  }

  static let input: JSONValue = [
    "id": "x", "customer": 1, "a": [1, 2, ["b": .null]], "t": "2026-01-01T00:00:09Z", "json": "{\"k\":[1]}",
  ]
}

/// Answers that depend on the state's name and the attempt.
private struct Script: TaskHandlers {
  func knows(resource: String) -> Bool { true }

  func perform(_ call: TaskCall) async -> TaskReport {
    switch (call.state.utf8.count + call.attempt) % 4 {
    case 0: TaskReport(.failed(.timeout, cause: nil), took: .seconds(3))
    case 1: TaskReport(.failed(ErrorName(rawValue: "Some.Error"), cause: "{\"x\":1}"), took: .milliseconds(7))
    default: TaskReport(.succeeded(["ResponseBody": "{\"key\":1}", "got": call.parameters]), took: .seconds(2))
    }
  }
}
