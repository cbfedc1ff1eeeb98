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
  func stays(_ value: JSONCursor) -> Bool {
    if pass == .learning { return glance.values[value.ordinal] != .open }
    return glance.values[value.ordinal] == .stays && isClear(value.sourceBytes.indices)
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
