import ContractTesting

extension CoverageReport {
  /// For a job summary.
  var markdown: String {
    var blocks = ["## Coverage of contracts: \(MarkdownText.code(title))"]
    blocks += shortfalls.map { "**Under the minimum:** \(MarkdownText.code($0))" }
    for summary in summaries { blocks += self.blocks(summary) }
    if !uncovered.isEmpty {
      blocks.append("No contract: \(uncovered.map(MarkdownText.code).joined(separator: ", "))")
    }
    return blocks.joined(separator: "\n\n")
  }

  private func blocks(_ summary: CoverageSummary) -> [String] {
    var rows = ["| kind | seen | promised | % |", "|---|---:|---:|---:|"]
    func add(_ name: String, _ count: CoverageSummary.Count) {
      rows.append("| \(name) | \(count.seen) | \(count.promised) | \(Percent.short(count.hundredths)) |")
    }
    for kind in CoverageSummary.Kind.allCases where summary.count(kind).promised > 0 {
      add(kind.title, summary.count(kind))
    }
    add("**in sum**", summary.total)
    var blocks = ["### \(MarkdownText.code(summary.api ?? "contract"))", rows.joined(separator: "\n")]
    if summary.isTruncated { blocks.append("Too large to be looked at as a whole: parts of it are not counted.") }
    let missing = items(summary)
    if !missing.isEmpty {
      blocks.append("<details><summary>Not seen</summary>\n\n\(missing.joined(separator: "\n"))\n\n</details>")
    }
    return blocks
  }

  private func items(_ summary: CoverageSummary) -> [String] {
    var items: [String] = []
    let groups = bounded(CoverageReport.lacking(summary), by: CoverageReport.maxGroups)
    for group in groups.shown {
      items.append("- \(MarkdownText.code(group.name))")
      for lack in lacks(group) { items.append("  - \(list(lack.label, lack.entries))") }
    }
    if groups.rest > 0 { items.append("- and \(CoverageReport.others(groups.rest))") }
    for (label, areWebhooks) in [("operations that nothing exercises", false), ("webhooks that never came", true)] {
      let unseen = CoverageReport.unseen(summary, areWebhooks: areWebhooks)
      if !unseen.isEmpty { items.append("- \(list(label, unseen))") }
    }
    return items
  }

  private func list(_ label: String, _ entries: [String]) -> String {
    let (shown, rest) = bounded(entries, by: CoverageReport.maxEntries)
    let more = rest > 0 ? " and \(rest) more" : ""
    return "\(MarkdownText.code(label)): \(shown.map(MarkdownText.code).joined(separator: ", "))\(more)"
  }
}
