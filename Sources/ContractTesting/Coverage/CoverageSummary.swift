/// What a contract promises, and how much of it was seen.
public struct CoverageSummary: Hashable, Sendable {
  /// What is counted. What an operation promises counts only where the operation was seen, and what is in a body only
  /// where such a body was seen: else the operation, the status or the media type is what is missing.
  public enum Kind: String, CaseIterable, Sendable {
    case operations, webhooks, statuses
    case mediaTypes = "media-types"
    case parameters, fields
    case enumValues = "enum-values"
    /// Where null is allowed.
    case nulls
    /// Of `anyOf` and `oneOf`.
    case unionBranches = "union-branches"
  }

  public struct Count: Hashable, Sendable {
    public var seen = 0, promised = 0

    public init(seen: Int = 0, promised: Int = 0) { (self.seen, self.promised) = (seen, promised) }
  }

  /// What an operation or a webhook promises and nothing has shown.
  public struct Missing: Hashable, Sendable {
    public let kind: Kind
    /// The body or the parameter that it belongs to: `response 200`, `query parameter status`; for a parameter where it
    /// is sent. Nil for a status.
    public let part: String?
    /// The name of a status, a media type or a parameter; else the way to a value, in which `*` stands for any element
    /// or member and `<Card>` for a branch of a union. Empty for the whole.
    public let name: String
    /// A value of an enumeration as JSON; a branch's name.
    public let value: String?
    /// Whether a parameter is.
    public let isRequired: Bool

    init(_ kind: Kind, in part: String?, _ name: String, value: String? = nil, isRequired: Bool = false) {
      (self.kind, self.part, self.name, self.value, self.isRequired) = (kind, part, name, value, isRequired)
    }
  }

  public struct Group: Hashable, Sendable {
    /// Of the operation or the webhook.
    public let name: String
    public let isWebhook: Bool
    public let isExercised: Bool
    public internal(set) var counts: [Kind: Count] = [:]
    public internal(set) var missing: [Missing] = []
  }

  public let api: String?
  /// In the contract's order, webhooks last.
  public internal(set) var groups: [Group] = []
  /// Whether something is too large, in the contract or in what was seen, to have been looked at as a whole.
  public internal(set) var isTruncated = false

  public func count(_ kind: Kind) -> Count {
    groups.reduce(into: Count()) { sum, group in
      sum.seen += group.counts[kind]?.seen ?? 0
      sum.promised += group.counts[kind]?.promised ?? 0
    }
  }

  /// Of all kinds.
  public var total: Count {
    Kind.allCases.map(count).reduce(into: Count()) { sum, count in
      sum.seen += count.seen
      sum.promised += count.promised
    }
  }

  /// Whether any operation or webhook was.
  public var isExercised: Bool { groups.contains(where: \.isExercised) }
}
