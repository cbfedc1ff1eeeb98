import HTTPModel
import JSONModel
import RecordReplay

/// `tapedeck show`: what a cassette holds.
enum ShowCommand {
  static let declaration = CommandDeclaration(
    name: "show", summary: "print what a cassette holds", operands: "CASSETTE [INTERACTION]", operandCount: 1...2,
    options: [],
    details: """
      Lists a cassette's interactions: name, request, outcome, where they are from and
      how long they took. With an INTERACTION (its number or its name) prints it whole,
      as it was on the wire after redaction.
      """,
    example: "tapedeck show purchase 002")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let loaded = try LoadedCassette(arguments.operands[0])
    for note in loaded.notes { console.note(note) }
    guard arguments.operands.count == 2 else {
      console.print("\(loaded.title), APIs: \(loaded.apis.map(\.name).joined(separator: ", "))")
      for interaction in loaded.cassette.interactions { console.print(line(interaction)) }
      return .success
    }
    let wanted = arguments.operands[1]
    let names = loaded.cassette.interactions.map(\.name)
    guard let interaction = find(wanted, in: loaded.cassette.interactions) else {
      let near = Suggestion.hint(Suggestion.closest(to: wanted, in: names))
      throw CommandError(
        "there is no interaction '\(wanted)'\(near)", at: loaded.cassette.path,
        next: "tapedeck show \(arguments.operands[0])")
    }
    console.print(bytes: InteractionText.bytes(interaction))
    return .success
  }

  private static func find(_ wanted: String, in interactions: [Interaction]) -> Interaction? {
    if let named = interactions.first(where: { $0.name == wanted }) { return named }
    guard let number = Int(wanted) else { return nil }
    return interactions.first { Int($0.name.prefix { $0 != "-" }) == number }
  }

  private static func line(_ interaction: Interaction) -> String {
    let arrow = interaction.direction == .inbound ? "<-" : "->"
    let outcome =
      switch interaction.outcome {
      case .response(let response): "\(response.status)"
      case .failure(let failure): failure.kind.rawValue
      }
    let facts = [
      interaction.origin.name, interaction.recorded.at.map { "\($0)" },
      interaction.recorded.duration.map { InteractionText.text($0) },
    ].compactMap(\.self).joined(separator: ", ")
    return
      "\(interaction.name)\n    \(interaction.request.method) \(interaction.request.url) \(arrow) \(outcome)  (\(facts))"
  }
}
