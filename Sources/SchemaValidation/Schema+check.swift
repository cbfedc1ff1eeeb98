public import JSONModel

extension Schema {
  /// What the schema does not allow, in the order of the schema's checks; nothing where the value is valid.
  ///
  /// Only causes are in it: where no alternative of an `anyOf` or `oneOf` fits, it says what is wrong with the one that
  /// comes closest. `limit` is the most that are told.
  public func check(_ value: JSONCursor, limit: Int = 1_000) -> [SchemaViolation] {
    let verdict = verdict(value)
    if verdict.isValid { return [] }
    let suspect = verdict.stop == nil ? verdict.failed : nil
    return violations(of: value, trace(value, Recording.self, suspect: suspect), verdict.stop, limit)
  }

  func violations(
    of value: JSONCursor, _ recorded: Recorded, _ verdictStop: ExecutionStop?, _ limit: Int
  ) -> [SchemaViolation] {
    let explanation = Explanation(self, recorded.recorder, value)
    var violations = explanation.leaves.prefix(limit).map { explanation.violation($0) }
    // Where only the program for verdicts was given up, that is all that is known.
    if let stop = recorded.stop ?? (violations.isEmpty ? verdictStop : nil) {
      violations.insert(violation(stop, value), at: 0)
    }
    // A reference to nothing may decide without failing: behind `not`, or in one of several alternatives.
    if violations.isEmpty, recorded.hasUnresolved { violations.append(unresolved(value)) }
    return violations
  }

  /// What an execution that explains gives.
  struct Recorded {
    var recorder = Recorder()
    var described = DescribedMembers()
    var stop: ExecutionStop?
    var hasUnresolved = false
  }

  func record(_ value: JSONCursor, annotations: Bool) -> (Recorder, ExecutionStop?) {
    let recorded = trace(value, Recording.self, annotations: annotations)
    return (recorded.recorder, recorded.stop)
  }

  /// `suspect`: a value that does not fit, where nothing is asked of those that do.
  func trace<Mode: ExecutionMode>(
    _ value: JSONCursor, _ mode: Mode.Type, annotations: Bool = false, suspect: Int? = nil
  ) -> Recorded {
    value.withRawNodes { nodes, bytes in
      let count = nodes.count
      guard let nodes = nodes.baseAddress, let bytes = bytes.baseAddress else { return Recorded() }
      var execution = Execution<Mode>(
        traced.view, nodes, bytes, maxSteps: options.maxSteps, maxDepth: options.maxDepth)
      if Mode.describes { execution.described = DescribedMembers(nodes: count) }
      if let suspect, program.view.dynamicCount == 0 {
        execution.trial = VerdictTrial(
          program.view, nodes, bytes, maxSteps: options.maxSteps, maxDepth: options.maxDepth, suspect: suspect)
      }
      execution.recorder.keepsAnnotations = annotations
      execution.recorder.begin(entry)
      _ = execution.run(entry, value.ordinal, -1)
      return Recorded(
        recorder: execution.recorder, described: execution.described, stop: execution.stop,
        hasUnresolved: execution.unresolved > 0)
    }
  }

  private func unresolved(_ value: JSONCursor) -> SchemaViolation {
    let entry = traced.program.blocks[Int(self.entry)]
    return SchemaViolation(
      fact: .unresolved("has a reference that"), keyword: "", value: value.place, name: nil,
      schema: sourcePlace(entry.place), way: JSONPointer())
  }

  func violation(_ stop: ExecutionStop, _ value: JSONCursor) -> SchemaViolation {
    let fact: SchemaViolation.Fact =
      switch stop {
      case .tooMuchWork: .tooMuchWork
      case .tooDeep: .tooDeep
      case .endlessReference: .endlessReference
      case .pattern: .patternTooExpensive
      }
    let entry = traced.program.blocks[Int(self.entry)]
    return SchemaViolation(
      fact: fact, keyword: "", value: value.place, name: nil, schema: sourcePlace(entry.place), way: JSONPointer())
  }

  func dialect(of place: UInt32) -> SchemaDialect {
    let place = traced.program.places[Int(place)]
    return index.resources[index.resource(of: Int(place.node), in: Int(place.document))].dialect
  }
}

extension Schema {
  /// Of the program that only gives verdicts and of the one that explains; nil where one was given up.
  package func verdicts(of value: JSONCursor) -> (plain: Bool, traced: Bool)? {
    let (isValid, stop, _) = verdict(value)
    let (recorder, otherStop) = record(value, annotations: true)
    return stop == nil && otherStop == nil ? (isValid, recorder.failures.isEmpty) : nil
  }
}

extension Schema {
  /// The same as `check` finds, without a look at the program that only gives verdicts.
  package func violationsByRecordAlone(_ value: JSONCursor, limit: Int = 1_000) -> [SchemaViolation] {
    violations(of: value, trace(value, Recording.self), nil, limit)
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
