public import JSONModel
public import SchemaValidation

/// What checking values against a schema found, as it is printed.
public struct ValidationReport: Sendable {
  /// `basic` and `detailed` are the standard's own (JSON Schema 2020-12 core, section 12.4): one for each value, in a list
  /// where there are several.
  public enum Format: String, CaseIterable, Sendable { case text, json, basic, detailed }

  /// The most violations that are told of one value.
  private static let limit = 1_000

  private struct Checked: Sendable {
    let value: SourcePlace
    let violations: [SchemaViolation]
  }

  private let format: Format
  private var checked: [Checked] = []
  private var outputs: [JSONValue] = []
  public private(set) var isValid = true

  public init(_ format: Format) { self.format = format }

  /// Checks a value.
  public mutating func append(_ value: JSONCursor, _ schema: Schema) {
    let isValueValid = schema.isValid(value)
    isValid = isValid && isValueValid
    switch format {
    case .text, .json:
      let violations = isValueValid ? [] : schema.check(value, limit: ValidationReport.limit)
      checked.append(Checked(value: value.place, violations: violations))
    case .basic: outputs.append(schema.output(.basic, of: value))
    case .detailed: outputs.append(schema.output(.detailed, of: value))
    }
  }

  /// Without a line feed at the end.
  public var text: String {
    switch format {
    case .text: plain
    case .json: json.text(.indented(2))
    case .basic, .detailed: (outputs.count == 1 ? outputs[0] : .array(outputs)).text(.indented(2))
    }
  }

  private var plain: String {
    let parts = checked.flatMap { one in
      one.violations.isEmpty
        ? ["\(ValidationReport.name(one.value)): valid"] : one.violations.map(ValidationReport.text)
    }
    return (parts + (checked.count > 1 || !isValid ? [summary] : [])).joined(separator: "\n")
  }

  private static func text(_ violation: SchemaViolation) -> String {
    let pointer = violation.value.pointer.map { "\($0)" } ?? ""
    let reason = pointer.isEmpty ? violation.reason : violation.reason(of: pointer)
    let report = PlaceReport(TerminalText.safe(reason), at: violation.value)
    let schema = TerminalText.safe("\(violation.schema)")
    return report.text + "\n  schema: \(schema)\(violation.keyword.isEmpty ? "" : " \(violation.keyword)")"
  }

  private static func name(_ value: SourcePlace) -> String { TerminalText.safe(value.file ?? "value") }

  private var summary: String {
    let invalid = checked.count { !$0.violations.isEmpty }
    let count = checked.reduce(0) { $0 + $1.violations.count }
    let cut = checked.contains { $0.violations.count >= ValidationReport.limit } ? " or more" : ""
    if invalid == 0 { return "\(checked.count) documents, all valid" }
    return
      "\(invalid) of \(checked.count) document\(checked.count == 1 ? "" : "s") \(invalid == 1 ? "is" : "are") not valid: "
      + "\(count)\(cut) violation\(count == 1 && cut.isEmpty ? "" : "s")"
  }

  private var json: JSONValue {
    .object(
      JSONObject([
        ("valid", .bool(isValid)),
        (
          "documents",
          .array(
            checked.map { one in
              .object(
                JSONObject(
                  ValidationReport.members(of: one.value) + [
                    ("valid", .bool(one.violations.isEmpty)),
                    ("violations", .array(one.violations.map(ValidationReport.json))),
                  ]))
            })
        ),
      ]))
  }

  private static func json(_ violation: SchemaViolation) -> JSONValue {
    .object(
      JSONObject([
        ("message", .string(violation.reason)), ("keyword", .string(violation.keyword)),
        ("value", .object(JSONObject(members(of: violation.value)))),
        ("schema", .object(JSONObject(members(of: violation.schema)))),
        ("way", .string("\(violation.way)")),
      ]))
  }

  /// What is known of a place.
  private static func members(of place: SourcePlace) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if let file = place.file { members.append(("file", .string(file))) }
    if let position = place.position {
      members += [("line", .number(position.line)), ("column", .number(position.column))]
    }
    if let pointer = place.pointer { members.append(("pointer", .string("\(pointer)"))) }
    return members
  }
}
