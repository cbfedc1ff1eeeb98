import Clocks
import JSONModel

extension DefinitionParser {
  func choice(_ fields: DefinitionFields, state: String, targets: inout [Target]) -> State.Choice? {
    guard require(["Choices"], of: fields), let field = fields["Choices"] else { return nil }
    guard field.value.kind == .array, field.value.count > 0 else {
      report(field.value.kind == .array ? "Value cannot be empty" : "The field 'Choices' must be an array", at: field)
      return nil
    }
    var rules: [State.Choice.Rule] = []
    for (index, element) in field.value.elements.enumerated() {
      let rule = DefinitionFields(element, path: field.path.appending(index))
      guard require(["Next"], of: rule), let nextField = rule["Next"], let next = string(nextField) else { continue }
      targets.append(Target(name: JSONString(next), field: nextField))
      if let condition = condition(rule, state: state, isRule: true) {
        rules.append(State.Choice.Rule(condition: condition, next: next))
      }
    }
    return State.Choice(rules: rules)
  }

  private func condition(_ fields: DefinitionFields, state: String, isRule: Bool) -> Condition? {
    let frame = isRule ? ["Next", "Comment"] : ["Comment"]
    let logical = ["And", "Or", "Not"]
    let tests = fields.all.filter { Comparison.Test.named[$0.name] != nil }
    let operators = fields.all.filter { logical.contains($0.name) }
    let known = frame + (operators.isEmpty ? ["Variable"] + (tests.isEmpty ? logical : []) : logical)
    check(fields, known: known + Comparison.Test.names, type: .choice)
    guard tests.count + operators.count == 1 else {
      // An unknown operator has been reported by its name.
      if tests.count + operators.count > 1 || fields.all.allSatisfy({ (frame + ["Variable"]).contains($0.name) }) {
        report(
          "A choice rule must have exactly one comparison operator, And, Or or Not", at: fields.path,
          position: fields.position)
      }
      return nil
    }
    if let test = tests.first { return comparison(test, fields, state: state) }
    guard let field = operators.first else { return nil }
    if field.name == "Not" {
      return condition(DefinitionFields(field.value, path: field.path), state: state, isRule: false)
        .map(Condition.not)
    }
    guard field.value.kind == .array, field.value.count > 0 else {
      report("The value for the field '\(field.name)' must be an array of one or more rules", at: field)
      return nil
    }
    let inner = field.value.elements.enumerated().compactMap { index, element in
      condition(DefinitionFields(element, path: field.path.appending(index)), state: state, isRule: false)
    }
    return field.name == "And" ? .and(inner) : .or(inner)
  }

  private func comparison(_ field: DefinitionField, _ fields: DefinitionFields, state: String) -> Condition? {
    guard require(["Variable"], of: fields), let variableField = fields["Variable"],
      let variable = dataPath(variableField, state: state), let (test, isPath) = Comparison.Test.named[field.name]
    else { return nil }
    if isPath {
      return dataPath(field, state: state).map {
        .comparison(Comparison(variable: variable, test: test, operand: .path($0)))
      }
    }
    if let reason = test.refusal(of: field.value) {
      report(reason, at: field)
      return nil
    }
    if Comparison.Test.named["\(field.name)Path"] != nil { warnOfMissingPath(field) }
    return .comparison(Comparison(variable: variable, test: test, operand: .literal(field.value.value)))
  }
}

extension Comparison.Test {
  /// The 39 comparison operators; `isPath` marks those whose operand is looked up.
  static let named: [String: (test: Comparison.Test, isPath: Bool)] = {
    var table: [String: (test: Comparison.Test, isPath: Bool)] = [
      "BooleanEquals": (.booleanEquals, false), "BooleanEqualsPath": (.booleanEquals, true),
      "StringMatches": (.stringMatches, false), "IsPresent": (.isPresent, false), "IsNull": (.isNull, false),
      "IsNumeric": (.isNumeric, false), "IsString": (.isString, false), "IsBoolean": (.isBoolean, false),
      "IsTimestamp": (.isTimestamp, false),
    ]
    for order in Comparison.Order.allCases {
      for (kind, test) in [
        ("String", Comparison.Test.string(order)), ("Numeric", .numeric(order)), ("Timestamp", .timestamp(order)),
      ] {
        table[kind + order.rawValue] = (test, false)
        table[kind + order.rawValue + "Path"] = (test, true)
      }
    }
    return table
  }()

  static let names = named.keys.sorted()

  /// Why a literal operand will not do; nil where it will.
  func refusal(of value: JSONCursor) -> String? {
    switch self {
    case .string, .stringMatches: value.kind == .string ? nil : "The comparison's value must be a string"
    case .numeric: value.kind == .number ? nil : "The comparison's value must be a number"
    case .timestamp:
      value.string.flatMap(Instant.init(strict:)) == nil ? "String does not match RFC3339 timestamp" : nil
    case .booleanEquals, .isPresent, .isNull, .isNumeric, .isString, .isBoolean, .isTimestamp:
      value.kind == .bool ? nil : "The comparison's value must be a boolean"
    }
  }
}
