import JSONModel
import Locking

/// Makes violations of what an execution recorded.
struct Explanation {
  let schema: Schema
  let recorder: Recorder
  let value: JSONCursor
  let ways = WayMemo()

  init(_ schema: Schema, _ recorder: Recorder, _ value: JSONCursor) {
    (self.schema, self.recorder, self.value) = (schema, recorder, value)
  }

  /// Failures that no others cause; of alternatives those of the one that comes closest.
  var leaves: [Int] {
    var leaves: [Int] = []
    append(leavesFrom: 0, recorder.failures.count, 0, to: &leaves)
    return leaves
  }

  /// Alternatives inside alternatives are explained so far.
  static let deepest = 64

  private func append(leavesFrom start: Int, _ end: Int, _ level: Int, to leaves: inout [Int]) {
    for number in Explanation.outermost(recorder.failures, start, end).reversed() {
      let failure = recorder.failures[number]
      switch failure.kind {
      case .leaf: leaves.append(number)
      case .branch: append(leavesFrom: Int(failure.first), number, level, to: &leaves)
      case .group:
        let isExplained = failure.detail == 0 && level < Explanation.deepest
        leaves += isExplained ? closest(number, level) ?? [number] : [number]
      }
    }
  }

  /// The failures in a part of the list that cause no other there, the last first.
  static func outermost(_ failures: [Recorder.Failure], _ start: Int, _ end: Int) -> [Int] {
    var numbers: [Int] = []
    var next = end - 1
    while next >= start {
      numbers.append(next)
      next = Int(failures[next].first) - 1
      if failures[numbers[numbers.count - 1]].kind == .leaf { next = numbers[numbers.count - 1] - 1 }
    }
    return numbers
  }

  /// What fails in the alternative that comes closest; nil where none is closer than others.
  private func closest(_ group: Int, _ level: Int) -> [Int]? {
    let failure = recorder.failures[group]
    let tag = discriminator(failure)
    let branches = Explanation.outermost(recorder.failures, Int(failure.first), group).reversed()
    var best: (distance: Int, leaves: [Int])?
    var ties = 0
    var members: Set<Int32>?
    for branch in branches where recorder.failures[branch].kind == .branch {
      var leaves: [Int] = []
      append(leavesFrom: Int(recorder.failures[branch].first), branch, level + 1, to: &leaves)
      let distance = distance(leaves, failure.node, tag, &members)
      if let found = best, (found.distance, found.leaves.count) < (distance, leaves.count) { continue }
      if let found = best, found.distance == distance { ties += 1 } else { ties = 0 }
      if let found = best, (found.distance, found.leaves.count) == (distance, leaves.count) { continue }
      best = (distance, leaves)
    }
    guard let best, best.distance < 3, !(best.distance == 2 && ties > 0) else { return nil }
    return best.leaves
  }

  /// The member that OpenAPI's `discriminator` names beside a group of alternatives; nil where the value has none.
  private func discriminator(_ failure: Recorder.Failure) -> Int32? {
    let named = schema.cursor(block(of: failure).place)["discriminator"]?["propertyName"]?.string
    let value = value.other(Int(failure.node))
    return named.flatMap { value[$0] }.map { Int32(truncatingIfNeeded: $0.ordinal) }
  }

  /// 3 where the value is of another kind altogether, 2 where it, or a member of it, is another than the one value that
  /// tells alternatives apart. `tag`: the one member that does, where that is known. `members`: of the value, once they
  /// were asked for.
  private func distance(_ leaves: [Int], _ node: Int32, _ tag: Int32?, _ members: inout Set<Int32>?) -> Int {
    var distance = 0
    func isNear(_ inner: Int32) -> Bool {
      if inner == node { return true }
      if let tag { return inner == tag }
      let known =
        members ?? Set(value.other(Int(node)).members.map { Int32(truncatingIfNeeded: $0.value.ordinal) })
      members = known
      return known.contains(inner)
    }
    for leaf in leaves {
      let failure = recorder.failures[leaf]
      switch keyword(failure) {
      case .type where failure.node == node: distance = max(distance, 3)
      case .anyOf where expectedKinds(leaf, node) != nil, .oneOf where expectedKinds(leaf, node) != nil:
        distance = max(distance, 3)
      case .const where isNear(failure.node), .enum where isNear(failure.node): distance = max(distance, 2)
      case .required where failure.node == node: distance = max(distance, 1)
      default: continue
      }
    }
    return distance
  }

