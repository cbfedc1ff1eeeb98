import JSONModel

/// What an audit found, as it is printed.
public struct AuditReport: Sendable {
  public enum Format: String, CaseIterable, Sendable { case text, json, sarif }

  /// In the order of files, then of places.
  public var findings: [AuditFinding]
  /// How many files were read.
  public var files: Int
  /// Files that were not read, and why.
  public var skipped: [(file: String, reason: String)]
  /// How many findings the baseline says are meant.
  public var known: Int

  public init(
    findings: [AuditFinding] = [], files: Int = 0, skipped: [(file: String, reason: String)] = [], known: Int = 0
  ) {
    self.findings = findings
    self.files = files
    self.skipped = skipped
    self.known = known
  }

  /// Without a line feed at the end. `version` is Tapedeck's.
  public func text(_ format: Format, version: String) -> String {
    switch format {
    case .text: plain
    case .json: json.text(.indented(2))
    case .sarif: sarif(version: version).text(.indented(2))
    }
  }

  private var plain: String {
    let lines = findings.map { finding in
      "\(TerminalText.safe(finding.file)):\(finding.line):\(finding.column): \(finding.confidence)  \(finding.rule)  "
        + TerminalText.safe(finding.masked)
    }
    return (lines + skipped.map { "\(TerminalText.safe($0.file)): skipped: \($0.reason)" } + [summary])
      .joined(separator: "\n")
  }

  private var summary: String {
    let count = findings.count
    let found = count == 0 ? "no credentials" : "\(count) credential\(count == 1 ? "" : "s")"
    let rest = known == 0 ? "" : "; \(known) in the baseline"
    return "\(found) in \(files) file\(files == 1 ? "" : "s")\(rest)"
  }

  private var json: JSONValue {
    .object(
      JSONObject([
        (
          "findings",
          .array(
            findings.map { finding in
              .object(
                JSONObject([
                  ("file", .string(finding.file)), ("line", .number(finding.line)),
                  ("column", .number(finding.column)), ("rule", .string(finding.rule)),
                  ("confidence", .string(finding.confidence)), ("value", .string(finding.masked)),
                  ("fingerprint", .string(finding.fingerprint)),
                ]))
            })
        ),
        ("files", .number(files)),
        (
          "skipped",
          .array(
            skipped.map { .object(JSONObject([("file", .string($0.file)), ("reason", .string($0.reason))])) })
        ),
        ("known", .number(known)),
      ]))
  }
}
