import Findings
import HTTPModel
import JSONModel

extension FindingsReport {
  /// SARIF 2.1.0, which code hosts show beside the lines. Suppressed findings are in it, marked as such.
  var sarif: String {
    let rules = usedRules
    var indices: [FindingRule: Int] = [:]
    for (index, rule) in rules.enumerated() { indices[rule] = index }
    let driver = FindingsReport.object([
      ("name", "Tapedeck"), ("version", .string(version)), ("rules", .array(rules.map(FindingsReport.descriptor))),
    ])
    let run = FindingsReport.object([
      ("tool", FindingsReport.object([("driver", driver)])), ("columnKind", "utf16CodeUnits"),
      ("results", .array(results.map { $0.sarif(rule: indices[$0.finding.rule] ?? 0) })),
      ("properties", FindingsReport.object([("title", .string(title)), ("apis", .array(apis.map { .string($0) }))])),
    ])
    return FindingsReport.safeJSON(
      FindingsReport.object([
        ("$schema", "https://json.schemastore.org/sarif-2.1.0.json"), ("version", "2.1.0"), ("runs", .array([run])),
      ]))
  }

  private var usedRules: [FindingRule] {
    var seen: Set<FindingRule> = []
    return results.map(\.finding.rule).filter { seen.insert($0).inserted }.sorted { $0.id < $1.id }
  }

  private static func descriptor(_ rule: FindingRule) -> JSONValue {
    object([
      ("id", .string(rule.id)), ("shortDescription", message(rule.summary)),
      ("fullDescription", message(RulesText.sentences(rule))),
      ("help", object([("text", .string(rule.advice)), ("markdown", .string(rule.advice))])),
      ("defaultConfiguration", object([("level", .string(rule.severity.rawValue))])),
      ("properties", object([("tags", .array(rule.isStrict ? ["contract", "strict"] : ["contract"]))])),
    ])
  }

  static func message(_ text: String) -> JSONValue { object([("text", .string(text))]) }
}

extension FindingsReport.Result {
  fileprivate func sarif(rule: Int) -> JSONValue {
    let related = contract.map { [location($0, id: 1, message: FindingsReport.message("What the contract says"))] }
    return FindingsReport.object([
      ("ruleId", .string(finding.rule.id)), ("ruleIndex", .number(rule)),
      // The words are the same.
      ("level", .string(finding.severity.rawValue)),
      ("message", FindingsReport.message(message)), ("locations", .array([location(place)])),
      ("relatedLocations", related.map { .array($0) }),
      ("partialFingerprints", FindingsReport.object([("tapedeck/v1", .string(fingerprint))])),
      ("suppressions", .array(suppressions)), ("properties", properties),
    ])
  }

  /// A brace would begin a place to fill, and `](` a link.
  private var message: String {
    TerminalText.safe(finding.message).replacingScalars("{", with: "{{").replacingScalars("}", with: "}}")
      .replacingScalars("](", with: "] (")
  }

  private func location(_ place: SourcePlace, id: Int? = nil, message: JSONValue? = nil) -> JSONValue {
    let region = place.position.map { position in
      FindingsReport.object([
        ("startLine", .number(position.line)), ("startColumn", place.utf16Column.map { .number($0) }),
      ])
    }
    let name = place.pointer.map { "\($0)" } ?? ""
    let file = ArtifactURI.reference(to: place.file ?? item.label)
    return FindingsReport.object([
      ("id", id.map { .number($0) }),
      (
        "physicalLocation",
        FindingsReport.object([
          ("artifactLocation", FindingsReport.object([("uri", .string(file))])), ("region", region),
        ])
      ), ("message", message),
      (
        "logicalLocations",
        name.isEmpty ? nil : .array([FindingsReport.object([("fullyQualifiedName", .string(name))])])
      ),
    ])
  }

  /// An empty list says that it is known not to be suppressed.
  private var suppressions: [JSONValue] {
    guard isSuppressed, let suppression else { return [] }
    let grounds = suppression.grounds
    let until = grounds.expires.map { ", until \($0)" } ?? ""
    return [
      FindingsReport.object([
        ("kind", "external"), ("status", "accepted"),
        ("justification", .string("\(grounds.reason) (\(grounds.owner)\(until))")),
      ])
    ]
  }

  private var properties: JSONValue {
    func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
    return FindingsReport.object([
      ("api", text(finding.subject.api)), ("operation", text(finding.subject.operation)),
      ("part", text(finding.subject.part)), ("side", text(finding.subject.side?.rawValue)),
      ("item", .string(item.label)), ("expired", text(expiry)),
    ])
  }
}
