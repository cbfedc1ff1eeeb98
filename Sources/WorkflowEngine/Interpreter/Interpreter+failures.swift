import Clocks
import JSONModel

extension Interpreter {
  /// Retry, else Catch, else the branch fails and with it what holds it. `last` is the event that failed a branch of a
  /// Parallel state; of what failed itself nil.
  mutating func fail(_ branch: Int, _ error: StateFailure, after last: Int? = nil) {
    guard ending == nil, let state = branches[branch].state else { return }
    let failure = named(error, state, branch)
    let errors = state.errors ?? State.ErrorHandling()
    if let index = errors.retriers.firstIndex(where: { ErrorName.matches($0.errors, failure) }) {
      noteStatus(failure, state, branch, "Retry")
      branches[branch].retries[index] += 1
      if let delay = errors.retriers[index].delay(beforeRetry: branches[branch].retries[index], &random) {
        noteFailure(failure, .retries(after: delay), branch)
        guard mayRetry() else { return }
        // An attempt that is retried writes no ParallelStateFailed; the next one follows on what failed.
        if let last { branches[branch].lastEvent = last }
        branches[branch].attempt += 1
        branches[branch].exchange = nil
        startTimer(.retry, for: branch, at: now + delay)
        return
      }
    }
    if let last { branches[branch].lastEvent = record("ParallelStateFailed", after: last) }
    if let catcher = errors.catchers.first(where: { ErrorName.matches($0.errors, failure) }) {
      noteStatus(failure, state, branch, "Catch")
      do throws(StateFailure) {
        let caught = TracedValue(failure.output, response(of: failure, branch).map(ReadOrigin.failure) ?? .none)
        let output = try catcher.resultPath.apply(caught, to: branches[branch].input)
        try PayloadLimit.check(output.value, of: state.name)
        leave(
          branch, state, output: output, to: .next(catcher.next),
          outcome: .failed(error: failure.name, cause: failure.cause, then: .continues(at: catcher.next)))
      } catch {
        giveUp(branch, named(error, state, branch))
      }
      return
    }
    giveUp(branch, failure)
  }

  /// The response that made the state fail; nil where there was none.
  private func response(of failure: StateFailure, _ branch: Int) -> Int? {
    failure.origin == .task && failure.name?.isHTTPStatus == true ? branches[branch].response : nil
  }

  /// Which retrier or catcher takes a failure depends on the response's status.
  private mutating func noteStatus(_ failure: StateFailure, _ state: State, _ branch: Int, _ field: String) {
    guard let response = response(of: failure, branch) else { return }
    reads.note(.part(response: response, JSONPointer(tokens: ["status"])), .uses, state: state.name, field: field)
  }

  private mutating func noteFailure(_ failure: StateFailure, _ then: ExecutionStep.Then, _ branch: Int) {
    note(.failed(error: failure.name, cause: failure.cause, then: then), branch)
  }

  /// The failure with AWS's prefix and with where it arose, once.
  private func named(_ failure: StateFailure, _ state: State, _ branch: Int) -> StateFailure {
    guard failure.detail == nil else { return failure }
    var failure = failure
    if failure.origin == .engine, let cause = failure.cause {
      failure.cause =
        "An error occurred while executing the state '\(state.name)' (entered at the event id "
        + "#\(branches[branch].enteredEvent)). \(cause)"
    }
    let members = failure.place?.members ?? []
    failure.detail = FailureDetail(
      state: state.name, field: failure.place?.field, member: members.isEmpty ? nil : members.joined(separator: "."),
      expression: failure.expression,
      place: SourcePlace(
        machine.source, failure.place?.position ?? state.position, pointer: failure.place?.pointer ?? state.pointer),
      exchange: branches[branch].exchange)
    return failure
  }

  private mutating func giveUp(_ branch: Int, _ failure: StateFailure) {
    noteFailure(failure, .fails, branch)
    let last = branches[branch].lastEvent
    guard let parent = branches[branch].parent, failure.name != .runtime else {
      // States.Runtime ends the execution wherever it arises, and no Parallel is told.
      finish(.failed(failure), after: last)
      return
    }
    abort(branch, after: last, isNoted: true)
    for child in branches[parent].children where child != branch { abort(child, after: last, isNoted: false) }
    branches[parent].children = []
    fail(parent, failure, after: last)
  }

  /// Stops a branch and what it holds, the inner states first. All their events follow on the one that failed, not on
  /// their own.
  private mutating func abort(_ branch: Int, after last: Int, isNoted: Bool) {
    for child in branches[branch].children { abort(child, after: last, isNoted: false) }
    branches[branch].children = []
    if let id = branches[branch].waitingFor { cancel(id) }
    branches[branch].waitingFor = nil
    ready.removeAll { $0 == branch }
    guard let state = branches[branch].state else { return }
    if !isNoted { note(.aborted, branch) }
    if [.task, .wait, .parallel].contains(state.type), branches[branch].enteredEvent > 0 {
      record("\(state.type.rawValue)StateAborted", after: last)
    }
    branches[branch].state = nil
    branches[branch].input = .null
  }
}

extension StateFailure {
  /// What a catcher's next state gets. A task that says neither gives null for both; where an error has no cause, as a
  /// timeout, that is empty.
  var output: JSONValue {
    let isUnsaid = origin == .task && name == nil && cause == nil
    return .object(
      JSONObject([
        ("Error", name.map { .string($0.rawValue) } ?? (origin == .task ? .null : "")),
        ("Cause", cause.map { .string($0) } ?? (isUnsaid ? .null : "")),
      ]))
  }
}
