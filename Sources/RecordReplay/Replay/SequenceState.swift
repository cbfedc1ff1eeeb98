/// Who got what: of one session.
struct SequenceState: Sendable {
  /// By index of the interaction; empty before the first request.
  private(set) var uses: [UInt32] = []
  private(set) var requests = 0
  /// Where to look next in a row of the matcher, by its index.
  private var cursors: [Cursor] = []

  private struct Cursor: Sendable {
    /// All before it were given out in this round.
    var position = 0
    var round: UInt32 = 0
  }

  func isUsed(_ index: Int) -> Bool { index < uses.count && uses[index] > 0 }

  mutating func countMiss() { requests += 1 }

  /// The first that nobody got yet; after the last, what the rule says; nil for a miss.
  mutating func choose(_ found: Matcher.Found, of matcher: Matcher, count: Int, afterLast: AfterLast) -> Int? {
    requests += 1
    if uses.isEmpty {
      uses = Array(repeating: 0, count: count)
      cursors = Array(repeating: Cursor(), count: matcher.rows.count)
    }
    let chosen: Int? =
      switch found {
      case .none: nil
      case .row(let row): next(in: matcher.rows[row], row, afterLast)
      case .list(let list):
        if let fresh = list.first(where: { uses[$0] == 0 }) {
          fresh
        } else {
          switch afterLast {
          case .miss: nil
          case .repeatLast: list.last
          case .loop: list.min { uses[$0] < uses[$1] }
          }
        }
      }
    if let chosen { uses[chosen] &+= 1 }
    return chosen
  }

  /// Does not begin at the front each time: a sequence may be long.
  private mutating func next(in interactions: Matcher.Row, _ row: Int, _ afterLast: AfterLast) -> Int? {
    while true {
      while cursors[row].position < interactions.count {
        let index = interactions[cursors[row].position]
        cursors[row].position += 1
        if uses[index] <= cursors[row].round { return index }
      }
      switch afterLast {
      case .miss: return nil
      case .repeatLast: return interactions.last
      case .loop:
        cursors[row].position = 0
        cursors[row].round += 1
      }
    }
  }
}
