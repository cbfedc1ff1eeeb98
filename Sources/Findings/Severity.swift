/// How much a finding matters to who relies on the API.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Worth knowing; ends nothing.
  case note
  /// Likely to hurt: a tolerant client survives it.
  case warning
  /// The contract is broken, or cannot be held against what was seen.
  case error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
