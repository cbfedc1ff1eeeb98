public import Clocks
public import Findings
import JSONModel

/// What verifying, comparing or reading contracts found, as it is printed: one value, in any number of formats.
public struct FindingsReport: Sendable {
  public enum Format: String, CaseIterable, Sendable { case text, json, junit, sarif, markdown, html, github }

  /// What was checked as a whole: an interaction, or a contract.
  public struct Item: Sendable {
    /// What it belongs to, such as its cassette; empty for nothing.
    public let group: String
    public let name: String
    /// How many of its payloads were held against a contract.
    public let payloads: Int
    public let findings: [Finding]
    /// Whether it is a contract, and the findings are the document's own faults.
    let isContract: Bool

    public init(_ name: String, in group: String = "", payloads: Int = 1, findings: [Finding] = []) {
      (self.name, self.group, self.payloads, self.findings) = (name, group, payloads, findings)
      isContract = false
    }

    /// A contract's own faults. `path` is its file's.
    public init(contract path: String, findings: [Finding]) {
      (name, group, payloads, self.findings, isContract) = (path, "", 0, findings, true)
    }

    /// For findings that are in no file.
    var label: String { group.isEmpty ? name : "\(group)/\(name)" }
  }

  /// A finding, what it was found in, and what the baseline says of it.
  struct Result: Sendable {
    let finding: Finding
    let fingerprint: String
    let item: Item
    let judgement: FindingBaseline.Judgement

    var isSuppressed: Bool { if case .suppressed = judgement { true } else { false } }

    /// The suppression that is over.
    var expired: FindingBaseline.Suppression? {
      if case .expired(let suppression) = judgement { suppression } else { nil }
    }
  }

  /// The findings that count and have one cause.
  struct Cause: Sendable {
    let first: Result
    /// In the order of what was checked.
    let others: [Result]

    var severity: Severity { others.reduce(first.finding.severity) { max($0, $1.finding.severity) } }
    var rule: FindingRule { first.finding.rule }
    var results: [Result] { [first] + others }
  }

  /// What the report is about, such as `Cassettes/purchase`.
  public let title: String
  /// Tapedeck's.
  public let version: String
  /// The names of the APIs whose contracts were used.
  public let apis: [String]
  public let items: [Item]
  /// What an item is called.
  public let unit: String
  /// Suppressions that no finding needs any more.
  public let unused: [FindingBaseline.Suppression]
  /// All findings, in the order of the items.
  let results: [Result]
  /// The worst first, then in the order of the items.
  let causes: [Cause]

  /// `now` decides which suppressions of the baseline are over. `isWhole` says that all was checked that the baseline is
  /// for: else nobody knows which suppressions nothing needs.
  public init(
    title: String, version: String, apis: [String] = [], items: [Item], unit: String = "interaction",
    baseline: FindingBaseline = FindingBaseline(), isWhole: Bool = true, at now: Instant
  ) {
    (self.title, self.version, self.apis, self.items, self.unit) = (title, version, apis, items, unit)
    results = items.flatMap { item in
      item.findings.map { finding in
        let fingerprint = finding.fingerprint
        return Result(
          finding: finding, fingerprint: fingerprint, item: item,
          judgement: baseline.judge(fingerprint: fingerprint, at: now))
      }
    }
    unused = isWhole ? baseline.unused(by: results.lazy.map(\.fingerprint)) : []
    causes = FindingsReport.causes(of: results.filter { !$0.isSuppressed })
  }

  /// The findings that count: those whose suppression has expired too.
  public var counted: [Finding] { results.filter { !$0.isSuppressed }.map(\.finding) }

  /// Whether a finding counts that is at least so severe: whether the command ends with 1. Notes end nothing.
  public func fails(from severity: Severity = .warning) -> Bool { causes.contains { $0.severity >= severity } }

  /// Without a line feed at the end. Nothing that came from a payload steers a terminal, a log or a page.
  public func text(_ format: Format) -> String {
    switch format {
    case .text: plain
    case .json: json
    case .junit: junit
    case .sarif: sarif
    case .markdown: markdown
    case .html: html
    case .github: github
    }
  }

  private static func causes(of results: [Result]) -> [Cause] {
    var order: [String] = [], groups: [String: [Result]] = [:]
    for result in results {
      let key = result.finding.cause
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(result)
    }
    let causes = order.compactMap { key in
      groups[key].flatMap { group in group.first.map { Cause(first: $0, others: Array(group.dropFirst())) } }
    }
    // The sort of the standard library is stable.
    return causes.sorted { $0.severity > $1.severity }
  }
}
