import Reporting
import SecretDetection

/// `tapedeck audit`: credentials in any files.
enum AuditCommand {
  static let declaration = CommandDeclaration(
    name: "audit", summary: "find credentials in cassettes, recordings and sources", operands: "[PATH...]",
    operandCount: 0...1000,
    options: [
      OptionDeclaration(
        "min-confidence", value: "LEVEL", choices: Detection.Confidence.allCases.map(\.rawValue),
        help: "report only what is at least so sure (default: medium)"),
      OptionDeclaration(
        "format", value: "FORMAT", choices: AuditReport.Format.allCases.map(\.rawValue),
        help: "how findings are printed (default: text)"),
      OptionDeclaration("baseline", value: "FILE", help: "findings that are meant, and are not reported again"),
      OptionDeclaration("update-baseline", help: "write what is found to the baseline"),
    ],
    details: """
      Searches files and folders (default: the current one) for credentials: by their
      shape, and by the names that they have. Of a finding it prints file, line,
      column, rule and confidence, never the value. Ends with 1 where it found any.
      Binary files, .git, .build and node_modules are passed over, links not followed.
      """,
    example: "tapedeck audit Cassettes Tests --baseline .audit.json")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let next = "tapedeck audit --help"
    let updates = arguments.has("update-baseline"), baselinePath = arguments.value("baseline")
    if updates, baselinePath == nil {
      throw UsageError(message: "audit: --update-baseline needs --baseline FILE", next: next)
    }
    let confidence = arguments.value("min-confidence").flatMap(Detection.Confidence.init) ?? .medium
    let baseline =
      try updates ? nil : baselinePath.map { path throws(CommandError) in try AuditBaseline(path, next: next) }
    var tree = AuditedTree(atLeast: confidence)
    for path in arguments.operands.isEmpty ? ["."] : arguments.operands {
      guard tree.add(path) else { throw CommandError("no such file or folder", at: path, next: next) }
    }
    for path in tree.incomplete { console.note(LoadedCassette.note(incomplete: path)) }
    var report = tree.report
    if updates, let baselinePath {
      try AuditBaseline.write(report.findings, to: baselinePath, next: next)
      console.note(
        "\(report.findings.count) finding\(report.findings.count == 1 ? "" : "s") written to \(baselinePath)")
      return .success
    }
    if let baseline {
      let found = report.findings.count
      report.findings.removeAll(where: baseline.holds)
      report.known = found - report.findings.count
    }
    let format = arguments.value("format").flatMap(AuditReport.Format.init) ?? .text
    let text = report.text(format, version: Tapedeck.version)
    if format == .text { console.print(text) } else { console.print(json: text) }
    return report.findings.isEmpty ? .success : .findings
  }
}
