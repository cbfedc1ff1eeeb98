public import ContractTesting
import JSONModel

/// What cassettes exercise of the contracts of APIs, as it is printed.
public struct CoverageReport: Sendable {
  public enum Format: String, CaseIterable, Sendable { case text, json, markdown }

  /// What was covered, such as `Cassettes/purchase`.
  public let title: String
  public let version: String
  public let summaries: [CoverageSummary]
  /// APIs that have no contract, of which nothing is known.
  public let uncovered: [String]
  public let minimum: CoverageMinimum?
  /// Whether lists are whole.
  public let isWhole: Bool

  public init(
    title: String, version: String, summaries: [CoverageSummary], uncovered: [String] = [],
    minimum: CoverageMinimum? = nil, isWhole: Bool = false
  ) {
    (self.title, self.version, self.summaries, self.uncovered) = (title, version, summaries, uncovered)
    (self.minimum, self.isWhole) = (minimum, isWhole)
  }

  /// Whether the minimum is not reached.
  public var fails: Bool { !shortfalls.isEmpty }

  /// What falls short of the minimum, a line for each.
  public var shortfalls: [String] {
    guard let minimum else { return [] }
    if summaries.isEmpty, uncovered.isEmpty { return ["there is nothing that a contract could be held to"] }
    return uncovered.map { "\($0) has no contract: nothing of it is covered" }
      + summaries.flatMap { minimum.shortfalls(of: $0) }
  }

  /// Without a line feed at the end.
  public func text(_ format: Format) -> String {
    switch format {
    case .text: text
    case .json: json
    case .markdown: markdown
    }
  }
}

enum Percent {
  /// `62.5`, of hundredths.
  static func text(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    if rest == 0 { return "\(hundredths / 100)" }
    return "\(hundredths / 100)." + (rest % 10 == 0 ? "\(rest / 10)" : String("\(rest + 100)".dropFirst()))
  }

  /// `62.5`, with one digit behind the point.
  static func short(_ hundredths: Int) -> String { "\(hundredths / 100).\(hundredths % 100 / 10)" }
}

extension CoverageSummary.Kind {
  var title: String { rawValue.replacing("-", with: " ") }
}

extension CoverageSummary.Count {
  /// Of a percent; rounded down, so that only what is whole is 100.
  var hundredths: Int { promised == 0 ? 0 : seen * 10_000 / promised }
}
