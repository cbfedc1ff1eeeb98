import ForeignFormats
import RecordReplay

/// What an import says of what it redacted.
enum RedactionText {
  /// Further doubts are counted only.
  private static let maxDoubts = 20

  static func lines(_ outcome: HARImport.Outcome) -> [String] {
    let replacements = outcome.reports.flatMap(\.report.replacements)
    var lines: [String] = []
    if !replacements.isEmpty {
      let secrets = Set(replacements.map(\.name)).count
      lines.append("\(count(replacements.count, "place")) redacted, \(count(secrets, "secret"))")
    }
    let repeated = outcome.reports.flatMap { name, report in
      report.replacements.filter { $0.rule.hasPrefix("repeated:") }.map { (name, $0) }
    }
    for (name, one) in repeated.prefix(maxDoubts) {
      lines.append("\(name): \(one.place) repeats {{\(one.name)}}")
    }
    if repeated.count > maxDoubts {
      lines.append("… and \(count(repeated.count - maxDoubts, "place")) more of this kind")
    }
    var seen: Set<String> = []
    let doubts = outcome.reports.flatMap { name, report in report.doubts.map { (name, $0) } }
      .filter { seen.insert($0.1.place + $0.1.reason).inserted }
    for (name, doubt) in doubts.prefix(maxDoubts) { lines.append("\(name): \(doubt.place) stayed: \(doubt.reason)") }
    if doubts.count > maxDoubts { lines.append("… and \(count(doubts.count - maxDoubts, "doubt")) more") }
    return lines
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
