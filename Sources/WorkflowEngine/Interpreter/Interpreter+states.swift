import Clocks
import JSONModel

extension Interpreter {
  /// Enters the branch's state. A chain of states that need nothing from outside runs here, one after the other.
  mutating func enter(_ branch: Int) {
    guard let state = branches[branch].state else { return }
    branches[branch].enteredTime = now
    branches[branch].attempt = 0
    branches[branch].retries = Array(repeating: 0, count: state.errors?.retriers.count ?? 0)
    branches[branch].exchange = nil
    branches[branch].response = nil
    branches[branch].token = nil
    let entered = record(
      "\(state.type.rawValue)StateEntered", after: branches[branch].lastEvent,
      [.init("name", .text(state.name)), .init("input", .payload(branches[branch].input.value))])
    branches[branch].lastEvent = entered
    branches[branch].enteredEvent = entered
    begin(branch)
  }

  /// Does what the state does; also the beginning of each further attempt.
  mutating func begin(_ branch: Int) {
    guard ending == nil, let state = branches[branch].state else { return }
    branches[branch].startTime = now
    do throws(StateFailure) {
      switch state.kind {
      case .pass(let literal):
        let result = try evaluate(branch, state.flow.input)
        try leave(branch, state, result: literal.map { TracedValue($0) } ?? result)
      case .succeed: try leave(branch, state, result: nil)
      case .fail(let fail): try doFail(fail, state, branch)
      case .choice(let choice): try choose(choice, state, branch)
      case .wait(let delay): try wait(delay, state, branch)
      case .task(let task): try schedule(task, state, branch)
      case .parallel(let parallel): try fork(parallel, state, branch)
      }
    } catch {
      fail(branch, error)
    }
  }

  private mutating func doFail(_ fail: State.Fail, _ state: State, _ branch: Int) throws(StateFailure) {
    let (error, cause) = try evaluate(branch, use: .uses) { data throws(StateFailure) in
      (try Interpreter.text(of: fail.error, &data), try Interpreter.text(of: fail.cause, &data))
    }
    throw StateFailure(name: error.map(ErrorName.init(rawValue:)), cause: cause, origin: .definition)
  }

  private static func text(of text: State.Fail.Text?, _ data: inout Evaluation) throws(StateFailure) -> String? {
    switch text {
    case nil: return nil
    case .literal(let literal): return literal
    case .expression(let expression):
      let value = try expression.value(&data).value
      guard let text = value.text else {
        throw StateFailure(
          name: .runtime,
          cause: "The \(expression.place.field) parameter does not reference a string: \(expression.text)",
          origin: .engine,
          expression: FailureDetail.Expression(text: expression.text, function: nil, argument: nil, got: value.kind),
          place: expression.place)
      }
      return text
    }
  }

  private mutating func choose(_ choice: State.Choice, _ state: State, _ branch: Int) throws(StateFailure) {
    let chosen = try evaluate(branch) { data throws(StateFailure) in
      _ = try state.flow.input(&data)
      for rule in choice.rules where try rule.condition.holds(&data) { return State.Transition?.some(.next(rule.next)) }
      return state.transition
    }
    guard let chosen else {
      throw .runtime("Failed to transition out of the state. The state does not point to a next state.", at: nil)
    }
    let output = try evaluate(branch) { data throws(StateFailure) in try state.flow.output(of: nil, &data) }
    leave(branch, state, output: output, to: chosen)
  }

  // MARK: Leaving a state

  /// Makes the output and goes on. Without a result the state only filters its input.
  mutating func leave(
    _ branch: Int, _ state: State, result: TracedValue?, after previous: Int? = nil
  ) throws(StateFailure) {
    let output = try evaluate(branch) { data throws(StateFailure) in try state.flow.output(of: result, &data) }
    try PayloadLimit.check(output.value, of: state.name)
    leave(branch, state, output: output, to: state.transition ?? .end, after: previous)
  }

  mutating func leave(
    _ branch: Int, _ state: State, output: TracedValue, to transition: State.Transition, after previous: Int? = nil,
    outcome: ExecutionStep.Outcome = .succeeded
  ) {
    note(outcome, branch)
    let exited = record(
      "\(state.type.rawValue)StateExited", after: previous ?? branches[branch].lastEvent,
      [.init("name", .text(state.name)), .init("output", .payload(output.value))])
    branches[branch].lastEvent = exited
    branches[branch].input = output
    switch transition {
    case .next(let name):
      branches[branch].state = branches[branch].scope[name]
      ready.append(branch)
    case .end:
      branches[branch].state = nil
      end(branch, output)
    }
  }

  private mutating func end(_ branch: Int, _ output: TracedValue) {
    guard let parent = branches[branch].parent else {
      finish(.succeeded(output.value), after: branches[branch].lastEvent)
      return
    }
    branches[branch].input = .null
    branches[parent].outputs[branches[branch].path.last ?? 0] = output
    if branches[parent].outputs.allSatisfy({ $0 != nil }) { join(parent, after: branches[branch].lastEvent) }
  }

  /// Tells people what became of the state or of the attempt.
  mutating func note(_ outcome: ExecutionStep.Outcome, _ branch: Int) {
    guard let state = branches[branch].state else { return }
    let branch = branches[branch]
    steps.append(
      ExecutionStep(
        state: state.name, type: state.type, branch: branch.path, attempt: branch.attempt,
        startTime: branch.startTime, duration: now - branch.startTime, exchange: branch.exchange,
        outcome: outcome))
  }
}
