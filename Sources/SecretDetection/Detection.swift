/// A credential found in a value.
public struct Detection: Hashable, Sendable {
  /// Bytes of the value that must go; the rest stays.
  public let range: Range<Int>
  /// Stable id with its kind of evidence: `name:password`, `shape:jwt`, `structure:jwk`, `place:authorization`.
  public let rule: String
  /// What a placeholder for it is called: `token`, `password`, `credentials`, `key`, `cookie`, …
  public let name: String

  /// How sure it is that this is a credential that grants something.
  public enum Confidence: String, Sendable, CaseIterable, Comparable {
    case low, medium, high

    private var rank: Int {
      switch self {
      case .low: 0
      case .medium: 1
      case .high: 2
      }
    }

    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
  }

  public let confidence: Confidence

  func moved(by offset: Int) -> Detection {
    Detection(
      range: range.lowerBound + offset..<range.upperBound + offset, rule: rule, name: name, confidence: confidence)
  }
}

extension [Detection] {
  /// In order, none over another: of two that overlap the longer one stays, of two as long the surer one.
  func apart() -> [Detection] {
    guard count > 1 else { return self }
    var kept: [Detection] = []
    for found in sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = kept.last, found.range.lowerBound < last.range.upperBound else {
        kept.append(found)
        continue
      }
      if (found.range.count, found.confidence) > (last.range.count, last.confidence) {
        kept[kept.count - 1] = found
        while kept.count > 1, kept[kept.count - 2].range.upperBound > found.range.lowerBound {
          kept.remove(at: kept.count - 2)
        }
      }
    }
    return kept
  }
}
