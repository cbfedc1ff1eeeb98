import Clocks
import RecordReplay
import Reporting

/// `tapedeck verify`: the interactions of cassettes against contracts.
enum VerifyCommand {
  static let declaration = CommandDeclaration(
    name: "verify", summary: "verify cassettes against contracts", operands: "[CASSETTE...]",
    operandCount: 0...1_000,
    options: [
      ContractSource.option,
      OptionDeclaration("strict", help: "what it does not describe counts, too"),
      OptionDeclaration("check-contracts", help: "the contracts' own faults, too"),
    ] + ReportOptions.declarations + BaselineOptions.declarations,
    details: """
      Holds every request, response and webhook against the contract of its API: an
      OpenAPI 3.0 or 3.1 document. What no contract covers is a finding, never a
      pass. Fields, headers and query parameters that the contract does not describe
      are notes, and count with --strict. Without a CASSETTE all of them under
      Cassettes are verified. `tapedeck rules` explains what is found.
      Exit: 0 nothing that counts; 1 findings; 2 wrong use or unreadable input.
      """,
    example: "tapedeck verify purchase --strict --report junit=verify.xml")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let locations = Locations.standard()
    let next = "tapedeck verify --help"
    let source = try ContractSource(arguments, locations, next: next)
    let reports = try ReportOptions(arguments, of: "verify")
    var baseline = try BaselineOptions(arguments, of: "verify")
    let names = arguments.operands.isEmpty ? locations.cassettes : arguments.operands
    let checksContracts = arguments.has("check-contracts")
    guard !names.isEmpty || checksContracts else {
      throw CommandError("there is no cassette here", at: "Cassettes", next: "tapedeck import FILE.har --cassette NAME")
    }
    var verification = CassetteVerification(source, isStrict: arguments.has("strict"))
    var items: [FindingsReport.Item] = [], titles: [String] = []
    for name in names {
      let loaded = try LoadedCassette(name, in: locations, isReplayed: false)
      for note in loaded.notes() { console.note(line: note) }
      items += try verification.items(of: loaded)
      titles.append(loaded.cassette.path)
    }
    if checksContracts {
      items += try verification.contractItems(besides: arguments.operands.isEmpty ? source.apis : [])
    }
    let now = RealClock().now
    if let count = try baseline.accept(items.flatMap(\.findings), isWhole: arguments.operands.isEmpty, at: now) {
      console.note("\(count) finding\(count == 1 ? " is" : "s are") accepted in \(arguments.value("baseline") ?? "")")
    }
    let report = FindingsReport(
      title: titles.joined(separator: ", "), version: Tapedeck.version, apis: verification.apis, items: items,
      baseline: baseline.baseline, isWhole: arguments.operands.isEmpty, at: now)
    try reports.give(report, console)
    // A cassette that holds nothing passes nothing.
    return report.fails() || items.isEmpty ? .findings : .success
  }
}
