public import Clocks
public import JSONModel

/// Runs a state machine on a virtual clock.
///
/// A wait takes no real time, a task takes the time that its report says. Requests are made one at a time in the order
/// of their issue, and answers arrive in the order of their virtual times; what happens at the same time happens in the
/// order of the branches. So the same machine, input, seed and answers give the same history, byte for byte.
public struct Runner: Sendable {
  public struct Configuration: Sendable {
    public enum Workflow: Hashable, Sendable {
      case standard
      /// Answered while the caller waits. Changes the execution's ARN and the context object, which has no
      /// `RedriveCount` then.
      case synchronousExpress
    }

    /// The default is 2026-01-01T00:00:00Z.
    public var startTime = VirtualClock.defaultStart
    /// Decides jitter, States.MathRandom, States.UUID and the execution's name where none is given.
    public var seed: UInt64 = 1
    /// The execution's name; nil: a UUID that the seed decides.
    public var name: String?
    public var stateMachineName = "StateMachine"
    public var region = "us-east-1"
    public var account = "000000000000"
    /// The name of the role that the machine would run as.
    public var roleName = "StepFunctionsRole"
    public var workflow = Workflow.standard
    /// Called for each state and each attempt when it ends, in order, before the next request is made.
    public var onStep: @Sendable (ExecutionStep) -> Void = { _ in }
    /// Whether to keep account of what is read of each response (`Execution.reads`).
    public var notesReads = false

    public init() {}
  }

  let machine: StateMachine
  let tasks: any TaskHandlers
  let configuration: Configuration

  public init(_ machine: StateMachine, tasks: any TaskHandlers, configuration: Configuration = Configuration()) {
    self.machine = machine
    self.tasks = tasks
    self.configuration = configuration
  }

  /// Runs one execution. Ends, whatever the machine: at 25,000 events AWS makes it fail, and so it is here.
  public func run(input: JSONValue) async -> Execution {
    var random = SeededRandom(seed: configuration.seed)
    // Drawn also where a name is given, so that the name changes nothing else.
    let drawnName = random.nextUUID()
    var interpreter = Interpreter(
      machine, identity: identity(name: configuration.name ?? drawnName, run: drawnName), input: input, random: random,
      startTime: configuration.startTime, log: configuration.notesReads ? ReadLog() : nil)
    var agenda = Agenda()
    var shown = 0
    agenda.take(interpreter.start())
    while interpreter.ending == nil {
      tell(interpreter.steps, from: &shown)
      if let ask = agenda.nextAsk() {
        agenda.take(interpreter.handle(.taskStarted(ask.id), at: interpreter.now))
        guard interpreter.ending == nil else { break }
        let report = await tasks.perform(ask.call)
        if case .missed = report.result {
          agenda.take(interpreter.handle(.taskFinished(ask.id, report), at: interpreter.now))
        } else {
          agenda.deliver(report, to: ask, at: interpreter.now)
        }
      } else if let (event, time) = agenda.nextEvent() {
        agenda.take(interpreter.handle(event, at: time))
      } else {
        break
      }
    }
    tell(interpreter.steps, from: &shown)
    return Execution(interpreter)
  }

  private func tell(_ steps: [ExecutionStep], from shown: inout Int) {
    for step in steps[shown...] { configuration.onStep(step) }
    shown = steps.count
  }

  /// `run` tells the runs of an Express machine apart, which may have the same name.
  private func identity(name: String, run: String) -> ExecutionIdentity {
    let (region, account) = (configuration.region, configuration.account)
    let machine = configuration.stateMachineName
    let isStandard = configuration.workflow == .standard
    let resource = isStandard ? "execution:\(machine):\(name)" : "express:\(machine):\(name):\(run)"
    return ExecutionIdentity(
      name: name, arn: "arn:aws:states:\(region):\(account):\(resource)", machineName: machine,
      machineARN: "arn:aws:states:\(region):\(account):stateMachine:\(machine)",
      roleARN: "arn:aws:iam::\(account):role/\(configuration.roleName)", region: region,
      startTime: configuration.startTime, redriveCount: isStandard ? 0 : nil)
  }
}

/// What is still to come: requests to be made, and events on the virtual clock.
private struct Agenda {
  struct Ask {
    let id: Int
    let branch: [Int]
    let call: TaskCall
    let timeout: Duration?
  }

  private struct Entry {
    let id: Int
    let time: Instant
    let branch: [Int]
    let event: Interpreter.Event

    func isBefore(_ other: Entry) -> Bool {
      if time != other.time { return time < other.time }
      return branch == other.branch ? id < other.id : branch.lexicographicallyPrecedes(other.branch)
    }
  }

  private var asks: [Ask] = []
  private var entries: [Entry] = []

  mutating func take(_ actions: [Interpreter.Action]) {
    for action in actions {
      switch action {
      case .startTask(let id, let branch, let call, let timeout):
        asks.append(Ask(id: id, branch: branch, call: call, timeout: timeout))
      case .startTimer(let id, let branch, let time):
        entries.append(Entry(id: id, time: time, branch: branch, event: .timerFired(id)))
      case .cancel(let id):
        asks.removeAll { $0.id == id }
        entries.removeAll { $0.id == id }
      }
    }
  }

  mutating func nextAsk() -> Ask? { asks.isEmpty ? nil : asks.removeFirst() }

  mutating func deliver(_ report: TaskReport, to ask: Ask, at now: Instant) {
    // A history has whole milliseconds; none takes less than none or more than a hundred years.
    let took = Duration.milliseconds(min(max(report.took.milliseconds(.nearest), 0), 3_155_760_000_000))
    let event: Interpreter.Event
    let after: Duration
    if let timeout = ask.timeout, took > timeout {
      (event, after) = (.taskTimedOut(ask.id), timeout)
    } else {
      (event, after) = (.taskFinished(ask.id, report), took)
    }
    entries.append(Entry(id: ask.id, time: now + after, branch: ask.branch, event: event))
  }

  mutating func nextEvent() -> (Interpreter.Event, time: Instant)? {
    guard let index = entries.indices.min(by: { entries[$0].isBefore(entries[$1]) }) else { return nil }
    let entry = entries.remove(at: index)
    return (entry.event, entry.time)
  }
}
