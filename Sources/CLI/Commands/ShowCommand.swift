import HTTPModel
import JSONModel
import RecordReplay

/// `tapedeck show`: what a cassette holds.
enum ShowCommand {
  static let declaration = CommandDeclaration(
    name: "show", summary: "print what a cassette holds", operands: "CASSETTE [INTERACTION]", operandCount: 1...2,
    options: [
      OptionDeclaration("redactions", help: "what was taken out instead: place, name, format, rule")
    ],
    details: """
      Lists a cassette's interactions: name, request, outcome, where they are from and
      how long they took. With an INTERACTION (its number or its name) prints it whole,
      as it was on the wire after redaction (control characters as \\u{1b} at a
      terminal, else the very bytes). --redactions lists every place that was
      redacted, of one interaction or of all.
      """,
    example: "tapedeck show purchase 002")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let loaded = try LoadedCassette(arguments.operands[0], isReplayed: false)
    let cassette = loaded.cassette
    for note in loaded.notes(checkingAll: true) { console.note(line: note) }
    let showsRedactions = arguments.has("redactions")
    guard arguments.operands.count == 2 else {
      if showsRedactions {
        var places = 0
        for position in 0..<cassette.count {
          let lines = RedactionText.lines(try cassette.interaction(at: position))
          for line in lines { console.print(line: line) }
          places += max(0, lines.count - 1)
        }
        console.note("\(places) place\(places == 1 ? "" : "s") redacted in \(loaded.title)")
        return .success
      }
      let names = loaded.apis.map(\.name).joined(separator: ", ")
      console.print(line: loaded.title + (names.isEmpty ? "" : ", APIs: \(names)"))
      for position in 0..<cassette.count {
        for line in try lines(try cassette.interaction(at: position)) { console.print(line: line) }
      }
      return .success
    }
    let wanted = arguments.operands[1], names = cassette.names
    guard let position = find(wanted, in: names) else {
      let near = Suggestion.hint(Suggestion.closest(to: wanted, in: names))
      throw CommandError(
        "there is no interaction '\(wanted)'\(near)", at: cassette.path,
        next: "tapedeck show \(ShellText.quoted(arguments.operands[0]))")
    }
    if showsRedactions {
      for line in RedactionText.lines(try cassette.interaction(at: position)) { console.print(line: line) }
      return .success
    }
    for line in missing(try cassette.interaction(at: position)) { console.note(line: line) }
    let bytes = try InteractionText.bytes(try cassette.interaction(at: position))
    if console.isTerminal {
      console.print(String(decoding: bytes.last == 10 ? bytes.dropLast() : bytes, as: UTF8.self))
    } else {
      console.print(bytes: bytes)
    }
    return .success
  }

  private static func find(_ wanted: String, in names: [String]) -> Int? {
    if let position = names.firstIndex(of: wanted) { return position }
    guard let number = Int(wanted) else { return nil }
    return names.firstIndex { Int($0.prefix { $0 != "-" }) == number }
  }

  /// What it was imported without.
  private static func missing(_ interaction: Interaction) -> [String] {
    let missing = interaction.recorded.missing
    return [
      missing.request.map { "request not as it was sent: \($0)" },
      missing.response.map { "a miss on replay: \($0)" },
    ].compactMap(\.self)
  }

  private static func lines(_ interaction: Interaction) throws(CassetteError) -> [String] {
    let arrow = interaction.direction == .inbound ? "<-" : "->"
    let outcome =
      switch interaction.outcome {
      case .response(let response): "\(response.status)"
      case .failure(let failure): failure.kind.rawValue
      }
    let facts = [
      try interaction.origin.name, interaction.recorded.at.map { "\($0)" },
      interaction.recorded.duration.map { InteractionText.text($0) },
    ].compactMap(\.self).joined(separator: ", ")
    return [
      interaction.name,
      "    \(interaction.request.method) \(interaction.request.url) \(arrow) \(outcome)  (\(facts))",
    ] + missing(interaction).map { "    \($0)" }
  }
}
