import JSONModel

extension Interpreter {
  mutating func fork(_ parallel: State.Parallel, _ state: State, _ branch: Int) throws(StateFailure) {
    let input = try evaluate(branch, state.flow.input)
    try PayloadLimit.check(input.value, of: state.name)
    let started = record("ParallelStateStarted", after: branches[branch].lastEvent)
    branches[branch].lastEvent = started
    let first = branches.count
    for (index, scope) in parallel.branches.enumerated() {
      branches.append(
        Branch(
          path: branches[branch].path + [index], parent: branch, scope: scope, input: input, lastEvent: started))
    }
    branches[branch].children = Array(first..<branches.count)
    branches[branch].outputs = Array(repeating: nil, count: parallel.branches.count)
    // The first branch runs first, as far as it gets.
    ready += (first..<branches.count).reversed()
  }

  /// All branches have ended, the last of them with the event `last`.
  mutating func join(_ branch: Int, after last: Int) {
    guard let state = branches[branch].state else { return }
    let outputs = branches[branch].outputs.compactMap(\.self)
    let result = TracedValue(.array(outputs.map(\.value)), .elements(outputs.map(\.origin)))
    branches[branch].children = []
    branches[branch].outputs = []
    branches[branch].lastEvent = record("ParallelStateSucceeded", after: last)
    guard ending == nil else { return }
    do throws(StateFailure) {
      try PayloadLimit.check(result.value, of: state.name)
      // The exit points at the last branch's event, past ParallelStateSucceeded.
      try leave(branch, state, result: result, after: last)
    } catch {
      fail(branch, error)
    }
  }
}
