import JSONModel

/// One evaluation: the whole document, and how much may still be looked at.
///
/// Works token by token over the list of places found so far, so that neither a deep document nor a long path needs the
/// stack. While the path is definite the list holds one place.
struct JSONPathEvaluation {
  static let maxValues = 1_000_000

  let root: JSONValue
  private(set) var trace = JSONPath.Trace()
  private var isTracing: Bool
  private var remaining = JSONPathEvaluation.maxValues
  private var patterns: [JSONPathFilter.Pattern: JavaPattern] = [:]
  /// Steps that patterns may still take, all together. They are smaller than the others.
  private var patternSteps = 20 * JSONPathEvaluation.maxValues

  init(root: JSONValue, isTracing: Bool = false) {
    self.root = root
    self.isTracing = isTracing
  }

  /// A value on the way and, where the evaluation is traced, how it was reached.
  private struct Node {
    let value: JSONValue
    /// Nil where the value was made, and then nothing below it is a place either.
    var steps: [JSONPath.ReferenceStep]?

    func child(_ value: JSONValue, _ step: @autoclosure () -> JSONPath.ReferenceStep, _ isTracing: Bool) -> Node {
      Node(value: value, steps: isTracing ? steps.map { $0 + [step()] } : nil)
    }
  }

  mutating func evaluate(_ tokens: [JSONPath.Token], on item: JSONValue) throws(JSONPath.Missing) -> JSONPath.Result {
    do throws(JSONPath.Missing) {
      let found = try places(tokens, from: item)
      if isTracing { trace.places = found.map(\.steps) }
      if found.isEmpty { lookInVain(tokens) }
      return try JSONPathEvaluation.result(tokens, found)
    } catch {
      // Step Functions suppresses what an indefinite path stumbles over.
      if error.kind == .tooMuchWork || JSONPath.isDefinite(tokens[...]) { throw error }
      lookInVain(tokens)
      return .values([])
    }
  }

  /// As `evaluate`, but an indefinite path whose beginning is missing is missing.
  private mutating func strictly(
    _ tokens: [JSONPath.Token], on item: JSONValue
  ) throws(JSONPath.Missing) -> JSONPath.Result {
    let wasTracing = isTracing
    isTracing = false
    defer { isTracing = wasTracing }
    return try JSONPathEvaluation.result(tokens, try places(tokens, from: item))
  }

  private static func result(
    _ tokens: [JSONPath.Token], _ found: [Node]
  ) throws(JSONPath.Missing) -> JSONPath.Result {
    if !JSONPath.isDefinite(tokens[...]) { return .values(found.map(\.value)) }
    guard let place = found.first else {
      throw JSONPath.Missing(kind: .indexPastEnd, text: "No results for path: \(JSONPath.jaywayText(tokens[...]))")
    }
    return .value(place.value)
  }

  private mutating func places(
    _ tokens: [JSONPath.Token], from item: JSONValue
  ) throws(JSONPath.Missing) -> [Node] {
    var places = [Node(value: item, steps: isTracing ? [] : nil)]
    var isDefinite = true
    for (index, token) in tokens.enumerated() {
      let isLast = index == tokens.count - 1
      let path = isDefinite ? tokens[..<index] : nil
      var next: [Node] = []
      if case .function(let function) = token, index == 1, case .descent = tokens[0] {
        // A function after a leading descent takes all that was found.
        for place in places { look(place) }
        next = function.apply(to: .array(places.map(\.value))).map { [Node(value: $0)] } ?? []
      } else {
        for place in places { try apply(token, isLast: isLast, to: place, definitePath: path, into: &next) }
      }
      if next.isEmpty { return [] }
      places = next
      isDefinite = isDefinite && token.isDefinite(isLast: isLast)
    }
    return places
  }

  /// `definitePath` is how the place was reached, as long as every token was definite: only then is something missing
  /// an error.
  private mutating func apply(
    _ token: JSONPath.Token, isLast: Bool, to place: Node, definitePath: ArraySlice<JSONPath.Token>?,
    into next: inout [Node]
  ) throws(JSONPath.Missing) {
    try charge(1)
    switch token {
    case .member(let name):
      guard case .object(let object) = place.value else {
        if let definitePath { throw noObject([name], place.value, definitePath) }
        return
      }
      try charge(object.count / 16)
      if let value = object[name] { return next.append(place.child(value, .member(name), isTracing)) }
      guard let definitePath else { return }
      let path = JSONPath.jaywayText(definitePath) + JSONPath.jaywayText(of: token)
      throw JSONPath.Missing(
        kind: .absent, text: isLast ? "No results for path: \(path)" : "Missing property in path \(path)")
    case .members(let names):
      guard case .object(let object) = place.value else {
        if let definitePath { throw noObject(names, place.value, definitePath) }
        return
      }
      try charge(names.count + object.count / 16)
      let found = object.lastValues(of: names)
      let children = found.map { place.child($1, .member($0), isTracing) }
      guard isLast else { return next += children }
      for child in children { look(child) }
      next.append(Node(value: .object(JSONObject(found))))
    case .index(let index): try take([index], of: place, token: token, definitePath: definitePath, into: &next)
    case .indices(let indices): try take(indices, of: place, token: token, definitePath: definitePath, into: &next)
    case .slice(let slice):
      guard let array = place.value.array else {
        if let definitePath { throw noArray(token, place.value, definitePath) }
        return
      }
      let indices = slice.indices(count: array.count)
      try charge(indices.count)
      next += indices.map { place.child(array[$0], .index($0), isTracing) }
    case .wildcard:
      let children = children(of: place)
      try charge(children.count)
      next += children
    case .filter(let filter):
      let candidates = place.value.kind == .object ? [place] : children(of: place)
      for candidate in candidates where try holds(filter, for: candidate) { next.append(candidate) }
    case .descent(let token):
      for container in try containers(in: place) where try hasPlace(for: token, container, isLast: isLast) {
        try apply(token, isLast: isLast, to: container, definitePath: nil, into: &next)
      }
    case .function(let function):
      if let index = function.index(in: place.value), let array = place.value.array {
        next.append(place.child(array[index], .index(index), isTracing))
      } else if let value = function.apply(to: place.value) {
        look(place)
        next.append(Node(value: value))
      }
    }
  }

