import JSONModel

/// The ways to many values in the same documents: what is in a large array or object is gone through once for all of them.
final class WayMemo {
  private struct Container: Hashable { let document: Int, node: Int }

  /// The values in each, by their numbers.
  private var large: [Container: [Int]] = [:]

  /// Stands for the document of the value that is checked; the others are those of the schema's index.
  static let instance = -1

  /// As `JSONCursor.place` has it.
  func place(of value: JSONCursor, in document: Int) -> SourcePlace {
    SourcePlace(
      value.source, value.position, pointer: JSONPointer(tokens: tokens(from: value.other(0), to: value, in: document)))
  }

  /// The way down to a value; of the name of a member the way to its object.
  func tokens(from outer: JSONCursor, to inner: JSONCursor, in document: Int) -> [String] {
    var steps: [Step] = []
    steps.reserveCapacity(8)
    outer.withRawNodes { nodes, _ in
      var place = outer.ordinal
      while place != inner.ordinal, let step = step(from: place, to: inner.ordinal, nodes, document) {
        steps.append(step)
        place = step.value
      }
    }
    return steps.map { step in step.isMember ? outer.other(step.value - 1).string ?? "" : String(step.index) }
  }

  /// Into an object or array: which of the values in it.
  private struct Step {
    let isMember: Bool
    let index: Int, value: Int
  }

  /// Nil where the inner one is in none of the values, as a name is.
  private func step(
    from outer: Int, to inner: Int, _ nodes: UnsafeBufferPointer<JSONNode>, _ document: Int
  ) -> Step? {
    let isMember = nodes[outer].rawKind == UInt32(JSONKind.object.rawValue)
    guard isMember || nodes[outer].rawKind == UInt32(JSONKind.array.rawValue) else { return nil }
    let count = nodes[outer].count
    if count > 64 {
      let values = values(in: outer, nodes, document), next = values.partitioned { $0 > inner }
      guard next > 0, inner < Int(nodes[values[next - 1]].next) else { return nil }
      return Step(isMember: isMember, index: next - 1, value: values[next - 1])
    }
    var child = outer + 1
    for index in 0..<count {
      let value = isMember ? child + 1 : child
      child = Int(nodes[value].next)
      if inner < child { return inner < value ? nil : Step(isMember: isMember, index: index, value: value) }
    }
    return nil
  }

  private func values(in outer: Int, _ nodes: UnsafeBufferPointer<JSONNode>, _ document: Int) -> [Int] {
    let container = Container(document: document, node: outer)
    if let known = large[container] { return known }
    let isMember = nodes[outer].rawKind == UInt32(JSONKind.object.rawValue)
    var values: [Int] = []
    values.reserveCapacity(nodes[outer].count)
    var child = outer + 1
    for _ in 0..<nodes[outer].count {
      values.append(isMember ? child + 1 : child)
      child = Int(nodes[values[values.count - 1]].next)
    }
    large[container] = values
    return values
  }
}
