import Clocks
import HTTPModel
import JSONModel

/// The rules of the States Language without time or I/O: events in, actions out.
///
/// It writes the history as it goes. The same events at the same times give the same actions and the same history.
struct Interpreter {
  /// What happened outside.
  enum Event {
    /// The task that was asked for is being done now.
    case taskStarted(Int)
    case taskFinished(Int, TaskReport)
    /// The task did not answer in its time.
    case taskTimedOut(Int)
    case timerFired(Int)
  }

  /// What is to be done outside.
  enum Action {
    /// `branch` is the order among what happens at the same time.
    case startTask(id: Int, branch: [Int], call: TaskCall, timeout: Duration?)
    case startTimer(id: Int, branch: [Int], at: Instant)
    /// A task or a timer that nobody waits for any more.
    case cancel(id: Int)
  }

  /// How it ended.
  enum Ending {
    case succeeded(JSONValue)
    case failed(StateFailure)
    case timedOut
    case missed(Miss)
  }

  /// What a task or a timer is for.
  enum Purpose {
    case task(TaskCall)
    case retry
    case wait
    case executionTimeout
  }

  let machine: StateMachine
  let identity: ExecutionIdentity
  var random: SeededRandom
  /// The execution's input.
  let input: JSONValue
  var now: Instant
  var branches: [Branch] = []
  /// Branches that can go on at once, the next one last.
  var ready: [Int] = []
  var waiting: [Int: (branch: Int, purpose: Purpose)] = [:]
  private var nextID = 0
  var actions: [Action] = []
  private(set) var history: [HistoryEvent] = []
  var steps: [ExecutionStep] = []
  private(set) var ending: Ending?
  /// Retries so far. One that fails before it writes an event is bounded by them alone.
  private var retries = 0

  /// Nil where nobody wants to know what is read.
  let log: ReadLog?

  init(
    _ machine: StateMachine, identity: ExecutionIdentity, input: JSONValue, random: SeededRandom, startTime: Instant,
    log: ReadLog? = nil
  ) {
    self.machine = machine
    self.log = log
    self.identity = identity
    self.input = input
    self.random = random
    now = startTime
  }

  /// Begins, and runs until something outside is needed.
  mutating func start() -> [Action] {
    record(
      "ExecutionStarted", after: 0,
      [.init(name: "input", value: .payload(input)), .init(name: "roleArn", value: .text(identity.roleARN))])
    do throws(StateFailure) {
      try PayloadLimit.check(input, of: identity.machineName)
    } catch {
      finish(.failed(error), after: 1)
      return takeActions()
    }
    if let seconds = machine.timeoutSeconds {
      // After everything else that happens at the same time.
      startTimer(.executionTimeout, for: 0, at: now + .seconds(seconds), branch: [Int.max])
    }
    branches.append(Branch(path: [], parent: nil, scope: machine.scope, input: TracedValue(input), lastEvent: 0))
    ready.append(0)
    run()
    return takeActions()
  }

  /// Goes on after an event, and runs until something outside is needed again.
  mutating func handle(_ event: Event, at time: Instant) -> [Action] {
    now = max(now, time)
    guard ending == nil else { return [] }
    switch event {
    case .taskStarted(let id): taskStarted(id)
    case .taskFinished(let id, let report): taskFinished(id, report)
    case .taskTimedOut(let id): taskTimedOut(id)
    case .timerFired(let id): timerFired(id)
    }
    run()
    return takeActions()
  }

  private mutating func run() {
    while ending == nil, let branch = ready.popLast() { enter(branch) }
  }

  private mutating func takeActions() -> [Action] {
    defer { actions = [] }
    return actions
  }

  private mutating func timerFired(_ id: Int) {
    guard let (branch, purpose) = waiting.removeValue(forKey: id) else { return }
    switch purpose {
    case .wait:
      branches[branch].waitingFor = nil
      leaveWait(branch)
    case .retry:
      branches[branch].waitingFor = nil
      begin(branch)
    case .executionTimeout: finish(.timedOut, after: 0)
    case .task: break
    }
  }

  // MARK: What is waited for

  mutating func startTimer(_ purpose: Purpose, for branch: Int, at time: Instant, branch order: [Int]? = nil) {
    let id = register(purpose, for: branch)
    actions.append(.startTimer(id: id, branch: order ?? branches[branch].path, at: time))
  }

  mutating func register(_ purpose: Purpose, for branch: Int) -> Int {
    nextID += 1
    waiting[nextID] = (branch, purpose)
    if branches.indices.contains(branch) { branches[branch].waitingFor = nextID }
    return nextID
  }

  mutating func cancel(_ id: Int) {
    waiting[id] = nil
    actions.append(.cancel(id: id))
  }

  /// Gives up everything that is still waited for.
  private mutating func abandon() {
    for id in waiting.keys.sorted() { actions.append(.cancel(id: id)) }
    waiting = [:]
    for branch in branches.indices where branches[branch].waitingFor != nil {
      branches[branch].waitingFor = nil
      note(.aborted, branch)
    }
    for branch in branches.indices.reversed() where !branches[branch].children.isEmpty {
      branches[branch].children = []
      note(.aborted, branch)
    }
  }

  // MARK: History

  /// AWS's limit; the last event says so.
  private static let maxEvents = 25_000

  /// Counts a retry; false where there have been too many.
  mutating func mayRetry() -> Bool {
    retries += 1
    if retries > Interpreter.maxEvents { finishAtLimit() }
    return ending == nil
  }

  /// Ends the execution where it would go on without end.
  mutating func finishAtLimit() {
    finish(
      .failed(
        .runtime("The execution reached the maximum number of history events (\(Interpreter.maxEvents)).", at: nil)),
      after: history.count)
  }

  @discardableResult
  mutating func record(_ type: String, after previous: Int, _ details: [HistoryEvent.Detail]? = nil) -> Int {
    guard ending == nil else { return history.count }
    if history.count >= Interpreter.maxEvents - 1 {
      finishAtLimit()
      return history.count
    }
    return append(type, after: previous, details)
  }

  private mutating func append(_ type: String, after previous: Int, _ details: [HistoryEvent.Detail]?) -> Int {
    history.append(
      HistoryEvent(id: history.count + 1, previousID: previous, time: now, type: type, details: details))
    return history.count
  }

  /// Ends the execution. What comes after it changes nothing.
  mutating func finish(_ ending: Ending, after previous: Int) {
    guard self.ending == nil else { return }
    abandon()
    switch ending {
    case .succeeded(let output):
      _ = append("ExecutionSucceeded", after: previous, [.init(name: "output", value: .payload(output))])
    case .failed(let failure):
      _ = append("ExecutionFailed", after: previous, failure.details)
    case .timedOut:
      _ = append("ExecutionTimedOut", after: previous, [.init(name: "error", value: .text(ErrorName.timeout.rawValue))])
    case .missed(let miss):
      _ = append(
        "ExecutionAborted", after: previous,
        [
          .init(name: "error", value: .text(Execution.missError.rawValue)),
          .init(name: "cause", value: .text(Execution.cause(of: miss))),
        ])
    }
    self.ending = ending
  }
}

extension StateFailure {
  /// As in the details of the events that tell of a failure.
  var details: [HistoryEvent.Detail] {
    [("error", name?.rawValue), ("cause", cause)].compactMap { name, text in
      text.map { HistoryEvent.Detail(name: name, value: .text($0)) }
    }
  }
}
