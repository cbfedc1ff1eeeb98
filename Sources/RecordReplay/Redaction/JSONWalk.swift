import JSONModel

/// A walk through a document: what it changes, and what it need not look at closely.
struct JSONWalk {
  var edits: [Edit] = []
  private(set) var glance: JSONGlance
  private let pass: Redaction.Pass
  /// Where something known may begin, in order; nil where that can't be told.
  private let places: [Int]?

  init(_ glance: JSONGlance, _ pass: Redaction.Pass, places: [Int]?) {
    (self.glance, self.pass, self.places) = (glance, pass, places)
  }

  /// Whether the value and all inside it stays as it is.
  func stays(_ value: JSONCursor) -> Bool { stays(glance.values[value.ordinal], value.sourceBytes.indices) }

  private func stays(_ look: Glance, _ range: Range<Int>) -> Bool {
    pass == .learning ? look != .open : look == .stays && isClear(range)
  }

  /// A child that is looked at closely: which it is among the others, and its number; of a member that of the key.
  typealias Child = (position: Int, node: Int)

  /// The children of an object or an array that do not stay, or all of them; and whether one that stays must be looked at
  /// later.
  func children(of container: JSONCursor, all: Bool) -> (open: [Child], hasLater: Bool) {
    var open: [Child] = [], hasLater = false
    container.withNodes { nodes in
      glance.values.withUnsafeBufferPointer { looks in
        let offset = nodes.kind(of: container.ordinal) == .object ? 1 : 0
        var position = 0
        for child in nodes.children(of: container.ordinal) {
          let look = looks[child + offset]
          if all || !stays(look, nodes.range(of: child + offset)) {
            open.append((position, child))
          } else if look == .later {
            hasLater = true
          }
          position += 1
        }
      }
    }
    return (open, hasLater)
  }

  /// Whether nothing known begins there.
  private func isClear(_ range: Range<Int>) -> Bool {
    guard let places else { return false }
    if places.isEmpty { return true }
    var low = 0, high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low == places.count || places[low] >= range.upperBound
  }

  /// A value that was looked at closely, and of which nothing was learnt, stays in the other pass.
  mutating func settle(_ value: JSONCursor) { glance.values[value.ordinal] = .stays }

  mutating func note(_ found: [Redaction.Found], in value: JSONCursor) { glance.found[value.ordinal] = found }

  func found(in value: JSONCursor) -> [Redaction.Found]? { glance.found[value.ordinal] }

  func isLater(_ value: JSONCursor) -> Bool { glance.values[value.ordinal] == .later }
}
