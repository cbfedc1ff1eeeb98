/// What a finding is an instance of. Its id is stable: baselines, suppressions and dashboards name it.
///
/// The rules are listed in `FindingRule.all`, and by `tapedeck rules`.
public struct FindingRule: Hashable, Sendable {
  /// Words of lower-case letters joined by hyphens, such as `undocumented-field`.
  public let id: String
  public let severity: Severity
  /// One sentence: what it says of a payload.
  public let summary: String
  /// What to do about it, in a sentence or two.
  public let advice: String
  /// Whether the rule is looked at only in strict verification.
  public let isStrict: Bool

  init(_ id: String, _ severity: Severity, _ summary: String, advice: String, isStrict: Bool = false) {
    (self.id, self.severity, self.summary, self.advice) = (id, severity, summary, advice)
    self.isStrict = isStrict
  }

  public static func == (left: FindingRule, right: FindingRule) -> Bool { left.id == right.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
