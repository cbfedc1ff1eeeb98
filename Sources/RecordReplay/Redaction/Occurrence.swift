/// Where a secret stands in a value.
struct Occurrence {
  let range: Range<Int>
  /// Its index.
  let secret: Int

  /// Of two that overlap the longer one is taken, in order.
  static func withoutOverlaps(_ all: [Occurrence]) -> [Occurrence] {
    if all.count < 2 { return all }
    var taken: [Bool] = Array(repeating: false, count: all.map(\.range.upperBound).max() ?? 0)
    let longestFirst = all.sorted { ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound) }
    // None is longer than those before it, so one that overlaps another has an end in it.
    let kept = longestFirst.filter { one in
      if taken[one.range.lowerBound] || taken[one.range.upperBound - 1] { return false }
      for index in one.range { taken[index] = true }
      return true
    }
    return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
