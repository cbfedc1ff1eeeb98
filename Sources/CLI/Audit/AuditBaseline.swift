import Files
import JSONModel
import Reporting

/// Findings that are meant, kept in a file: rule, file and fingerprint of each, never a value.
struct AuditBaseline {
  private let fingerprints: Set<String>

  init(_ path: String, next: String) throws(CommandError) {
    let file = try InputFile(path, for: "--baseline", next: next)
    let document = try file.json(next: next)
    guard document.root["version"]?.int == 1, let findings = document.root["findings"], findings.kind == .array else {
      throw CommandError("not a baseline of tapedeck audit", at: path, next: next)
    }
    var fingerprints: Set<String> = []
    for finding in findings.elements {
      guard let fingerprint = finding["fingerprint"]?.string else {
        throw CommandError("a finding has no \"fingerprint\"", at: finding.place, next: next)
      }
      fingerprints.insert(fingerprint)
    }
    self.fingerprints = fingerprints
  }

  func holds(_ finding: AuditFinding) -> Bool { fingerprints.contains(finding.fingerprint) }

  /// Writes the findings as what is meant from now on.
  static func write(_ findings: [AuditFinding], to path: String, next: String) throws(CommandError) {
    var seen: Set<String> = []
    let members = findings.filter { seen.insert($0.fingerprint).inserted }.map { finding in
      JSONValue.object(
        JSONObject([
          ("rule", .string(finding.rule)), ("file", .string(finding.file)),
          ("fingerprint", .string(finding.fingerprint)),
        ]))
    }
    let value = JSONValue.object(JSONObject([("version", 1), ("findings", .array(members))]))
    do throws(FileError) {
      try OutputFile.write(value.bytes(.indented(2).endingLine), to: path)
    } catch {
      throw CommandError("--baseline: \(error.kind.reason)", at: path, next: next)
    }
  }
}
