import JSONModel

extension RandomMachineBuilder {
  /// Leads to the state that follows by default, and further or back by its rules.
  mutating func choice(_ rest: [String], back: [String]) -> [(String, JSONValue)] {
    let rules = (0...random.below(3)).map { _ -> JSONValue in
      .object(JSONObject(rule(depth: 2) + [("Next", .string(random.pick(rest + back + back)))]))
    }
    return [("Type", "Choice"), ("Choices", .array(rules)), ("Default", .string(rest[0]))]
  }

  private mutating func rule(depth: Int) -> [(String, JSONValue)] {
    switch random.below(depth > 0 ? 7 : 4) {
    case 4: return [("And", .array((0...random.below(2)).map { _ in .object(JSONObject(rule(depth: depth - 1))) }))]
    case 5: return [("Or", .array((0...random.below(2)).map { _ in .object(JSONObject(rule(depth: depth - 1))) }))]
    case 6: return [("Not", .object(JSONObject(rule(depth: depth - 1))))]
    default: return comparison()
    }
  }

  /// One of the 39.
  private mutating func comparison() -> [(String, JSONValue)] {
    let variable = path(isReference: true)
    let order = random.pick(["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"])
    let isPath = random.oneIn(3)
    let test: (String, JSONValue)
    switch random.below(6) {
    case 0: test = ("String\(order)", .string(text()))
    case 1: test = ("Numeric\(order)", random.pick([0, 1, 2.5, -3]))
    case 2: test = ("Timestamp\(order)", "2026-01-01T00:00:03Z")
    case 3: test = ("BooleanEquals", .bool(random.oneIn(2)))
    case 4:
      return [("Variable", .string(variable)), ("StringMatches", .string(random.pick(["*", "a*", "*\\*", "t?xt"])))]
    default:
      let kind = random.pick(["IsPresent", "IsPresent", "IsNull", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"])
      return [("Variable", .string(variable)), (kind, .bool(!random.oneIn(3)))]
    }
    guard isPath else { return [("Variable", .string(variable)), test] }
    return [("Variable", .string(variable)), ("\(test.0)Path", .string(path(isReference: true)))]
  }
}
