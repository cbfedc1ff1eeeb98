public import ContractTesting

/// The least that must be covered, of every API.
public struct CoverageMinimum: Hashable, Sendable {
  /// In hundredths of a percent, by kind; that of nil is for all in sum.
  public let parts: [CoverageSummary.Kind?: Int]

  /// Why a text is none.
  public struct Mistake: Error, Sendable { public let reason: String }

  /// `80`, `62.5`, or `operations=80,fields=50`.
  public init(_ text: String) throws(Mistake) {
    var parts: [CoverageSummary.Kind?: Int] = [:]
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      var kind: CoverageSummary.Kind?
      if words.count == 2 {
        kind = CoverageSummary.Kind(rawValue: words[0])
        guard kind != nil else {
          let kinds = CoverageSummary.Kind.allCases.map(\.rawValue)
          throw Mistake(reason: "unknown kind '\(words[0])'; one of \(kinds.joined(separator: ", "))")
        }
      }
      guard let percent = CoverageMinimum.hundredths(words.last ?? "") else {
        throw Mistake(reason: "'\(words.last ?? "")' is not a percentage from 0 to 100")
      }
      guard parts.updateValue(percent, forKey: kind) == nil else {
        throw Mistake(reason: "\(kind?.rawValue ?? "the whole") is given twice")
      }
    }
    self.parts = parts
  }

  private static func hundredths(_ text: String) -> Int? {
    let words = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 >= 48 && $0 <= 57 } }), let whole = words.first,
      whole.count <= 3, let percent = Int(String(decoding: whole, as: UTF8.self))
    else { return nil }
    let digits = words.count == 2 ? String(decoding: words[1], as: UTF8.self) : ""
    guard digits.utf8.count <= 2 else { return nil }
    let hundredths = percent * 100 + (Int((digits + "00").prefix(2)) ?? 0)
    return hundredths <= 10_000 ? hundredths : nil
  }

  /// A kind of which nothing is promised falls short only where nothing at all was seen.
  func shortfalls(of summary: CoverageSummary) -> [String] {
    let kinds: [CoverageSummary.Kind?] = [nil] + CoverageSummary.Kind.allCases
    return kinds.compactMap { kind in
      guard let least = parts[kind] else { return nil }
      let count = kind.map(summary.count) ?? summary.total
      let isUnder =
        count.promised == 0 ? !summary.isExercised && least > 0 : count.hundredths < least
      guard isUnder else { return nil }
      let name = "\(summary.api ?? "the contract"), \(kind?.title ?? "in sum")"
      let gap = least - count.hundredths
      return "\(name): \(Percent.text(count.hundredths)) % is \(Percent.text(gap)) under the minimum of "
        + "\(Percent.text(least)) %"
    }
  }
}