  /// What a schema that is `false` does not allow is its outer keyword's; nil where there is none.
  func keyword(_ failure: Recorder.Failure) -> Keyword? {
    let place = isOfSchema(failure) ? recorder.steps[Int(failure.step)].place : failure.place
    return schema.traced.program.places[Int(place)].keyword
  }

  /// The schema that fails.
  func block(of failure: Recorder.Failure) -> Block {
    schema.traced.program.blocks[Int(recorder.steps[Int(failure.step)].block)]
  }

  /// It is the schema itself that does not allow the value.
  func isOfSchema(_ failure: Recorder.Failure) -> Bool {
    block(of: failure).place == failure.place
  }

  func violation(_ number: Int) -> SchemaViolation {
    let failure = recorder.failures[number]
    let keyword = keyword(failure)
    return SchemaViolation(
      fact: fact(failure, keyword, number), keyword: keyword?.name ?? "", value: place(of: Int(failure.node)),
      name: isOfName(failure) ? value.other(Int(failure.node)).string.map(SchemaViolation.short) : nil,
      schema: schemaPlace(failure.place), way: way(to: failure.place, from: failure.step))
  }

  /// Only `propertyNames` leads to a name, and nothing leads on from there.
  private func isOfName(_ failure: Recorder.Failure) -> Bool {
    var step = failure.step
    while step > 0 {
      let place = recorder.steps[Int(step)].place
      if schema.traced.program.places[Int(place)].keyword == .propertyNames { return true }
      step = recorder.steps[Int(step)].parent
    }
    return false
  }

  /// Of a value, by its number.
  func place(of node: Int) -> SourcePlace { ways.place(of: value.other(node), in: WayMemo.instance) }

  /// Of a keyword's value.
  func schemaPlace(_ place: UInt32) -> SourcePlace { schema.sourcePlace(place) }

  /// The keywords from the first schema to one.
  func way(to place: UInt32, from step: Int32) -> JSONPointer {
    var inner = step, steps: [Recorder.Step] = []
    while inner >= 0 {
      steps.append(recorder.steps[Int(inner)])
      inner = recorder.steps[Int(inner)].parent
    }
    var tokens: [String] = []
    tokens.reserveCapacity(2 * steps.count)
    schema.traced.ways.withLock { known in
      var outer: UInt32?
      for step in steps.reversed() {
        let block = schema.traced.program.blocks[Int(step.block)].place
        if let outer {
          append(wayFrom: outer, to: step.place, &known, to: &tokens)
          append(wayFrom: step.place, to: block, &known, to: &tokens)
        }
        outer = block
      }
      if let outer { append(wayFrom: outer, to: place, &known, to: &tokens) }
    }
    return JSONPointer(tokens: tokens)
  }

  /// From a schema's value down to another; nothing where that is not inside it, as what a reference leads to.
  private func append(wayFrom outer: UInt32, to inner: UInt32, _ known: inout WayParts, to tokens: inout [String]) {
    if outer == inner { return }
    if let part = known.tokens(from: outer, to: inner) {
      tokens += part
      return
    }
    let storage = schema.traced
    let (from, to) = (storage.program.places[Int(outer)], storage.program.places[Int(inner)])
    guard from.document == to.document, to.node > from.node else { return }
    let place = schema.cursor(outer)
    guard Int(to.node) < place.endOrdinal else { return }
    let part = ways.tokens(from: place, to: place.other(Int(to.node)), in: Int(to.document))
    known.keep(part, from: outer, to: inner, of: storage.program.places.count)
    tokens += part
  }
}

extension Schema {
  func cursor(_ place: UInt32) -> JSONCursor {
    let place = traced.program.places[Int(place)]
    return index.cursor(Int(place.document), Int(place.node))
  }

  /// The same as whoever prints it needs it. To find the way to it costs a walk through the document, so it is kept.
  func sourcePlace(_ place: UInt32) -> SourcePlace {
    if let known = traced.sourcePlaces.withLock({ $0[place] }) { return known }
    let found = cursor(place).place
    traced.sourcePlaces.withLock { $0[place] = found }
    return found
  }
}
