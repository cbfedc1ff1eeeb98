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
    /// Someone stopped the execution, and may have said why.
    case stopped(error: ErrorName?, cause: String?)
  }

  /// What is to be done outside.
  enum Action {
    /// `branch` is the order among what happens at the same time.
    case startTask(id: Int, branch: [Int], call: TaskCall, timeout: Duration?)
    case startTimer(id: Int, branch: [Int], at: Instant)
    /// A task or a timer that nobody waits for any more.
    case cancel(id: Int)
    /// A response came, of which reads may be noted; the first one has the number 0.
    case openReads(ResponseReads)
    case noteRead(ReadNotes.Note)
  }

  /// How it ended.
  enum Ending {
    case succeeded(JSONValue)
    case failed(StateFailure)
    case timedOut
    case missed(Miss)
    case stopped(error: ErrorName?, cause: String?)
  }

  /// What a task or a timer is for.
  enum Purpose {
    case task
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

  /// Why a call can't be made: `TaskHandlers.refusal`.
  let refusal: @Sendable (TaskCall) -> String?

  private let notesReads: Bool
  var reads = ReadNotes()
  private var responses = 0

  init(
    _ machine: StateMachine, identity: ExecutionIdentity, input: JSONValue, random: SeededRandom,
    notesReads: Bool = false, refusal: @escaping @Sendable (TaskCall) -> String? = { _ in nil }
  ) {
    self.machine = machine
    self.refusal = refusal
    self.notesReads = notesReads
    self.identity = identity
    self.input = input
    self.random = random
    now = identity.startTime
  }

  /// Begins, and runs until something outside is needed.
  mutating func start() -> [Action] {
    record(
      "ExecutionStarted", after: 0,
      [.init("input", .payload(input)), .init("roleArn", .text(identity.roleARN))])
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
    case .stopped(let error, let cause): finish(.stopped(error: error, cause: cause), after: 0)
    }
    run()
    return takeActions()
  }

  private mutating func run() {
    while ending == nil, let branch = ready.popLast() { enter(branch) }
  }

  private mutating func takeActions() -> [Action] {
    defer { actions = [] }
    return actions + reads.takeNew().map(Action.noteRead)
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

  // MARK: Evaluating

  /// Evaluates something of the branch's state, beginning with its input. The random numbers that were drawn are gone and
  /// the reads are noted also where it fails.
  mutating func evaluate<Result>(
    _ branch: Int, use: Read.Use = .selects, _ body: (inout Evaluation) throws(StateFailure) -> Result
  ) throws(StateFailure) -> Result {
    var data = Evaluation(
      input: branches[branch].input, makeContext: context(branch), random: random, reads: ReadNotes(), use: use)
    swap(&data.reads, &reads)
    defer {
      random = data.random
      swap(&data.reads, &reads)
    }
    return try body(&data)
  }

  /// Makes the context object as it is for the branch now.
  private func context(_ branch: Int) -> () -> JSONValue {
    let (identity, input, branch) = (identity, input, branches[branch])
    return {
      identity.context(
        input: input, state: branch.state?.name ?? "", enteredTime: branch.enteredTime,
        retryCount: branch.state?.errors == nil ? nil : branch.attempt, token: branch.token)
    }
  }

  /// A number for a task's response; nil where none came, and where nobody wants to know what is read of it.
  mutating func openReads(_ report: TaskReport, state: String, attempt: Int) -> Int? {
    guard notesReads else { return nil }
    if let exchange = report.exchange {
      guard exchange.status != nil else { return nil }
    } else {
      guard case .succeeded = report.result else { return nil }
    }
    actions.append(.openReads(ResponseReads(state: state, attempt: attempt, exchange: report.exchange)))
    responses += 1
    return responses - 1
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
      _ = append("ExecutionSucceeded", after: previous, [.init("output", .payload(output))])
    case .failed(let failure):
      _ = append("ExecutionFailed", after: previous, failure.details)
    case .timedOut:
      _ = append("ExecutionTimedOut", after: previous, [.init("error", .text(ErrorName.timeout.rawValue))])
    case .missed(let miss):
      _ = append(
        "ExecutionAborted", after: previous,
        HistoryEvent.Detail.of(error: Execution.missError, cause: MissReport(miss).cause))
    case .stopped(let error, let cause):
      _ = append("ExecutionAborted", after: previous, HistoryEvent.Detail.of(error: error, cause: cause))
    }
    self.ending = ending
  }
}

extension StateFailure {
  var details: [HistoryEvent.Detail] { HistoryEvent.Detail.of(error: name, cause: cause) }
}

extension HistoryEvent.Detail {
  /// The details of the events that tell of a failure.
  static func of(error: ErrorName?, cause: String?) -> [HistoryEvent.Detail] {
    [("error", error?.rawValue), ("cause", cause)].compactMap { name, text in
      text.map { HistoryEvent.Detail(name, .text($0)) }
    }
  }
}
