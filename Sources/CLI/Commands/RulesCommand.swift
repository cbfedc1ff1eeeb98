import JSONModel
import Reporting

/// `tapedeck rules`: what findings can say.
enum RulesCommand {
  static let declaration = CommandDeclaration(
    name: "rules", summary: "list the rules of findings, or explain one", operands: "[RULE]", operandCount: 0...1,
    options: [
      OptionDeclaration(
        "format", value: "FORMAT", choices: RulesText.Format.allCases.map(\.rawValue),
        help: "how the rules are printed (default: text)")
    ],
    details: """
      Lists what tapedeck verify, and whatever else checks payloads against contracts,
      can find: the id of each rule, which reports and baselines name, its severity,
      and what it says. With RULE explains that rule and says what to do about it.
      """,
    example: "tapedeck rules undocumented-field")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let format = arguments.value("format").flatMap(RulesText.Format.init) ?? .text
    let all = RulesText()
    guard let id = arguments.operands.first else {
      console.print(all.text(format))
      return .success
    }
    guard let rule = all.only(id) else {
      throw UsageError(message: "unknown rule '\(id)'\(Suggestion.hint(all.near(id)))", next: "tapedeck rules")
    }
    console.print(format == .text ? rule.explained : rule.text(format))
    return .success
  }
}
