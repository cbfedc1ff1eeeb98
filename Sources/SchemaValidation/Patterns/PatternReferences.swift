/// Which groups the references of a pattern lead to, and whether PCRE2 can follow them as ECMA-262 does.
///
/// ECMA-262 forgets what a group captured at the beginning of each round of a repetition round it; PCRE2 remembers it.
/// The two differ where a round may leave a group out that an earlier one matched.
struct PatternReferences {
  /// PCRE2's number of each group that is referred to.
  private(set) var numbers: [Int: Int] = [:]
  /// The groups that may have captured something where a reference stands, by its offset.
  private(set) var live: [Int: [Int]] = [:]
  private var referred: [Int: Int] = [:]
  /// Groups that a round of a repetition may leave out.
  private var forgettable: Set<Int> = []
  private var closed: Set<Int> = []

  init(_ node: PatternNode) {
    visit(node, repeated: false, optional: false)
    for (number, group) in referred.keys.sorted().enumerated() { numbers[group] = number + 1 }
  }

  func checkExactness() throws(PatternSyntaxError) {
    guard let offset = referred.filter({ forgettable.contains($0.key) }).map(\.value).min() else { return }
    throw PatternSyntaxError(
      "a reference to a group that not every round of a repetition matches is not supported", at: offset,
      isSyntax: false)
  }

  private mutating func visit(_ node: PatternNode, repeated: Bool, optional: Bool) {
    switch node {
    case .character, .any, .set, .start, .end, .wordBoundary: break
    case .backreference(let groups, let offset):
      // A reference inside its group or before it matches the empty text: the group has captured nothing yet.
      live[offset] = groups.filter { closed.contains($0) }
      for group in live[offset] ?? [] { referred[group] = min(referred[group] ?? offset, offset) }
    case .group(let body, let index):
      visit(body, repeated: repeated, optional: optional)
      guard let index else { return }
      closed.insert(index)
      if repeated, optional { forgettable.insert(index) }
    case .look(let body, let behind, let negated, _):
      visit(body, repeated: repeated || behind, optional: optional || behind || negated)
    case .sequence(let parts): for part in parts { visit(part, repeated: repeated, optional: optional) }
    case .alternatives(let parts): for part in parts { visit(part, repeated: repeated, optional: true) }
    case .repeated(let body, let min, let max, _, _):
      if max == 1 || max == 0 {
        visit(body, repeated: repeated, optional: optional || min == 0)
      } else {
        // Rounds that match nothing count for PCRE2 and not for ECMA-262.
        visit(body, repeated: true, optional: (repeated && (optional || min == 0)) || body.canBeEmpty)
      }
    }
  }
}
