import ContractTesting

extension CoverageReport {
  var text: String {
    var blocks = summaries.map(block)
    if !uncovered.isEmpty {
      blocks.append("no contract, so nothing is known of: \(uncovered.map(TerminalText.safe).joined(separator: ", "))")
    }
    if blocks.isEmpty { blocks.append("nothing to cover: no interactions") }
    if !shortfalls.isEmpty { blocks.append(shortfalls.map(TerminalText.safe).joined(separator: "\n")) }
    return blocks.joined(separator: "\n\n")
  }

  private func block(_ summary: CoverageSummary) -> String {
    let operations = summary.count(.operations), total = summary.total
    let name = TerminalText.safe(summary.api ?? "contract")
    var lines = [
      "\(name): \(operations.seen) of \(operations.promised) operations exercised; "
        + "\(Percent.short(total.hundredths)) % of what is promised was seen"
    ]
    lines.append(CoverageReport.row("", "seen", "promised", "%"))
    for kind in CoverageSummary.Kind.allCases where summary.count(kind).promised > 0 {
      lines.append(CoverageReport.row(kind.title, summary.count(kind)))
    }
    lines.append(CoverageReport.row("in sum", total))
    if summary.isTruncated { lines.append("  too large to be looked at as a whole: parts of it are not counted") }
    lines += missing(summary)
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ count: CoverageSummary.Count) -> String {
    row(name, "\(count.seen)", "\(count.promised)", Percent.short(count.hundredths))
  }

  private static func row(_ name: String, _ seen: String, _ promised: String, _ percent: String) -> String {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
    let padded = name + String(repeating: " ", count: max(0, 16 - name.utf8.count))
    return "  \(padded)\(right(seen, 7))\(right(promised, 10))\(right(percent, 7))"
  }

  private func missing(_ summary: CoverageSummary) -> [String] {
    var lines: [String] = []
    let groups = bounded(CoverageReport.lacking(summary), by: CoverageReport.maxGroups)
    for group in groups.shown {
      lines.append("  \(TerminalText.safe(group.name)), not seen:")
      for lack in lacks(group) { lines += list(lack.label, lack.entries, indent: 4) }
    }
    if groups.rest > 0 { lines.append("  and \(CoverageReport.others(groups.rest))") }
    for (label, areWebhooks) in [("operations that nothing exercises", false), ("webhooks that never came", true)] {
      let unseen = CoverageReport.unseen(summary, areWebhooks: areWebhooks)
      if !unseen.isEmpty { lines += list(label, unseen, indent: 2) }
    }
    if lines.isEmpty { return [] }
    return [""] + lines
  }

  /// `label: a, b and 3 more`, in lines.
  private func list(_ label: String, _ entries: [String], indent: Int) -> [String] {
    let (shown, rest) = bounded(entries, by: CoverageReport.maxEntries)
    var pieces = shown.map { CoverageReport.shortened(TerminalText.safe($0)) }
    for index in pieces.indices.dropLast() { pieces[index] += "," }
    if rest > 0 { pieces.append("and \(rest) more") }
    let margin = String(repeating: " ", count: indent)
    var lines = ["\(margin)\(TerminalText.safe(label)):"]
    // Values of an enumeration may be many.
    for piece in pieces.flatMap({ $0.count > CoverageReport.width / 2 ? $0.split(separator: " ") : [$0[...]] }) {
      if lines[lines.count - 1].count + piece.count < CoverageReport.width {
        lines[lines.count - 1] += " " + piece
      } else {
        lines.append("\(margin)  \(piece)")
      }
    }
    return lines
  }

  private static let width = 100, longestEntry = 200

  private static func shortened(_ text: String) -> String {
    text.count > longestEntry ? text.prefix(longestEntry) + "…" : text
  }
}
