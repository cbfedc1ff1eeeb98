import JSONModel

/// One evaluation: the whole document, and how much may still be looked at.
///
/// Works token by token over the list of places found so far, so that neither a deep document nor a long path needs the
/// stack. While the path is definite the list holds one place.
struct JSONPathEvaluation {
  static let maxValues = 1_000_000

  let root: JSONValue
  private var remaining = JSONPathEvaluation.maxValues
  private var regexes: [JSONPathFilter.Pattern: Regex<AnyRegexOutput>] = [:]

  init(root: JSONValue) { self.root = root }

  mutating func evaluate(_ tokens: [JSONPath.Token], on item: JSONValue) throws(JSONPath.Missing) -> JSONPath.Result {
    do throws(JSONPath.Missing) {
      return try strictly(tokens, on: item)
    } catch {
      // Step Functions suppresses what an indefinite path stumbles over.
      if error.kind == .tooMuchWork || JSONPath.isDefinite(tokens[...]) { throw error }
      return .values([])
    }
  }

  /// As `evaluate`, but an indefinite path whose beginning is missing is missing.
  private mutating func strictly(
    _ tokens: [JSONPath.Token], on item: JSONValue
  ) throws(JSONPath.Missing) -> JSONPath.Result {
    let found = try places(tokens, from: item)
    if !JSONPath.isDefinite(tokens[...]) { return .values(found) }
    guard let value = found.first else {
      throw JSONPath.Missing(kind: .indexPastEnd, text: "No results for path: \(JSONPath.jaywayText(tokens[...]))")
    }
    return .value(value)
  }

  private mutating func places(
    _ tokens: [JSONPath.Token], from item: JSONValue
  ) throws(JSONPath.Missing) -> [JSONValue] {
    var places = [item]
    var isDefinite = true
    for (index, token) in tokens.enumerated() {
      let isLast = index == tokens.count - 1
      let path = isDefinite ? tokens[..<index] : nil
      var next: [JSONValue] = []
      if case .function(let function) = token, index == 1, case .descent = tokens[0] {
        // A function after a leading descent takes all that was found.
        places = [.array(places)]
        next = function.apply(to: places[0]).map { [$0] } ?? []
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
    _ token: JSONPath.Token, isLast: Bool, to place: JSONValue, definitePath: ArraySlice<JSONPath.Token>?,
    into next: inout [JSONValue]
  ) throws(JSONPath.Missing) {
    try charge(1)
    switch token {
    case .member(let name):
      guard case .object(let object) = place else {
        if let definitePath { throw noObject([name], place, definitePath) }
        return
      }
      try charge(object.count / 16)
      if let value = object[name] { return next.append(value) }
      guard let definitePath else { return }
      let path = JSONPath.jaywayText(definitePath) + JSONPath.jaywayText(of: token)
      throw JSONPath.Missing(
        kind: .absent, text: isLast ? "No results for path: \(path)" : "Missing property in path \(path)")
    case .members(let names):
      guard case .object(let object) = place else {
        if let definitePath { throw noObject(names, place, definitePath) }
        return
      }
      try charge(names.count)
      let found = names.compactMap { name in object[name].map { (name, $0) } }
      if isLast { next.append(.object(JSONObject(found))) } else { next += found.map(\.1) }
    case .index(let index): try take([index], of: place, token: token, definitePath: definitePath, into: &next)
    case .indices(let indices): try take(indices, of: place, token: token, definitePath: definitePath, into: &next)
    case .slice(let slice):
      guard let array = place.array else {
        if let definitePath { throw noArray(token, place, definitePath) }
        return
      }
      let indices = slice.indices(count: array.count)
      try charge(indices.count)
      next += indices.map { array[$0] }
    case .wildcard:
      let children = place.children
      try charge(children.count)
      next += children
    case .filter(let filter):
      let candidates = place.array ?? (place.kind == .object ? [place] : [])
      for candidate in candidates where try holds(filter, for: candidate) { next.append(candidate) }
    case .descent(let token):
      for container in try containers(in: place) where try hasPlace(for: token, container, isLast: isLast) {
        try apply(token, isLast: isLast, to: container, definitePath: nil, into: &next)
      }
    case .function(let function):
      if let value = function.apply(to: place) { next.append(value) }
    }
  }

  private mutating func take(
    _ indices: [Int], of place: JSONValue, token: JSONPath.Token, definitePath: ArraySlice<JSONPath.Token>?,
    into next: inout [JSONValue]
  ) throws(JSONPath.Missing) {
    guard let array = place.array else {
      if let definitePath { throw noArray(token, place, definitePath) }
      return
    }
    try charge(indices.count)
    next += indices.compactMap { JSONPathFunction.element(of: array, at: $0) }
  }

  /// A descent tries a token only where it can match, so that what does not fit is not an error.
  private mutating func hasPlace(
    for token: JSONPath.Token, _ container: JSONValue, isLast: Bool
  ) throws(JSONPath.Missing) -> Bool {
    switch (token, container) {
    case (.member, .object), (.index, .array), (.indices, .array), (.slice, .array), (.wildcard, _): true
    case (.members(let names), .object(let object)): !isLast || names.allSatisfy { object[$0] != nil }
    case (.filter(let filter), .object): try holds(filter, for: container)
    default: false
    }
  }

  /// The arrays and objects in a value, itself included, each before what it holds.
  private mutating func containers(in value: JSONValue) throws(JSONPath.Missing) -> [JSONValue] {
    var result: [JSONValue] = []
    var open = [value]
    while let container = open.popLast() {
      try charge(1)
      guard container.kind == .array || container.kind == .object else { continue }
      result.append(container)
      open += container.children.reversed()
    }
    return result
  }

  private mutating func holds(_ filter: JSONPathFilter, for item: JSONValue) throws(JSONPath.Missing) -> Bool {
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
    _ pattern: JSONPathFilter.Pattern, _ operand: JSONPathFilter.Operand, for item: JSONValue
  ) throws(JSONPath.Missing) -> Bool {
    let text: String? =
      switch try value(operand, for: item) {
      case .string(let string)?: string.text
      case .number(let number)?: number.text
      case .bool(let flag)?: String(flag)
      default: nil
      }
    guard let text, let regex = regexes[pattern] ?? pattern.compiled() else { return false }
    regexes[pattern] = regex
    return (try? regex.wholeMatch(in: text)) != nil
  }

  private mutating func value(
    _ operand: JSONPathFilter.Operand, for item: JSONValue
  ) throws(JSONPath.Missing) -> JSONValue? {
    switch operand {
    case .literal(let value): value
    case .path(let origin, let tokens): try value(origin, tokens, for: item)
    case .pattern: nil
    }
  }

  private mutating func value(
    _ origin: JSONPathFilter.Origin, _ tokens: [JSONPath.Token], for item: JSONValue
  ) throws(JSONPath.Missing) -> JSONValue? {
    do throws(JSONPath.Missing) {
      return try strictly(tokens, on: origin == .item ? item : root).found
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
