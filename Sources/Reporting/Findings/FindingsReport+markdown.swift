import Findings
import JSONModel

extension FindingsReport {
  /// The most causes that are told, and the most bytes of their sections: a job's summary may have a mebibyte.
  private static let mostSections = 100, mostBytes = 512 << 10

  /// For the summary of a job: a table of the causes, then each with its excerpt, folded.
  var markdown: String {
    var parts = ["## Tapedeck: \(verdict)", "\(MarkdownText.code(title)): \(summary(MarkdownText.code))"]
    let told = Array(causes.prefix(FindingsReport.mostSections))
    if !told.isEmpty {
      let rows = told.map { cause in
        let operation = cause.first.finding.subject.operation ?? ""
        return
          "| \(cause.severity.rawValue) | \(MarkdownText.code(cause.rule.id)) | \(MarkdownText.code(operation)) "
          + "| \(MarkdownText.code(cause.first.finding.message)) | \(cause.results.count) |"
      }
      parts.append(
        (["| severity | rule | operation | finding | places |", "|---|---|---|---|--:|"] + rows)
          .joined(separator: "\n"))
      var left = FindingsReport.mostBytes
      parts += told.map(FindingsReport.section).prefix { section in
        left -= section.utf8.count
        return left >= 0
      }
    }
    if causes.count > told.count {
      parts.append("And \(FindingsReport.count(causes.count - told.count, "more cause")).")
    }
    let suppressed = suppressed.compactMap(\.suppression)
    if !suppressed.isEmpty { parts.append(FindingsReport.table("Suppressed", suppressed)) }
    if !unused.isEmpty { parts.append(FindingsReport.table("Suppressions that nothing needs any more", unused)) }
    return parts.joined(separator: "\n\n")
  }

  private static func section(_ cause: Cause) -> String {
    let places = count(cause.results.count, "place")
    return """
      <details><summary>\(cause.severity.rawValue) <code>\(MarkupText.escaped(cause.rule.id))</code>: \(places)</summary>

      \(MarkdownText.block(safe(cause.lines(others: 20))))

      \(cause.rule.advice)

      </details>
      """
  }

  private static func table(_ title: String, _ suppressions: [FindingBaseline.Suppression]) -> String {
    var order: [FindingBaseline.Suppression] = [], counts: [FindingBaseline.Suppression: Int] = [:]
    for suppression in suppressions {
      if counts[suppression] == nil { order.append(suppression) }
      counts[suppression, default: 0] += 1
    }
    let rows = order.prefix(mostSections).map { suppression in
      let grounds = suppression.grounds
      let cells = [
        MarkdownText.code(suppression.fingerprint), MarkdownText.code(suppression.subject),
        MarkdownText.code(grounds.owner), MarkdownText.code(grounds.reason), grounds.expires.map { "\($0)" } ?? "",
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    let head = ["### \(title)", "", "| fingerprint | finding | owner | reason | until |", "|---|---|---|---|---|"]
    let rest = order.count > rows.count ? ["", "And \(order.count - rows.count) more."] : []
    return (head + rows + rest).joined(separator: "\n")
  }
}
