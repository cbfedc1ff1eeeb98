import JSONModel
import QueryLanguages

/// What an expression may read, and who keeps account of what it does read.
struct Evaluation {
  /// What `$` is.
  let input: TracedValue
  /// What `$$` is.
  let context: JSONValue
  /// Nil where nobody wants to know.
  var log: ReadLog?
  /// What becomes of a value that a path finds.
  var use = Read.Use.selects

  /// Looks a path up and notes what was read for it. A definite path that finds nothing is noted as well.
  func look(_ path: JSONPath, isOnContext: Bool, _ use: Read.Use? = nil, at place: ExpressionPlace) -> (
    JSONPath.Result, ReadOrigin
  ) {
    if isOnContext { return (path.evaluate(on: context), .none) }
    guard let log, !input.provenance.isNone else { return (path.evaluate(on: input.value), .none) }
    var trace = JSONPath.Trace()
    let result = path.evaluate(on: input.value, tracing: &trace)
    for steps in trace.lookedAt { log.note(input.provenance.at(steps), .uses, state: place.state, field: place.field) }
    let found = trace.places.map { $0.map(input.provenance.at) ?? .none }
    let provenance: ReadOrigin =
      switch result {
      case .value: found.first ?? .none
      case .values: .elements(found)
      case .missing: input.provenance.at(path.referenceSteps ?? [])
      }
    log.note(provenance, use ?? self.use, state: place.state, field: place.field)
    return (result, provenance)
  }
}
