import JSONModel

extension AuditReport {
  /// SARIF 2.1.0, which code hosts show beside the lines.
  func sarif(version: String) -> JSONValue {
    let rules = Set(findings.map(\.rule)).sorted()
    let driver = object([
      ("name", "Tapedeck"), ("version", .string(version)),
      (
        "rules",
        .array(
          rules.map { rule in
            object([
              ("id", .string(rule)), ("shortDescription", object([("text", .string(AuditReport.meaning(rule)))])),
            ])
          })
      ),
    ])
    let run = object([
      ("tool", object([("driver", driver)])), ("columnKind", "utf16CodeUnits"),
      ("results", .array(findings.map(result))),
    ])
    return object([
      ("$schema", "https://json.schemastore.org/sarif-2.1.0.json"), ("version", "2.1.0"), ("runs", .array([run])),
    ])
  }

  private func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

  private func result(_ finding: AuditFinding) -> JSONValue {
    let level: JSONValue = finding.confidence == "high" ? "error" : finding.confidence == "medium" ? "warning" : "note"
    let message = "\(AuditReport.meaning(finding.rule)): \(TerminalText.safe(finding.masked))"
    let location = object([
      (
        "physicalLocation",
        object([
          ("artifactLocation", object([("uri", .string(ArtifactURI.reference(to: finding.file)))])),
          (
            "region",
            object([("startLine", .number(finding.line)), ("startColumn", .number(finding.utf16Column))])
          ),
        ])
      )
    ])
    return object([
      ("ruleId", .string(finding.rule)), ("level", level), ("message", object([("text", .string(message))])),
      ("locations", .array([location])),
      ("partialFingerprints", object([("tapedeck/v1", .string(finding.fingerprint))])),
    ])
  }

  /// What a rule's kind of evidence says.
  private static func meaning(_ rule: String) -> String {
    let kind = rule.prefix { $0 != ":" }, rest = rule.dropFirst(kind.count + 1)
    return switch kind {
    case "shape": "A value that has the shape of a credential (\(rest))"
    case "name": "A value whose name says that it is secret (\(rest))"
    case "place": "A credential by its place in a message (\(rest))"
    default: "A credential by its neighbours (\(rest))"
    }
  }
}
