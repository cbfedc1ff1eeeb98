import JSONModel

extension DefinitionParser {
  /// Retry and Catch; adds where the catchers lead.
  func errorHandling(
    _ fields: DefinitionFields, state: String, targets: inout [Target]
  ) -> State.ErrorHandling {
    var handling = State.ErrorHandling()
    for (entry, isLast) in entries(fields["Retry"]) {
      check(entry, known: FieldTable.retrier)
      if let retrier = retrier(entry, isLast: isLast) { handling.retriers.append(retrier) }
    }
    for (entry, isLast) in entries(fields["Catch"]) {
      check(entry, known: FieldTable.catcher)
      guard require(["ErrorEquals", "Next"], of: entry), let errors = errors(entry, isLast: isLast),
        let field = entry["Next"], let next = string(field)
      else { continue }
      targets.append(Target(name: JSONString(next), field: field))
      handling.catchers.append(
        Catcher(errors: errors, next: next, resultPath: resultPath(entry["ResultPath"], state: state)))
    }
    return handling
  }

  private func entries(_ field: DefinitionField?) -> [(fields: DefinitionFields, isLast: Bool)] {
    guard let field else { return [] }
    guard field.value.kind == .array else {
      report("The value for the field '\(field.name)' must be an array", at: field)
      return []
    }
    let count = field.value.count
    return field.value.elements.enumerated().compactMap { index, element in
      let path = field.path.appending(index)
      guard element.kind == .object else {
        report("An entry of '\(field.name)' must be an object", at: path, position: element.position)
        return nil
      }
      return (DefinitionFields(element, path: path), index == count - 1)
    }
  }

  private func retrier(_ fields: DefinitionFields, isLast: Bool) -> Retrier? {
    guard require(["ErrorEquals"], of: fields), let errors = errors(fields, isLast: isLast) else { return nil }
    var retrier = Retrier(errors: errors)
    if let field = fields["IntervalSeconds"], let seconds = integer(field, in: 1...99_999_999) {
      retrier.intervalSeconds = seconds
    }
    if let field = fields["MaxAttempts"], let attempts = integer(field, in: 0...99_999_999) {
      retrier.maxAttempts = attempts
    }
    if let field = fields["MaxDelaySeconds"] {
      retrier.maxDelaySeconds = integer(field, in: 1...31_622_400)
      if let longest = retrier.maxDelaySeconds, longest <= retrier.intervalSeconds {
        report("The value for the field 'MaxDelaySeconds' must be greater than 'IntervalSeconds'", at: field)
      }
    }
    if let field = fields["BackoffRate"] {
      if let rate = field.value.number?.double, rate >= 1, rate.isFinite {
        retrier.backoffRate = rate
      } else {
        report("The value for the field 'BackoffRate' must be a number of 1.0 or more", at: field)
      }
    }
    if let field = fields["JitterStrategy"] {
      if let strategy = field.value.string, ["FULL", "NONE"].contains(strategy) {
        retrier.hasJitter = strategy == "FULL"
      } else {
        report("The field 'JitterStrategy' should have one of these values: [FULL, NONE]", at: field)
      }
    }
    return retrier
  }

  private func errors(_ fields: DefinitionFields, isLast: Bool) -> [ErrorName]? {
    guard let field = fields["ErrorEquals"] else { return nil }
    let names = field.value.elements.compactMap(\.string).map(ErrorName.init(rawValue:))
    guard field.value.kind == .array, !names.isEmpty, names.count == field.value.count else {
      report("The value for the field 'ErrorEquals' must be an array of one or more strings", at: field)
      return nil
    }
    if names.contains(.all), names.count > 1 || !isLast {
      report("'States.ALL' must stand alone, and in the last entry", at: field)
    }
    return names
  }
}
