import JSONModel

/// One evaluation: the whole document, and how much may still be looked at.
///
/// What is to be done stands on a stack of its own, the next on top, so that neither a deep document nor a long path
/// needs the thread's. Each place is followed to the path's end before the next, as Jayway does it: what goes wrong
/// first is what the path fails of.
struct JSONPathEvaluation {
  static let maxValues = 1_000_000

  let root: JSONValue
  let model: JSONPath.Model
  var trace = JSONPath.Trace()
  /// Whether places are noted.
  var isTracing: Bool
  /// Whether each place knows its way, for what is noted and for what is said of it.
  let knowsWays: Bool
  /// Whether a comparison could not be made because places don't know their ways.
  var missesWays = false
  /// Whether a list of names that are not all there finds nothing, as where a filter asks whether a path exists.
  var needsAllNames = false
  private var remaining = JSONPathEvaluation.maxValues
  var patterns: [JSONPathFilter.Pattern: JavaPattern] = [:]
  /// Steps that patterns may still take, all together. They are smaller than the others.
  var patternSteps = 20 * JSONPathEvaluation.maxValues

  init(root: JSONValue, model: JSONPath.Model, isTracing: Bool = false, knowsWays: Bool = false) {
    (self.root, self.model, self.isTracing, self.knowsWays) = (root, model, isTracing, isTracing || knowsWays)
  }

  /// How a place was reached, in constant space beside the place above it.
  enum Way {
    case unknown
    case start
    indirect case below(Way, JSONPath.ReferenceStep)

    /// Nil where it is not known.
    var steps: [JSONPath.ReferenceStep]? {
      var steps: [JSONPath.ReferenceStep] = []
      var way = self
      while case .below(let above, let step) = way {
        steps.append(step)
        way = above
      }
      if case .unknown = way { return nil }
      return steps.reversed()
    }
  }

  /// A value on the way and how it was reached.
  struct Node {
    let value: JSONValue
    var way = Way.unknown
    /// Jackson's null is a node where an array holds it, and Java's null anywhere else.
    var isNullNode = false
    /// Whether the value has no place in the document.
    var isMade = false

    func child(_ value: JSONValue, _ step: @autoclosure () -> JSONPath.ReferenceStep) -> Node {
      if case .unknown = way { return Node(value: value) }
      return Node(value: value, way: .below(way, step()))
    }
  }

  enum Work {
    /// The tokens from this one on, to this place.
    case apply(Int, Node)
    /// What the descent at this token does with this place and all below it.
    case descend(Int, Node)
    /// What the filter at this token does with this place's elements from the given one on.
    case filter(JSONPathFilter, Int, Node, from: Int)
    case fail(JSONPath.Missing)
    /// All of an element of `[*]` is done: what is absent before this does not matter after it.
    case endOfElement
  }

  var work: [Work] = []

  mutating func evaluate(_ tokens: [JSONPath.Token]) -> JSONPath.Result {
    let isDefinite = tokens.allSatisfy(\.isDefinite)
    do throws(JSONPath.Missing) {
      let found = try places(tokens, from: start(root))
      if isTracing { trace.places = found.map { $0.isMade ? nil : $0.way.steps } }
      if found.isEmpty { lookInVain(tokens) }
      return isDefinite ? .value(found.first?.value ?? .null) : .values(found.map(\.value))
    } catch {
      if !isDefinite { lookInVain(tokens) }
      return .missing(error)
    }
  }

  func start(_ value: JSONValue) -> Node { Node(value: value, way: knowsWays ? .start : .unknown) }

  /// For a definite path one place, or an error.
  mutating func places(_ tokens: [JSONPath.Token], from start: Node) throws(JSONPath.Missing) -> [Node] {
    let outer = work
    work = [.apply(0, start)]
    defer { work = outer }
    var found: [Node] = []
    while let next = work.popLast() {
      do throws(JSONPath.Missing) {
        switch next {
        case .apply(let index, let place) where index == tokens.count: found.append(place)
        case .apply(let index, let place): try apply(tokens, index, to: place)
        case .descend(let index, let place): try descend(tokens, index, into: place)
        case .filter(let filter, let index, let place, let element): try select(filter, index, place, from: element)
        case .fail(let missing): throw missing
        case .endOfElement: break
        }
      } catch {
        guard error.kind == .absent, leaveElement() else { throw error }
      }
    }
    return found
  }

