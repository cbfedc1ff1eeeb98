import JSONModel

extension JSONPathEvaluation {
  /// Whether a filter holds for an element. What is absent holds for no comparison, not even `!=`.
  ///
  /// Asked from right to left, as Jayway does; that tells which of several faults ends the path.
  mutating func holds(_ filter: JSONPathFilter, for item: Node) throws(JSONPath.Missing) -> Bool {
    try charge(1)
    switch filter {
    case .any(let filters):
      for filter in filters.reversed() where try holds(filter, for: item) { return true }
      return false
    case .all(let filters):
      for filter in filters.reversed() where try !holds(filter, for: item) { return false }
      return true
    case .exists(let tokens, let isExpected):
      needsAllNames = true
      defer { needsAllNames = false }
      return try (place(.item, tokens, for: item)?.value ?? .null).isNull != isExpected
    case .compare(let left, let comparison, let right):
      guard let leftPlace = try place(left, for: item), let rightPlace = try place(right, for: item) else {
        return false
      }
      let (leftValue, rightValue) = (leftPlace.value, rightPlace.value)
      if comparison == .matches { return try matches(left, leftValue, right, rightValue) }
      if comparison.isOrder, leftValue.isNull != rightValue.isNull { return false }
      if leftValue.isContainer, rightValue.isContainer {
        return try isSame(left, leftPlace, right, rightPlace, of: item) && comparison.holds(0)
      }
      // A long text costs as much as it is long each time.
      try charge(max(0, (rightValue.text?.utf8.count ?? 0) - 64))
      switch JSONPathFilter.order(of: rightValue, to: leftValue) {
      case .known(let order): return comparison.holds(order)
      case .none: return false
      case .noNumber(let number, let text):
        throw JSONPath.Missing(
          kind: .unfit, text: "The number \(number) is compared with '\(text)', which is no number")
      }
    }
  }

  /// Whether two arrays or objects are one: of Java's maps and lists each is equal to itself alone, of Jackson's nodes
  /// not even that. What a path from the root found is kept, and is what that path finds again.
  private mutating func isSame(
    _ left: JSONPathFilter.Operand, _ leftPlace: Node, _ right: JSONPathFilter.Operand, _ rightPlace: Node,
    of item: Node
  ) throws(JSONPath.Missing) -> Bool {
    if case .path(.root, _) = left, left == right { return true }
    guard model == .maps, !leftPlace.isMade, !rightPlace.isMade,
      case .path(let leftOrigin, _) = left, case .path(let rightOrigin, _) = right
    else { return false }
    guard knowsWays, let leftSteps = leftPlace.way.steps, let rightSteps = rightPlace.way.steps,
      let itemSteps = item.way.steps
    else {
      missesWays = true
      return false
    }
    try charge(itemSteps.count)
    return (leftOrigin == .item ? itemSteps : []) + leftSteps == (rightOrigin == .item ? itemSteps : []) + rightSteps
  }

  private mutating func matches(
    _ left: JSONPathFilter.Operand, _ leftValue: JSONValue, _ right: JSONPathFilter.Operand, _ rightValue: JSONValue
  ) throws(JSONPath.Missing) -> Bool {
    let pattern: JSONPathFilter.Pattern
    let target: JSONValue
    switch (left, right) {
    case (.pattern(let given), _): (pattern, target) = (given, rightValue)
    case (_, .pattern(let given)): (pattern, target) = (given, leftValue)
    default: throw JSONPath.Missing(kind: .unfit, text: "=~ needs a pattern between slashes: /.../ or /.../i")
    }
    if target.isNull { return false }
    guard let compiled = patterns[pattern] ?? (try? pattern.compiled()) else { return false }
    patterns[pattern] = compiled
    let isNode = model == .nodes && (target.array != nil || target.object != nil)
    guard let matches = compiled.matches(isNode ? target.text() : target.javaText, work: &patternSteps) else {
      throw JSONPath.Missing(kind: .tooMuchWork, text: "A pattern of the path went over more than 20,000,000 steps")
    }
    return matches
  }

  /// Nil where a path leads nowhere. A pattern is a value that has no order.
  private mutating func place(
    _ operand: JSONPathFilter.Operand, for item: Node
  ) throws(JSONPath.Missing) -> Node? {
    switch operand {
    case .text(let text): Node(value: .string(JSONString(text)))
    case .path(let origin, let tokens): try place(origin, tokens, for: item)
    case .pattern: Node(value: .object(JSONObject()), isMade: true)
    }
  }

  private mutating func place(
    _ origin: JSONPathFilter.Origin, _ tokens: [JSONPath.Token], for item: Node
  ) throws(JSONPath.Missing) -> Node? {
    let wasTracing = isTracing
    if wasTracing, let steps = origin == .item ? item.way.steps : [] {
      trace.lookedAt.append(steps + JSONPath.leadingSteps(tokens))
    }
    isTracing = false
    defer { isTracing = wasTracing }
    let start = start(origin == .item ? item.value : root)
    do throws(JSONPath.Missing) {
      return try places(tokens, from: start).first
    } catch {
      if error.kind == .absent { return nil }
      throw error
    }
  }
}
