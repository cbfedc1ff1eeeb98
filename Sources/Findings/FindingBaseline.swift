public import Clocks

/// Findings that somebody answers for, by fingerprint: each with who that is, why, and, where it was said, until when.
///
/// It is kept in one file that is reviewed like code. There is no payload's value in it.
public struct FindingBaseline: Hashable, Sendable {
  public struct Suppression: Hashable, Sendable {
    /// Which finding is meant: `Finding.fingerprint`.
    public let fingerprint: String
    /// The id of its rule.
    public let rule: String
    /// For who reads the file: the finding's operation, as its contract names it. Nil where none is known.
    public let operation: String?
    public let grounds: Grounds
  }

  /// Why findings are suppressed.
  public struct Grounds: Hashable, Sendable {
    /// Who answers for it: a person, a team, a ticket. Never empty.
    public let owner: String
    /// Never empty.
    public let reason: String
    /// The last day on which it holds; nil for as long as it stands in the file.
    public let expires: ExpiryDate?

    /// Throws where there is no owner or no reason.
    public init(owner: String, reason: String, expires: ExpiryDate? = nil) throws(FindingBaselineError) {
      for (name, value) in [("owner", owner), ("reason", reason)] where FindingBaseline.isBlank(value) {
        throw FindingBaselineError(
          "a suppression needs \(FindingBaseline.article(name))", next: FindingBaseline.why(name))
      }
      (self.owner, self.reason, self.expires) = (owner, reason, expires)
    }
  }

  /// What the baseline says of a finding.
  public enum Judgement: Hashable, Sendable {
    /// Nothing: the finding counts.
    case counts
    case suppressed(Suppression)
    /// It was suppressed up to a day that is over: it counts again.
    case expired(Suppression)
  }

  /// In the order of the file.
  public private(set) var suppressions: [Suppression]
  /// Where the suppression of a fingerprint stands.
  private var positions: [String: Int]

  /// One that suppresses nothing.
  public init() { (suppressions, positions) = ([], [:]) }

  /// The fingerprints are all different.
  init(_ suppressions: [Suppression]) {
    self.suppressions = suppressions
    positions = Dictionary(
      suppressions.enumerated().map { ($1.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// `now` says which days are over.
  public func judge(_ finding: Finding, at now: Instant) -> Judgement {
    suppressions.isEmpty ? .counts : judge(fingerprint: finding.fingerprint, at: now)
  }

  /// The same of a finding whose fingerprint is known: to make one takes some microseconds.
  public func judge(fingerprint: String, at now: Instant) -> Judgement {
    guard let suppression = positions[fingerprint].map({ suppressions[$0] }) else { return .counts }
    return suppression.grounds.expires?.isOver(at: now) == true ? .expired(suppression) : .suppressed(suppression)
  }

  /// The suppressions that none of the findings with these fingerprints needs.
  public func unused(by fingerprints: some Sequence<String>) -> [Suppression] {
    let used = Set(fingerprints)
    return suppressions.filter { !used.contains($0.fingerprint) }
  }

  /// Suppresses what counts. What it suppresses already stays as it is; what has expired gets the new grounds in its
  /// place; what is new comes at the end, in the order of rules, operations and fingerprints.
  public mutating func suppress(_ findings: some Sequence<Finding>, on grounds: Grounds, at now: Instant) {
    var new: [String: Suppression] = [:]
    for finding in findings {
      let fingerprint = finding.fingerprint
      if case .suppressed = judge(fingerprint: fingerprint, at: now) { continue }
      let suppression = Suppression(
        fingerprint: fingerprint, rule: finding.rule.id, operation: finding.subject.operation, grounds: grounds)
      if let position = positions[suppression.fingerprint] {
        suppressions[position] = suppression
      } else {
        new[suppression.fingerprint] = suppression
      }
    }
    let added = new.values.sorted { left, right in
      (left.rule, left.operation ?? "", left.fingerprint) < (right.rule, right.operation ?? "", right.fingerprint)
    }
    self = FindingBaseline(suppressions + added)
  }

  /// Takes out suppressions, such as those that nothing needs.
  public mutating func remove(_ removed: [Suppression]) {
    let fingerprints = Set(removed.map(\.fingerprint))
    self = FindingBaseline(suppressions.filter { !fingerprints.contains($0.fingerprint) })
  }

  static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  static func article(_ name: String) -> String { name == "owner" ? "an owner" : "a \(name)" }

  /// What to write there.
  static func why(_ name: String) -> String {
    name == "owner" ? "say who answers for it: a person, a team or a ticket" : "say why the finding is accepted"
  }
}