  private mutating func take(
    _ indices: [Int], of place: Node, token: JSONPath.Token, definitePath: ArraySlice<JSONPath.Token>?,
    into next: inout [Node]
  ) throws(JSONPath.Missing) {
    guard let array = place.value.array else {
      if let definitePath { throw noArray(token, place.value, definitePath) }
      return
    }
    try charge(indices.count)
    for index in indices.compactMap({ JSONPathFunction.place(in: array, $0) }) {
      next.append(place.child(array[index], .index(index), isTracing))
    }
  }

  /// A descent tries a token only where it can match, so that what does not fit is not an error.
  private mutating func hasPlace(
    for token: JSONPath.Token, _ container: Node, isLast: Bool
  ) throws(JSONPath.Missing) -> Bool {
    switch (token, container.value) {
    case (.member, .object), (.index, .array), (.indices, .array), (.slice, .array), (.wildcard, _): true
    case (.members(let names), .object(let object)): !isLast || object.lastValues(of: names).count == names.count
    case (.filter(let filter), .object): try holds(filter, for: container)
    default: false
    }
  }

  /// The arrays and objects in a value, itself included, each before what it holds.
  private mutating func containers(in place: Node) throws(JSONPath.Missing) -> [Node] {
    var result: [Node] = []
    var open = [place]
    while let container = open.popLast() {
      try charge(1)
      guard container.value.kind == .array || container.value.kind == .object else { continue }
      result.append(container)
      open += children(of: container).reversed()
    }
    return result
  }

  /// What a place holds: an array's elements, an object's values, nothing else.
  private func children(of place: Node) -> [Node] {
    switch place.value {
    case .array(let elements): elements.enumerated().map { place.child($1, .index($0), isTracing) }
    case .object(let object): object.map { place.child($0.value, .member($0.key.text), isTracing) }
    default: []
    }
  }

  /// An indefinite path that finds nothing has looked at where its first choice would have been.
  private mutating func lookInVain(_ tokens: [JSONPath.Token]) {
    if isTracing, !JSONPath.isDefinite(tokens[...]) { trace.lookedAt.append(JSONPath.leadingSteps(tokens)) }
  }

  private mutating func look(_ place: Node) {
    if isTracing, let steps = place.steps { trace.lookedAt.append(steps) }
  }

  private mutating func holds(_ filter: JSONPathFilter, for item: Node) throws(JSONPath.Missing) -> Bool {
    try charge(1)
    switch filter {
    case .any(let filters):
      for filter in filters where try holds(filter, for: item) { return true }
      return false
    case .all(let filters):
      for filter in filters where try !holds(filter, for: item) { return false }
      return true
    case .not(let filter): return try !holds(filter, for: item)
    case .exists(let origin, let tokens):
      // Explicit null counts as absent: reported of Step Functions Local, 2026-09.
      return try !(value(origin, tokens, for: item) ?? .null).isNull
    case .compare(let left, let comparison, let right):
      if comparison == .matches {
        if case .pattern(let pattern) = right { return try matches(pattern, left, for: item) }
        if case .pattern(let pattern) = left { return try matches(pattern, right, for: item) }
        return false
      }
      let (left, right) = (try value(left, for: item), try value(right, for: item))
      try charge((left?.array?.count ?? 1) * (right?.array?.count ?? 1))
      return comparison.holds(left, right)
    }
  }

  private mutating func matches(
    _ pattern: JSONPathFilter.Pattern, _ operand: JSONPathFilter.Operand, for item: Node
  ) throws(JSONPath.Missing) -> Bool {
    let text: String? =
      switch try value(operand, for: item) {
      case .string(let string)?: string.text
      case .number(let number)?: number.text
      case .bool(let flag)?: String(flag)
      default: nil
      }
    guard let text, let compiled = patterns[pattern] ?? (try? pattern.compiled()) else { return false }
    patterns[pattern] = compiled
    guard let matches = compiled.matches(text, work: &patternSteps) else {
      throw JSONPath.Missing(kind: .tooMuchWork, text: "A pattern of the path went over more than 20,000,000 steps")
    }
    return matches
  }

  private mutating func value(
    _ operand: JSONPathFilter.Operand, for item: Node
  ) throws(JSONPath.Missing) -> JSONValue? {
    switch operand {
    case .literal(let value): value
    case .path(let origin, let tokens): try value(origin, tokens, for: item)
    case .pattern: nil
    }
  }

  private mutating func value(
    _ origin: JSONPathFilter.Origin, _ tokens: [JSONPath.Token], for item: Node
  ) throws(JSONPath.Missing) -> JSONValue? {
    if isTracing, let steps = origin == .item ? item.steps : [] {
      trace.lookedAt.append(steps + JSONPath.leadingSteps(tokens))
    }
    do throws(JSONPath.Missing) {
      return try strictly(tokens, on: origin == .item ? item.value : root).found
    } catch {
      if error.kind == .tooMuchWork { throw error }
      return nil
    }
  }

  private mutating func charge(_ values: Int) throws(JSONPath.Missing) {
    remaining -= min(values, JSONPathEvaluation.maxValues)
    if remaining < 0 {
      throw JSONPath.Missing(kind: .tooMuchWork, text: "The path went over more than 1,000,000 values")
    }
  }
}
