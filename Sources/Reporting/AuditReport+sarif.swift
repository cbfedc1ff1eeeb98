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
          ("artifactLocation", object([("uri", .string(AuditReport.reference(finding.file)))])),
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

  /// A path as a URI reference (RFC 3986): other letters percent-encoded.
  private static func reference(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
