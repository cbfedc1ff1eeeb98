import JSONModel
import Reporting
import SchemaValidation

/// `tapedeck validate`: JSON and YAML against a JSON Schema.
enum ValidateCommand {
  static let declaration = CommandDeclaration(
    name: "validate", summary: "check JSON and YAML against a JSON Schema", operands: "FILE...",
    operandCount: 1...10_000,
    options: [
      OptionDeclaration("schema", value: "FILE[#PLACE]", help: "the schema; PLACE is an anchor or a pointer in it"),
      OptionDeclaration("pointer", value: "POINTER", help: "where the schema is in its file"),
      OptionDeclaration("value", value: "POINTER", help: "check only what stands there in each FILE"),
      OptionDeclaration(
        "reference", value: "[URI=]FILE", repeats: true, help: "a document that references may lead to"),
      OptionDeclaration(
        "dialect", value: "NAME", help: "of a schema that does not say it (default: 2020-12)"),
      OptionDeclaration(
        "formats", value: "HOW", choices: ["check", "ignore"], help: "what \"format\" does (default: check)"),
      OptionDeclaration("content", help: "check contentEncoding and contentMediaType too"),
      OptionDeclaration(
        "format", value: "FORMAT", choices: ValidationReport.Format.allCases.map(\.rawValue),
        help: "how the result is printed (default: text)"),
    ],
    details: """
      Checks each FILE (- for standard input) against a schema of draft 4 to 2020-12,
      or one inside an OpenAPI document. Both may be JSON or YAML; of a YAML file each
      document is checked. References lead to the schema's own file, to files named by
      --reference, and to the published metaschemas; nothing is ever fetched. Dialects:
      draft-04, draft-06, draft-07, 2019-09, 2020-12, openapi-3.0, openapi-3.1. Ends
      with 1 where a value is not valid, with 2 where a file or schema cannot be used.
      """,
    example: "tapedeck validate event.json --schema openapi.yaml --pointer /components/schemas/event")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let inputs = try ValidateInputs(arguments)
    let schema = try inputs.compile()
    let format = arguments.value("format").flatMap(ValidationReport.Format.init) ?? .text
    var report = ValidationReport(format)
    for path in arguments.operands {
      for document in try inputs.documents(at: path) {
        guard let value = document.root.resolve(inputs.value) else {
          throw CommandError(
            "there is no value at \(inputs.value)", at: document.root.place,
            next: "correct --value, or leave it out")
        }
        report.append(value, schema)
      }
    }
    if format == .text { console.print(report.text) } else { console.print(json: report.text) }
    return report.isValid ? .success : .findings
  }
}
