import Clocks
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// Machines drawn from the grammar: whatever they do, they end, and twice the same.
struct RandomMachineTests {
  @Test(.timeLimit(.minutes(10)))
  func `2,000 random machines run to an end, twice with the same history`() async throws {
    var endings: [Execution.Status: Int] = [:]
    var longest = 0
    for seed in 1...2000 as ClosedRange<UInt64> {
      let random = RandomMachine(seed: seed)
      let result = StateMachine.parse(try JSONDocument(parsing: random.definition.text()), tasks: nil)
      guard let machine = result.machine else {
        Issue.record("seed \(seed): \(result.problems.map(\.description)) in \(random.definition.text())")
        continue
      }
      let first = await Self.run(machine, random)
      let second = await Self.run(machine, random, notesReads: true)
      #expect(first.history == second.history, "seed \(seed)")
      #expect(Self.faults(first) == [], "seed \(seed)")
      endings[first.status, default: 0] += 1
      longest = max(longest, first.history.count)
    }
    print(
      "2,000 random machines: \(endings.map { "\($0.value) \($0.key.rawValue)" }.sorted()), longest \(longest) events")
    // A generator whose machines all fail at once would show little.
    #expect(endings[.succeeded, default: 0] > 400)
    #expect(endings[.failed, default: 0] > 100)
    #expect(endings[.timedOut, default: 0] > 20)
  }

  @Test func `a seed always gives the same machine`() {
    #expect(RandomMachine(seed: 7).definition == RandomMachine(seed: 7).definition)
    #expect(RandomMachine(seed: 7).definition != RandomMachine(seed: 8).definition)
  }

  private static func run(_ machine: StateMachine, _ random: RandomMachine, notesReads: Bool = false) async -> Execution
  {
    var configuration = Runner.Configuration()
    configuration.seed = random.seed
    configuration.notesReads = notesReads
    let tasks = ScriptedTasks { call, earlier in
      let answer = random.answer(state: call.state, earlier: earlier)
      let took = Duration.milliseconds(answer.milliseconds)
      guard let value = answer.value else {
        return TaskReport(.failed(ErrorName(rawValue: answer.error), cause: answer.cause), took: took)
      }
      return TaskReport(.succeeded(value), took: took, form: .response)
    }
    return await Runner(machine, tasks: tasks, configuration: configuration).run(input: random.input)
  }

  /// What no history may be.
  private static func faults(_ execution: Execution) -> [String] {
    let history = execution.history
    var faults: [String] = []
    if history.count > 25_000 { faults.append("more than 25,000 events") }
    if history.first?.type != "ExecutionStarted" { faults.append("begins with \(history.first?.type ?? "nothing")") }
    if history.last?.type.hasPrefix("Execution") != true {
      faults.append("ends with \(history.last?.type ?? "nothing")")
    }
    for (index, event) in history.enumerated() {
      if event.id != index + 1 { faults.append("event \(index + 1) has the id \(event.id)") }
      if event.previousID >= event.id { faults.append("event \(event.id) follows \(event.previousID)") }
      if index > 0, event.time < history[index - 1].time { faults.append("event \(event.id) is before the one before") }
    }
    let entered = history.count { $0.type.hasSuffix("StateEntered") }
    let left = history.count { $0.type.hasSuffix("StateExited") }
    if left > entered { faults.append("\(left) states were left and \(entered) entered") }
    if execution.status == .succeeded, execution.output == nil { faults.append("no output") }
    if execution.stopTime < execution.startTime { faults.append("ends before it begins") }
    return faults
  }
}
