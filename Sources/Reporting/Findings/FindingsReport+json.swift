import Findings
import JSONModel

extension FindingsReport {
  /// Every fact. A finding's `cause` numbers `causes` from 0.
  var json: String {
    var numbers: [String: Int] = [:]
    for (number, cause) in causes.enumerated() { numbers[cause.first.finding.cause] = number }
    let counts =
      Severity.allCases.reversed().map { ("\($0.rawValue)s", JSONValue.number(count($0))) } + [
        ("causes", .number(causes.count)), ("suppressed", .number(suppressed.count)), ("expired", .number(expired)),
        ("unused", .number(unused.count)), ("items", .number(items.count)), ("payloads", .number(payloads)),
      ]
    let value = FindingsReport.object([
      ("tapedeck", .string(version)), ("title", .string(title)), ("apis", .array(apis.map { .string($0) })),
      ("summary", FindingsReport.object(counts)),
      ("findings", .array(results.map { $0.json(cause: $0.isSuppressed ? nil : numbers[$0.finding.cause]) })),
      ("unusedSuppressions", .array(unused.map { FindingsReport.object($0.members) })),
      (
        "items",
        .array(
          items.map { item in
            FindingsReport.object([
              ("group", .string(item.group)), ("name", .string(item.name)), ("payloads", .number(item.payloads)),
              ("findings", .number(item.findings.count)),
            ])
          })
      ),
    ])
    return FindingsReport.safeJSON(value)
  }

  static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(JSONObject(members.compactMap { name, value in value.map { (name, $0) } }))
  }

  static func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

  /// The value's text, which neither a terminal nor a log takes for a command.
  static func safeJSON(_ value: JSONValue) -> String { TerminalText.safeJSON(value.text(.indented(2))) }
}

extension FindingsReport.Result {
  private var status: String {
    switch judgement {
    case .counts: "counts"
    case .suppressed: "suppressed"
    case .expired: "expired"
    }
  }

  /// What the baseline says of it, whether or not that is over.
  var suppression: FindingBaseline.Suppression? {
    switch judgement {
    case .counts: nil
    case .suppressed(let suppression), .expired(let suppression): suppression
    }
  }

  func json(cause: Int?) -> JSONValue {
    func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
    return FindingsReport.object([
      ("rule", .string(finding.rule.id)), ("severity", .string(finding.severity.rawValue)),
      ("status", .string(status)), ("fingerprint", .string(fingerprint)), ("cause", cause.map { .number($0) }),
      ("message", .string(finding.message)), ("api", text(finding.subject.api)),
      ("operation", text(finding.subject.operation)), ("part", text(finding.subject.part)),
      ("side", text(finding.subject.side?.rawValue)), ("detail", text(finding.detail)),
      ("group", .string(item.group)), ("item", .string(item.name)),
      ("payload", finding.payload.map(FindingsReport.Result.json)),
      ("contract", finding.contract.map(FindingsReport.Result.json)),
      ("suppression", suppression.map { FindingsReport.object($0.members) }),
    ])
  }

  private static func json(_ place: SourcePlace) -> JSONValue {
    FindingsReport.object([
      ("file", place.file.map { .string($0) }), ("line", place.position.map { .number($0.line) }),
      ("column", place.position.map { .number($0.column) }), ("pointer", place.pointer.map { .string("\($0)") }),
    ])
  }
}

extension FindingBaseline.Suppression {
  var members: [(String, JSONValue?)] {
    [
      ("fingerprint", .string(fingerprint)), ("rule", .string(rule)), ("operation", operation.map { .string($0) }),
      ("reason", .string(grounds.reason)), ("owner", .string(grounds.owner)),
      ("expires", grounds.expires.map { .string("\($0)") }),
    ]
  }
}
