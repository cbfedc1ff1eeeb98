import ContractTesting
import JSONModel

extension CoverageReport {
  /// Lists are whole here.
  var json: String {
    let members: [(String, JSONValue)] = [
      ("tool", .object(JSONObject([("name", "tapedeck"), ("version", .string(version))]))),
      ("title", .string(title)), ("holds", .bool(!fails)), ("shortfalls", .array(shortfalls.map { .string($0) })),
      ("apis", .array(summaries.map(CoverageReport.json))), ("uncovered", .array(uncovered.map { .string($0) })),
    ]
    // Names come from contracts and recordings.
    return FindingsReport.safeJSON(.object(JSONObject(members)))
  }

  private static func json(_ summary: CoverageSummary) -> JSONValue {
    let kinds = CoverageSummary.Kind.allCases.map { ($0.rawValue, json(summary.count($0))) }
    return .object(
      JSONObject([
        ("api", summary.api.map { .string($0) } ?? .null), ("total", json(summary.total)),
        ("kinds", .object(JSONObject(kinds))), ("truncated", .bool(summary.isTruncated)),
        ("operations", .array(summary.groups.map(json))),
      ]))
  }

  private static func json(_ count: CoverageSummary.Count) -> JSONValue {
    let percent: JSONValue =
      count.promised == 0 ? .null : JSONNumber(Percent.text(count.hundredths)).map { .number($0) } ?? .null
    return .object(
      JSONObject([("seen", .number(count.seen)), ("promised", .number(count.promised)), ("percent", percent)]))
  }

  private static func json(_ group: CoverageSummary.Group) -> JSONValue {
    .object(
      JSONObject([
        ("name", .string(group.name)), ("webhook", .bool(group.isWebhook)), ("exercised", .bool(group.isExercised)),
        ("missing", .array(group.missing.map(json))),
      ]))
  }

  private static func json(_ missing: CoverageSummary.Missing) -> JSONValue {
    var members: [(String, JSONValue)] = [("kind", .string(missing.kind.rawValue))]
    if let part = missing.part { members.append(("part", .string(part))) }
    members.append(("name", .string(missing.name)))
    if let value = missing.value { members.append(("value", .string(value))) }
    if missing.kind == .parameters { members.append(("required", .bool(missing.isRequired))) }
    return .object(JSONObject(members))
  }
}
