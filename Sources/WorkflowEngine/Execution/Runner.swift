public import Clocks
public import JSONModel

/// Runs a state machine: does what the interpreter says, on the clock that it is given, and tells it what came of it.
///
/// On a virtual clock a wait takes no real time, and a task takes the time that its report says. Requests are made one at
/// a time in the order of their issue, and answers arrive in the order of their times; what happens at the same time
/// happens in the order of the branches. So the same machine, input, seed and answers give the same history, byte for
/// byte.
public struct Runner: Sendable {
  public struct Configuration: Sendable {
    /// Decides jitter, States.MathRandom, States.UUID and the execution's name where none is given.
    public var seed: UInt64 = 1
    /// The execution's name; nil: a UUID that the seed decides.
    public var name: String?
    public var stateMachineName = "StateMachine"
    public var region = "us-east-1"
    public var account = "000000000000"
    /// The name of the role that the machine would run as.
    public var roleName = "StepFunctionsRole"
    /// Whether whoever starts an Express execution waits for its end. One that nobody waits for has a `RedriveCount` of
    /// 0 in the context object, as a Standard one has.
    public var isSynchronous = true
    /// Called for each state and each attempt when it ends, in order, before the next request is made.
    public var onStep: @Sendable (ExecutionStep) -> Void = { _ in }
    /// Whether to keep account of what is read of each response (`Execution.reads`).
    public var notesReads = false

    public init() {}
  }

  let machine: StateMachine
  let tasks: any TaskHandlers
  let clock: any RunningClock
  let configuration: Configuration

  /// The execution begins at the time that `clock` shows; the next one of the same runner when this one has ended.
  public init(
    _ machine: StateMachine, tasks: any TaskHandlers, clock: any RunningClock = VirtualClock(),
    configuration: Configuration = Configuration()
  ) {
    self.machine = machine
    self.tasks = tasks
    self.clock = clock
    self.configuration = configuration
  }

  /// Runs one execution. Ends, whatever the machine: at 25,000 events AWS makes it fail, and so it is here. Cancelling
  /// the task stops the execution where it waits.
  public func run(input: JSONValue, inbox: ExecutionInbox = ExecutionInbox()) async -> Execution {
    var random = SeededRandom(seed: configuration.seed)
    // Drawn also where a name is given, so that the name changes nothing else.
    let drawnName = random.nextUUID()
    var interpreter = Interpreter(
      machine, identity: identity(name: configuration.name ?? drawnName, run: drawnName), input: input, random: random,
      notesReads: configuration.notesReads, refusal: { [tasks] in tasks.refusal(of: $0) })
    var progress = Progress()
    progress.take(interpreter.start())
    while interpreter.ending == nil {
      tell(interpreter.steps, &progress)
      for message in inbox.take() { progress.take(interpreter.handle(message, at: clock.now)) }
      guard interpreter.ending == nil else { break }
      if let ask = progress.agenda.nextAsk() {
        let issued = clock.now
        progress.take(interpreter.handle(.taskStarted(ask.id), at: issued))
        guard interpreter.ending == nil else { break }
        let report = await tasks.perform(ask.call)
        if case .missed = report.result {
          progress.take(interpreter.handle(.taskFinished(ask.id, report), at: issued))
        } else {
          progress.agenda.deliver(report, to: ask, at: issued)
        }
      } else if let entry = progress.agenda.nextEntry() {
        do {
          try await clock.wait(until: entry.time)
          progress.take(interpreter.handle(entry.event, at: clock.now))
        } catch {
          inbox.stop()
        }
      } else {
        break
      }
    }
    tell(interpreter.steps, &progress)
    return Execution(interpreter, reads: progress.reads)
  }

  private func tell(_ steps: [ExecutionStep], _ progress: inout Progress) {
    for step in steps[progress.stepsTold...] { configuration.onStep(step) }
    progress.stepsTold = steps.count
  }

  /// `run` tells the runs of an Express machine apart, which may have the same name.
  private func identity(name: String, run: String) -> ExecutionIdentity {
    let (region, account) = (configuration.region, configuration.account)
    let machineName = configuration.stateMachineName
    let isStandard = machine.kind == .standard
    let resource = isStandard ? "execution:\(machineName):\(name)" : "express:\(machineName):\(name):\(run)"
    return ExecutionIdentity(
      name: name, arn: "arn:aws:states:\(region):\(account):\(resource)", machineName: machineName,
      machineARN: "arn:aws:states:\(region):\(account):stateMachine:\(machineName)",
      roleARN: "arn:aws:iam::\(account):role/\(configuration.roleName)", region: region, startTime: clock.now,
      redriveCount: isStandard || !configuration.isSynchronous ? 0 : nil)
  }
}

/// What the interpreter's actions have come to so far.
private struct Progress {
  var agenda = Agenda()
  var reads: [ResponseReads] = []
  var stepsTold = 0

  mutating func take(_ actions: [Interpreter.Action]) {
    for action in actions {
      switch action {
      case .startTask(let id, let branch, let call, let timeout):
        agenda.add(Agenda.Ask(id: id, branch: branch, call: call, timeout: timeout))
      case .startTimer(let id, let branch, let time):
        agenda.add(Agenda.Entry(id: id, time: time, branch: branch, event: .timerFired(id)))
      case .cancel(let id): agenda.cancel(id)
      case .openReads(let response): reads.append(response)
      case .noteRead(let note): reads[note.response].reads.append(note.read)
      }
    }
  }
}
