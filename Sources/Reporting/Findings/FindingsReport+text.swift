import Findings
import JSONModel

extension FindingsReport {
  /// The most causes that are told; the JSON has all.
  private static let mostCauses = 200

  /// Each cause with its first place, as compilers write it; then what is left to say of the baseline, and a summary.
  var plain: String {
    var blocks = causes.prefix(FindingsReport.mostCauses).map { $0.lines() }
    let rest = causes.count - blocks.count
    if rest > 0 { blocks.append(["and \(FindingsReport.count(rest, "more cause")); --format json has all"]) }
    if !unused.isEmpty {
      blocks.append(
        ["the baseline suppresses what is not found any more:"]
          + unused.map { "  \($0.fingerprint) \($0.subject), owner \($0.grounds.owner)" })
    }
    blocks.append([summary()] + (next.map { ["  next: \($0)"] } ?? []))
    return blocks.map { FindingsReport.safe($0) }.joined(separator: "\n\n")
  }

  /// Lines that are ours, whatever is in them.
  static func safe(_ lines: [String]) -> String {
    lines.map { TerminalText.withoutCommand(TerminalText.escaped($0, keeping: ["\t"])) }.joined(separator: "\n")
  }
}

extension FindingsReport.Cause {
  /// Not made safe. At most so many of the other places are told.
  func lines(others most: Int = 5) -> [String] {
    let finding = first.finding
    var lines = PlaceReport("\(severity.rawValue) \(rule.id): \(finding.message)", at: first.place).lines
    let facts = [
      (finding.payload == nil ? "at" : "value", first.pointer), ("in", first.subject),
      ("contract", first.contract.map(FindingsReport.Result.text)),
      ("expired", first.expiry), ("fingerprint", first.fingerprint),
    ]
    for case (let name, let value?) in facts where !value.isEmpty {
      lines.append("  \(name):\(String(repeating: " ", count: 12 - name.utf8.count))\(value)")
    }
    guard !others.isEmpty else { return lines }
    lines.append("  and at \(FindingsReport.count(others.count, "other place")):")
    lines += others.prefix(most).map { "    \($0.line(besides: first))" }
    if others.count > most { lines.append("    and \(others.count - most) more") }
    return lines
  }
}

extension FindingsReport.Result {
  /// One of the other places of a cause: what it shares with the first is not told again.
  func line(besides first: FindingsReport.Result) -> String {
    var parts = [FindingsReport.Result.text(place)]
    if let subject, subject != first.subject { parts.append("in \(subject)") }
    if let expiry, expiry != first.expiry { parts.append(expiry) }
    if fingerprint != first.fingerprint { parts.append("fingerprint \(fingerprint)") }
    return parts.joined(separator: ", ")
  }
}
