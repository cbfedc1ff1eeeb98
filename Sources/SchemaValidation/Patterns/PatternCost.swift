#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the work of a search by trying grows: what one try looks at, 2 to the power of `bits`, and the text's length to
/// the power of `loops`.
struct PatternCost {
  private var size = 0.0, bits = 0.0, loops = 0.0

  init(ofSearching node: PatternNode) {
    add(node)
    if !node.isAnchored { loops += 1 }
  }

  private init() {}

  /// Some choices, or a pass over the text with few of them at each place: no need to count.
  var isSmall: Bool { size <= 64 && (loops <= 0 ? bits <= 8 : loops <= 1 && bits <= 4) }

  private mutating func add(_ node: PatternNode) {
    switch node {
    case .character, .any, .set, .start, .end, .wordBoundary: size += 1
    case .backreference: loops += 1
    case .group(let body, _), .look(let body, _, _, _): add(body)
    case .sequence(let parts): for part in parts { add(part) }
    case .alternatives(let parts):
      var most = PatternCost()
      for part in parts {
        var cost = PatternCost()
        cost.add(part)
        size += cost.size
        most.bits = max(most.bits, cost.bits)
        most.loops = max(most.loops, cost.loops)
      }
      bits += most.bits + log2(Double(parts.count))
      loops += most.loops
    case .repeated(let body, let min, let max, _, _): add(body, min, max)
    }
  }

  private mutating func add(_ body: PatternNode, _ min: Int, _ max: Int?) {
    var cost = PatternCost()
    cost.add(body)
    let spread = max.map { $0 - min } ?? Int.max
    size += cost.size * Double(Swift.max(min, 1))
    if cost.bits > 0 || cost.loops > 0 {
      // Each round multiplies the choices of the ones before it.
      bits += cost.bits + 1
      loops += max == 1 ? cost.loops : 1_000
    } else if spread > 16 {
      loops += 1
    } else {
      bits += log2(Double(spread + 1))
    }
  }
}
