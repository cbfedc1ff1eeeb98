/// Who got what: of one session. It takes memory for what was asked for only.
struct SequenceState: Sendable {
  /// By index of the interaction; not there where nobody got it.
  private var uses: [Int: UInt32] = [:]
  private(set) var requests = 0
  /// Where to look next in a row of the matcher, by its index.
  private var cursors: [Int: Cursor] = [:]

  private struct Cursor: Sendable {
    /// All before it were given out in this round.
    var position = 0
    var round: UInt32 = 0
  }

  /// Indices of the interactions that somebody got.
  var used: Set<Int> { Set(uses.keys) }
  var usedCount: Int { uses.count }

  mutating func countMiss() { requests += 1 }

  /// The first that nobody got yet; after the last, what the rule says; nil for a miss.
  mutating func choose(_ found: Matcher.Found, of matcher: Matcher, afterLast: AfterLast) -> Int? {
    requests += 1
    let chosen: Int? =
      switch found {
      case .none: nil
      case .row(let row): next(in: matcher.rows[row], row, afterLast)
      case .list(let list):
        if let fresh = list.first(where: { uses[$0] == nil }) {
          fresh
        } else {
          switch afterLast {
          case .miss: nil
          case .repeatLast: list.last
          case .loop: list.min { uses[$0, default: 0] < uses[$1, default: 0] }
          }
        }
      }
    if let chosen { uses[chosen, default: 0] &+= 1 }
    return chosen
  }

  /// Does not begin at the front each time: a sequence may be long.
  private mutating func next(in interactions: Matcher.Row, _ row: Int, _ afterLast: AfterLast) -> Int? {
    var cursor = cursors[row] ?? Cursor()
    defer { cursors[row] = cursor }
    while true {
      while cursor.position < interactions.count {
        let index = interactions[cursor.position]
        cursor.position += 1
        if uses[index, default: 0] <= cursor.round { return index }
      }
      switch afterLast {
      case .miss: return nil
      case .repeatLast: return interactions.last
      case .loop:
        cursor.position = 0
        cursor.round += 1
      }
    }
  }
}
