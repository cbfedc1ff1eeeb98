/// Which entries of a file are meant: `1,3-5`, counted from 1.
public struct Selection: Hashable, Sendable {
  /// As given, in order.
  public let ranges: [ClosedRange<Int>]

  /// Nil where the text is none: no number, 0, a range that runs backwards.
  public init?(_ text: String) {
    var ranges: [ClosedRange<Int>] = []
    for piece in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let ends = piece.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        .map { Selection.number($0) }
      guard let first = ends[0], let last = ends[ends.count - 1], first >= 1, first <= last else { return nil }
      ranges.append(first...last)
    }
    self.ranges = ranges
  }

  /// Indices from 0 in rising order; nil where there is no such entry among `count`.
  public func indices(of count: Int) -> [Int]? {
    guard ranges.allSatisfy({ $0.upperBound <= count }) else { return nil }
    return Set(ranges.flatMap { $0.map { $0 - 1 } }).sorted()
  }

  private static func number(_ digits: Substring.UTF8View) -> Int? {
    digits.count <= 9 && digits.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }
}
