extension PatternNode {
  /// In code points; nil where it varies. At the top of a lookbehind each alternative may have a length of its own, so
  /// the first one's is given.
  var fixedLength: Int? {
    if case .alternatives(let parts) = self {
      let lengths = parts.map(\.innerLength)
      return lengths.contains(nil) ? nil : lengths[0]
    }
    return innerLength
  }

  private var innerLength: Int? {
    switch self {
    case .character, .any, .set: 1
    case .start, .end, .wordBoundary: 0
    // PCRE2 10.42 looks into no lookaround inside a lookbehind, and into no reference.
    case .look(_, _, _, _): 0
    case .backreference: nil
    case .group(let body, _): body.innerLength
    case .sequence(let parts):
      parts.reduce(0 as Int?) { sum, part in
        sum.flatMap { sum in part.innerLength.map { min(sum + $0, 1 << 20) } }
      }
    case .alternatives(let parts):
      parts.dropFirst().allSatisfy { $0.innerLength == parts[0].innerLength } ? parts[0].innerLength : nil
    case .repeated(let body, let min, let max, _, _):
      min == max ? body.innerLength.map { Swift.min($0 * Swift.min(min, 1 << 20), 1 << 20) } : nil
    }
  }

  var canBeEmpty: Bool {
    switch self {
    case .character, .any, .set: false
    case .start, .end, .wordBoundary, .look, .backreference: true
    case .group(let body, _): body.canBeEmpty
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .alternatives(let parts): parts.contains(where: \.canBeEmpty)
    case .repeated(let body, let min, _, _, _): min == 0 || body.canBeEmpty
    }
  }

  /// Whether it can match at the text's beginning only.
  var isAnchored: Bool {
    switch self {
    case .start: true
    case .group(let body, _): body.isAnchored
    case .sequence(let parts): parts.first?.isAnchored ?? false
    case .alternatives(let parts): parts.allSatisfy(\.isAnchored)
    default: false
    }
  }
}