  /// Goes on behind the element of `[*]` that is being worked on; false where there is none.
  private mutating func leaveElement() -> Bool {
    while let next = work.popLast() { if case .endOfElement = next { return true } }
    return false
  }

  private mutating func apply(_ tokens: [JSONPath.Token], _ index: Int, to place: Node) throws(JSONPath.Missing) {
    try charge(1)
    let token = tokens[index]
    switch token {
    case .member(let name):
      guard case .object(let object) = place.value else { throw noObject(token, place) }
      try charge(object.count / 16)
      guard let value = object[name] else { return try miss(tokens, index, name, place) }
      work.append(.apply(index + 1, place.child(value, .member(name))))
    case .members(let names):
      guard case .object(let object) = place.value else { throw noObject(token, place) }
      guard index == tokens.count - 1 else {
        let path = "\(text(place))\(JSONPath.jaywayText(of: token))"
        throw JSONPath.Missing(kind: .unfit, text: "Multi properties can only be used as path leafs: \(path)")
      }
      try charge(names.count + object.count / 16)
      let members = object.lastValues(of: names)
      if needsAllNames, members.count < names.count {
        let path = "\(text(place))\(JSONPath.jaywayText(of: token))"
        throw JSONPath.Missing(kind: .absent, text: "Missing property in path \(path)")
      }
      for (name, value) in members { look(place.child(value, .member(name))) }
      work.append(.apply(index + 1, Node(value: .object(JSONObject(members)), way: place.way, isMade: true)))
    case .index(let number): try take(CollectionOfOne(number), tokens, index, place)
    case .indexFromCount(let number):
      try take(CollectionOfOne((place.value.array?.count ?? 0) + number), tokens, index, place)
    case .indices(let numbers): try take(numbers, tokens, index, place)
    case .slice(let slice): try take(slice.indices(count: place.value.array?.count ?? 0), tokens, index, place)
    case .wildcard: try spread(index, place, isLast: index == tokens.count - 1)
    case .filter(let filter):
      guard place.value.array != nil || place.value.object != nil else {
        throw unfit("Filter: \(JSONPath.jaywayText(tokens[index...])) can not be applied to primitives. ", place)
      }
      work.append(.filter(filter, index, place, from: 0))
    case .descent: work.append(.descend(index, place))
    }
  }

  /// A member that is not there: an error at the path's end, and on the way where neither the step before it nor any
  /// after it leads to many places; else nothing.
  private func miss(
    _ tokens: [JSONPath.Token], _ index: Int, _ name: String, _ place: Node
  ) throws(JSONPath.Missing) {
    let path = "\(text(place))\(JSONPath.jaywayText(of: .member(name)))"
    if index == tokens.count - 1 { throw JSONPath.Missing(kind: .absent, text: "No results for path: \(path)") }
    if tokens[max(0, index - 1)...].allSatisfy(\.isDefinite) {
      throw JSONPath.Missing(kind: .absent, text: "Missing property in path \(path)")
    }
  }

  /// An indefinite path that finds nothing has looked at where its first choice would have been.
  private mutating func lookInVain(_ tokens: [JSONPath.Token]) {
    if isTracing, !tokens.allSatisfy(\.isDefinite) { trace.lookedAt.append(JSONPath.leadingSteps(tokens)) }
  }

  private mutating func look(_ place: Node) {
    if isTracing, let steps = place.way.steps { trace.lookedAt.append(steps) }
  }

  mutating func charge(_ values: Int) throws(JSONPath.Missing) {
    remaining -= min(values, JSONPathEvaluation.maxValues)
    if remaining < 0 {
      throw JSONPath.Missing(kind: .tooMuchWork, text: "The path went over more than 1,000,000 values")
    }
  }

  func text(_ place: Node) -> String { JSONPath.jaywayText(place.way.steps ?? []) }

  private func noObject(_ token: JSONPath.Token, _ place: Node) -> JSONPath.Missing {
    JSONPath.Missing(
      kind: .absent, text: "Property \(JSONPath.jaywayText(of: token)) not found in path \(text(place))")
  }

  func unfit(_ reason: String, _ place: Node) -> JSONPath.Missing {
    let isNode = model == .nodes && (place.value.array != nil || place.value.object != nil)
    let context = isNode ? place.value.text() : place.value.javaText
    return JSONPath.Missing(kind: .unfit, text: "\(reason)Current context is: \(context)")
  }
}
