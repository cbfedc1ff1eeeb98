import Clocks
import JSONModel
import Testing

@testable import WorkflowEngine

struct InterpreterTests {
  static func interpreter(_ text: String, input: JSONValue) throws -> Interpreter {
    let identity = ExecutionIdentity(
      name: "n", arn: "a", machineName: "m", machineARN: "b", roleARN: "r", region: "us-east-1",
      startTime: VirtualClock.defaultStart, redriveCount: 0)
    return Interpreter(
      try StateMachine.sample(text), identity: identity, input: input, random: SeededRandom(seed: 1), notesReads: true)
  }

  /// Asks for tasks and lets time go by as a runner does; `told` hears each event after the interpreter.
  static func drive(
    _ interpreter: inout Interpreter, tasks: ScriptedTasks,
    told: (Interpreter.Event, Instant, [Interpreter.Action]) -> Void
  ) async {
    var open: [Interpreter.Action] = interpreter.start()
    while interpreter.ending == nil, !open.isEmpty {
      let now = interpreter.now
      var events: [(Interpreter.Event, Instant)] = []
      switch open.removeFirst() {
      case .startTask(let id, _, let call, _):
        events = [(.taskStarted(id), now), (.taskFinished(id, await tasks.perform(call)), now + .milliseconds(7))]
      case .startTimer(let id, _, let time): events = [(.timerFired(id), time)]
      case .cancel, .openReads, .noteRead: break
      }
      for (event, time) in events {
        let actions = interpreter.handle(event, at: time)
        told(event, time, actions)
        open += actions
      }
    }
  }

  @Test func `a copy that hears the same events says the same`() async throws {
    let tasks = RunnerTests.tasks(firstCreation: .failed(.httpStatus(503), cause: "no"))
    let fresh = try Self.interpreter(purchaseLike, input: RunnerTests.input)
    var first = fresh
    var follower = fresh
    _ = follower.start()
    var heard: [(event: Interpreter.Event, time: Instant, actions: String)] = []
    await Self.drive(&first, tasks: tasks) { event, time, actions in
      // A copy goes its own way: what it hears changes nothing for the one it was copied from.
      var aside = follower
      _ = aside.handle(.stopped(error: nil, cause: nil), at: time)
      #expect("\(follower.handle(event, at: time))" == "\(actions)")
      heard.append((event, time, "\(actions)"))
    }
    var late = fresh
    _ = late.start()
    for (event, time, actions) in heard { #expect("\(late.handle(event, at: time))" == actions) }
    #expect(heard.contains { $0.actions.contains("noteRead") })
    #expect(first.history.last?.type == "ExecutionSucceeded")
    #expect(late.history == first.history)
    #expect(follower.steps == first.steps)
  }

  @Test func `a read is told once`() async throws {
    var interpreter = try Self.interpreter(
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Next":"L"},
        "L":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":1,"Next":"E"}],"Default":"W"},
        "W":{"Type":"Wait","Seconds":1,"Next":"L"},"E":{"Type":"Succeed"}}}
      """, input: [:])
    let asked = interpreter.start()
    guard case .startTask(let id, _, _, _)? = asked.first else { return #expect(Bool(false)) }
    var reads = 0
    var actions = interpreter.handle(.taskFinished(id, TaskReport(.succeeded(["a": 2]))), at: interpreter.now)
    for _ in 0..<10 {
      reads += actions.count { if case .noteRead = $0 { true } else { false } }
      guard
        case .startTimer(let timer, _, let time)? = actions.first(where: {
          if case .startTimer = $0 { true } else { false }
        })
      else { return #expect(Bool(false)) }
      actions = interpreter.handle(.timerFired(timer), at: time)
    }
    #expect(reads == 1)
  }
}
