import Locking

/// What the interactions of a cassette give to whoever gets them, each made when it is first asked for.
final class PreparedOutcomes: Sendable {
  private let cassette: Cassette
  private let rules: [MatchRules]
  /// Of which originals clients get their own values back.
  private let names: Set<String>
  private let kept = Lock(Kept())

  private struct Kept: Sendable {
    var outcomes: [Int: PreparedOutcome] = [:]
    var bytes = 0
  }

  /// Of bodies, so much is kept; beyond it all are made anew.
  static let maxBytes = 256 << 20

  init(_ cassette: Cassette, _ matcher: Matcher) {
    (self.cassette, rules, names) = (cassette, matcher.rules, matcher.sharedNames)
  }

  /// Throws where the interaction cannot be read any more.
  func outcome(at index: Int) throws(CassetteError) -> PreparedOutcome {
    if let outcome = kept.withLock({ $0.outcomes[index] }) { return outcome }
    let interaction = try cassette.interaction(at: index)
    let rules = rules.first { $0.api.name == interaction.api }
    let outcome = try PreparedOutcome(interaction, Substitution(interaction, rules, of: names))
    kept.withLock { kept in
      if kept.bytes + outcome.heldBytes > PreparedOutcomes.maxBytes { kept = Kept() }
      kept.outcomes[index] = outcome
      kept.bytes += outcome.heldBytes
    }
    return outcome
  }
}
