public import Findings
import JSONModel

/// The rules of findings, as they are listed and explained.
public struct RulesText: Sendable {
  public enum Format: String, CaseIterable, Sendable { case text, json, markdown }

  private let rules: [FindingRule]

  public init(_ rules: [FindingRule] = FindingRule.all) { self.rules = rules.sorted { $0.id < $1.id } }

  /// The one rule with this id; nil where there is none.
  public func only(_ id: String) -> RulesText? {
    let found = rules.filter { $0.id == id }
    return found.isEmpty ? nil : RulesText(found)
  }

  /// The ids that somebody may have meant.
  public func near(_ id: String) -> [String] { Suggestion.near(id, in: rules.map(\.id)) }

  /// All in a list. Without a line feed at the end.
  public func text(_ format: Format) -> String {
    switch format {
    case .text: list
    case .json: JSONValue.array(rules.map(RulesText.json)).text(.indented(2))
    case .markdown: markdown
    }
  }

  /// Each with what to do about it.
  public var explained: String { rules.map(RulesText.explanation).joined(separator: "\n\n") }

  private var list: String {
    let width = (rules.map(\.id.utf8.count).max() ?? 0) + 2
    let lines = rules.map { rule in
      let severity = RulesText.padded(rule.severity.rawValue, to: 9)
      return RulesText.padded(rule.id, to: width) + severity + rule.summary + (rule.isStrict ? " (--strict)" : "")
    }
    return (lines + ["", "tapedeck rules RULE explains one."]).joined(separator: "\n")
  }

  private var markdown: String {
    let rows = rules.map { rule in
      "| `\(rule.id)` | \(rule.severity.rawValue)\(rule.isStrict ? ", strict" : "") "
        + "| \(RulesText.cell(rule.summary)) | \(RulesText.cell(rule.advice)) |"
    }
    return (["| rule | severity | what it says | what to do |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }

  private static func explanation(_ rule: FindingRule) -> String {
    let strict = rule.isStrict ? ", in strict verification only" : ""
    return """
      \(rule.id): \(rule.severity.rawValue)\(strict)
        \(rule.summary).
        what to do: \(rule.advice)
      """
  }

  private static func json(_ rule: FindingRule) -> JSONValue {
    .object(
      JSONObject([
        ("id", .string(rule.id)), ("severity", .string(rule.severity.rawValue)), ("strict", .bool(rule.isStrict)),
        ("summary", .string(rule.summary)), ("advice", .string(rule.advice)),
      ]))
  }

  /// Summary and advice as prose.
  static func sentences(_ rule: FindingRule) -> String { "\(rule.summary). \(rule.advice)" }

  /// Rules are ours: their text has no markup but what would end a cell.
  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.utf8.count))
  }
}
