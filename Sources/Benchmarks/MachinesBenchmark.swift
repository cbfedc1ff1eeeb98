import JSONModel
import TestSupport
import WorkflowEngine

extension Benchmark {
  static let machines = Benchmark("machines", "20,000 random state machines a round run to an end, twice each") {
    rounds in
    let perRound: UInt64 = 20_000
    var rates = Series()
    for round in 0..<UInt64(rounds) {
      let start = ContinuousClock.now
      let faults = await MachinesBenchmark.faults(in: (round * perRound + 1)...((round + 1) * perRound))
      let taken = (ContinuousClock.now - start).components
      guard faults.isEmpty else { throw BenchmarkError("these seeds do not end, or end in two ways: \(faults)") }
      rates.add(Double(perRound) / (Double(taken.seconds) + Double(taken.attoseconds) / 1e18))
    }
    var table = Table("\(rounds) rounds", "machines", "machines/s, median (range)")
    table.add("random machines", "\(UInt64(rounds) * perRound), no fault", rates.text(digits: 0))
    table.print()
  }
}

enum MachinesBenchmark {
  /// Runs the random machine of each seed twice; gives the seeds whose two histories differ or do not end.
  static func faults(in seeds: ClosedRange<UInt64>) async -> [UInt64] {
    var faults: [UInt64] = []
    for seed in seeds {
      let random = RandomMachine(seed: seed)
      guard let document = try? JSONDocument(parsing: random.definition.text()),
        let machine = StateMachine.parse(document, tasks: nil).machine
      else {
        faults.append(seed)
        continue
      }
      var configuration = Runner.Configuration()
      configuration.seed = seed
      let first = await Runner(machine, tasks: RandomTasks(random: random), configuration: configuration)
        .run(input: random.input)
      configuration.notesReads = true
      let second = await Runner(machine, tasks: RandomTasks(random: random), configuration: configuration)
        .run(input: random.input)
      let ends = first.history.last?.type.hasPrefix("Execution") == true && first.history.count <= 25_000
      if first.history != second.history || !ends { faults.append(seed) }
    }
    return faults
  }
}

/// Answers as the machine says.
struct RandomTasks: TaskHandlers {
  let random: RandomMachine
  func knows(resource: String) -> Bool { true }
  func perform(_ call: TaskCall) async -> TaskReport {
    let answer = random.answer(state: call.state, earlier: call.attempt)
    let took = Duration.milliseconds(answer.milliseconds)
    guard let value = answer.value else {
      return TaskReport(.failed(ErrorName(rawValue: answer.error), cause: answer.cause), took: took)
    }
    return TaskReport(.succeeded(value), took: took, form: .response)
  }
}
