import JSONModel
import QueryLanguages

/// What an expression may read, and what evaluating it leaves behind: random numbers drawn, reads noted.
struct Evaluation {
  /// What `$` is.
  var input: TracedValue
  let makeContext: () -> JSONValue
  /// What `$$` is: made only where an expression asks for it.
  private(set) lazy var context = makeContext()
  var random: SeededRandom
  var reads: ReadNotes
  /// What becomes of a value that a path finds.
  var use = Read.Use.selects

  /// Looks a path up and notes what was read for it. A definite path that finds nothing is noted as well.
  mutating func look(
    _ path: JSONPath, isOnContext: Bool, as model: JSONPath.Model = .maps, _ use: Read.Use? = nil,
    at place: ExpressionPlace
  ) -> (JSONPath.Result, ReadOrigin) {
    if isOnContext { return (path.evaluate(on: context, as: model), .none) }
    guard !input.origin.isNone else { return (path.evaluate(on: input.value, as: model), .none) }
    var trace = JSONPath.Trace()
    let result = path.evaluate(on: input.value, as: model, tracing: &trace)
    for steps in trace.lookedAt { reads.note(input.origin.at(steps), .uses, state: place.state, field: place.field) }
    let found = trace.places.map { $0.map(input.origin.at) ?? .none }
    let origin: ReadOrigin =
      switch result {
      case .value: found.first ?? .none
      case .values: .elements(found)
      case .missing: input.origin.at(path.referenceSteps ?? [])
      }
    reads.note(origin, use ?? self.use, state: place.state, field: place.field)
    return (result, origin)
  }
}
