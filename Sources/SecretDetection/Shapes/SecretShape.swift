/// What a kind of credential looks like: a mark that it begins with or holds, and what stands round it.
struct SecretShape: Sendable {
  enum Piece: Sendable {
    /// A run of letters of the set, as long as it goes, of a length in the range.
    case run(ByteSet, ClosedRange<Int>)
    case text(StaticString)
  }

  let id: String
  let marks: [StaticString]
  /// Before the mark: so many letters of the set.
  let before: (set: ByteSet, count: Int)?
  /// Whether what is before the mark, or the mark, must begin a word. A mark of signs begins one anywhere.
  let beginsWord: Bool
  let pieces: [Piece]
  /// For what pieces can't say: the credential's range, nil where it is none.
  let check: (@Sendable (inout ShapeScan, Range<Int>) -> Range<Int>?)?
  /// What a placeholder for it is called.
  let name: String
  let confidence: Detection.Confidence

  init(
    _ id: String, _ marks: StaticString..., before: (set: ByteSet, count: Int)? = nil, then pieces: [Piece] = [],
    name: String = "token", confidence: Detection.Confidence = .high, beginsWord: Bool = true,
    check: (@Sendable (inout ShapeScan, Range<Int>) -> Range<Int>?)? = nil
  ) {
    self.id = id
    self.marks = marks
    self.before = before
    self.pieces = pieces
    self.name = name
    self.confidence = confidence
    self.beginsWord = beginsWord
    self.check = check
  }

  /// The credential that has its mark at `mark`.
  func range(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    var start = mark.lowerBound
    if let before {
      start -= before.count
      guard start >= 0, scan.isAll(before.set, in: start..<mark.lowerBound) else { return nil }
    }
    if beginsWord, !scan.isWordStart(start) { return nil }
    if let check { return check(&scan, mark) }
    var end = mark.upperBound
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        guard scan.has(text, at: end) else { return nil }
        end += text.utf8CodeUnitCount
      case .run(let set, let lengths):
        var stop = scan.end(of: set, from: end)
        if index == pieces.count - 1 { stop = scan.withoutTrailing(end..<stop, least: lengths.lowerBound) }
        guard lengths.contains(stop - end) else { return nil }
        end = stop
      }
    }
    guard !scan.isAlphanumeric(at: end) else { return nil }
    return start..<end
  }
}
