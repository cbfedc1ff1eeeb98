public import JSONModel

/// One result of verifying an interaction, of comparing contracts, or of reading one.
public struct Finding: Hashable, Sendable {
  public let rule: FindingRule
  /// The rule's own, unless the profile or the workflow says otherwise.
  public var severity: Severity
  public let subject: FindingSubject
  /// One sentence, without its place: `"offline" is not one of "card", "paypal"`. Values of secrets are not in it: it is
  /// made from what was redacted.
  public let message: String
  /// In what was checked: the payload's file, position and pointer. Its source may be quoted only where it was redacted.
  public var payload: SourcePlace?
  /// In the contract: what is broken.
  public let contract: SourcePlace?
  /// What tells this finding from others of its rule at its place, such as an unknown value of an enumeration.
  public let detail: String?

  public init(
    _ rule: FindingRule, _ subject: FindingSubject, _ message: String, payload: SourcePlace? = nil,
    contract: SourcePlace? = nil, detail: String? = nil
  ) {
    (self.rule, self.severity, self.subject, self.message) = (rule, rule.severity, subject, message)
    (self.payload, self.contract, self.detail) = (payload, contract, detail)
  }
}
