/// What somebody may have meant by a word that names nothing: what is one slip away.
///
/// A slip is few edits (a letter added, left out or replaced, or two neighbours swapped): at most a third of the word's
/// letters and at most three, but one in a word of two letters too. Upper and lower case are the same.
public enum Suggestion {
  /// The nearest; the first of several. Nil where nothing is near.
  public static func closest(to word: String, in candidates: [String]) -> String? {
    near(word, in: candidates).first
  }

  /// The three nearest at most, the nearest first.
  public static func near(_ word: String, in candidates: [String]) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    guard wanted.count <= longest else { return [] }
    let limit = wanted.count < 2 ? 0 : min(max(1, wanted.count / 3), 3)
    return
      candidates
      .map { (candidate: $0, distance: distance(wanted, Array($0.lowercased().utf8), limit: limit)) }
      .filter { $0.distance <= limit }
      .sorted { $0.distance < $1.distance }
      .prefix(3).map(\.candidate)
  }

  /// `; did you mean run?`, to follow what is wrong; empty where nothing is near.
  public static func hint(_ near: [String]) -> String {
    near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
  }
  public static func hint(_ near: String?) -> String { hint(near.map { [$0] } ?? []) }

  /// In bytes. What is longer was not typed.
  private static let longest = 255

  /// Optimal string alignment; anything greater than `limit` where that is exceeded.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    if abs(left.count - right.count) > limit { return limit + 1 }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var row = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(last[j] + (byte == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, byte == right[j - 1], left[i - 1] == other { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
