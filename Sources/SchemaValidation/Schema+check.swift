public import JSONModel

extension Schema {
  /// What the schema does not allow, in the order of the schema's checks; nothing where the value is valid.
  ///
  /// Only causes are in it: where no alternative of an `anyOf` or `oneOf` fits, it says what is wrong with the one that
  /// comes closest. `limit` is the most that are told.
  public func check(_ value: JSONCursor, limit: Int = 1_000) -> [SchemaViolation] {
    let verdict = verdict(value)
    if verdict.isValid { return [] }
    let (recorder, stop) = record(value, annotations: false)
    let explanation = Explanation(self, recorder, value)
    var violations = explanation.leaves.prefix(limit).map { explanation.violation($0) }
    // Where only the program for verdicts was given up, that is all that is known.
    if let stop = stop ?? (violations.isEmpty ? verdict.stop : nil) { violations.insert(violation(stop, value), at: 0) }
    return violations
  }

  func record(_ value: JSONCursor, annotations: Bool) -> (Recorder, ExecutionStop?) {
    value.withRawNodes { nodes, bytes in
      guard let nodes = nodes.baseAddress, let bytes = bytes.baseAddress else { return (Recorder(), nil) }
      var execution = Execution<Findings>(
        traced.view, nodes, bytes, maxSteps: options.maxSteps, maxDepth: options.maxDepth)
      execution.recorder.keepsAnnotations = annotations
      execution.recorder.begin(traced.program.entry)
      _ = execution.run(traced.program.entry, value.ordinal, -1)
      return (execution.recorder, execution.stop)
    }
  }

  func violation(_ stop: ExecutionStop, _ value: JSONCursor) -> SchemaViolation {
    let fact: SchemaViolation.Fact =
      switch stop {
      case .tooMuchWork: .tooMuchWork
      case .tooDeep: .tooDeep
      case .endlessReference: .endlessReference
      case .pattern: .patternTooExpensive
      }
    let entry = traced.program.blocks[Int(traced.program.entry)]
    return SchemaViolation(
      fact: fact, keyword: "", value: value.place, schema: cursor(entry.place).place, way: JSONPointer())
  }

  func dialect(of place: UInt32) -> SchemaDialect {
    let place = traced.program.places[Int(place)]
    return index.resources[index.resource(of: Int(place.node), in: Int(place.document))].dialect
  }
}

extension Schema {
  /// Of the program that only gives verdicts and of the one that explains; nil where one was given up.
  package func verdicts(of value: JSONCursor) -> (plain: Bool, traced: Bool)? {
    let (isValid, stop) = verdict(value)
    let (recorder, otherStop) = record(value, annotations: true)
    return stop == nil && otherStop == nil ? (isValid, recorder.failures.isEmpty) : nil
  }
}

extension SchemaViolation {
  /// Whether the check was given up.
  public var isGivenUp: Bool {
    switch fact {
    case .tooMuchWork, .tooDeep, .endlessReference, .patternTooExpensive: true
    default: false
    }
  }
}
