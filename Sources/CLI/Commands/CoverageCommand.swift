import ContractTesting
import RecordReplay
import Reporting

/// `tapedeck coverage`: what cassettes exercise of contracts.
enum CoverageCommand {
  static let declaration = CommandDeclaration(
    name: "coverage", summary: "measure what cassettes exercise of contracts", operands: "[CASSETTE...]",
    operandCount: 0...1_000,
    options: [
      ContractSource.option,
      OptionDeclaration(
        "api", value: "API", repeats: true, help: "only this API, also where nothing of it is recorded"),
      OptionDeclaration(
        "minimum", value: "PERCENT", help: "the least, in sum or as KIND=PERCENT,...: else exit 1"),
      OptionDeclaration("all", help: "list everything that is missing"),
      OptionDeclaration(
        "format", value: "FORMAT", choices: CoverageReport.Format.allCases.map(\.rawValue),
        help: "how the report is printed (default: text)"),
    ],
    details: """
      Counts what the contract of each API promises, and what of it the cassettes
      show: operations, webhooks, statuses, media-types, parameters, fields,
      enum-values, nulls (where null is allowed) and union-branches. Without a
      CASSETTE all of them under Cassettes count, together.
      What an operation promises counts once a request to it was recorded; what is
      in a body, once a body of that status and media type was. A field counts once
      in the request, and once in each status, whatever leads to the schema that has
      it: two references, two media types, or itself. What breaks the contract
      covers nothing where it breaks it.
      The minimum holds for each API.
      Exit: 0 covered; 1 under the minimum; 2 wrong use or unreadable input.
      """,
    example: "tapedeck coverage purchase --minimum statuses=25,fields=50")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let locations = Locations.standard()
    let next = "tapedeck coverage --help"
    var minimum: CoverageMinimum?
    if let text = arguments.value("minimum") {
      do throws(CoverageMinimum.Mistake) {
        minimum = try CoverageMinimum(text)
      } catch {
        throw UsageError(message: "coverage: --minimum: \(error.reason)", next: next)
      }
    }
    let names = arguments.operands.isEmpty ? locations.cassettes : arguments.operands
    guard !names.isEmpty else {
      throw CommandError("there is no cassette here", at: "Cassettes", next: "tapedeck import FILE.har --cassette NAME")
    }
    let source = try ContractSource(arguments, locations, next: next)
    var coverage = try CassetteCoverage(source, of: arguments.values("api"), next: next)
    var titles: [String] = []
    for name in names {
      let loaded = try LoadedCassette(name, in: locations, isReplayed: false)
      for note in loaded.notes() { console.note(line: note) }
      try coverage.add(loaded)
      titles.append(loaded.cassette.path)
    }
    let report = CoverageReport(
      title: titles.joined(separator: ", "), version: Tapedeck.version, summaries: coverage.summaries,
      uncovered: coverage.uncovered, minimum: minimum, isWhole: arguments.has("all"))
    let format = arguments.value("format").flatMap(CoverageReport.Format.init) ?? .text
    switch format {
    case .text: console.print(report.text(format))
    case .json: console.print(json: report.text(format))
    case .markdown: console.print(data: report.text(format))
    }
    return report.fails ? .findings : .success
  }
}
