import RecordReplay

/// `tapedeck redact`: new rules for what is recorded already.
enum RedactCommand {
  static let declaration = CommandDeclaration(
    name: "redact", summary: "apply today's redaction rules to a cassette", operands: "CASSETTE", operandCount: 1...1,
    options: RedactionOptions.declarations + [
      OptionDeclaration("check", help: "change nothing; exit with 1 where something would be redacted")
    ],
    details: """
      Looks through a cassette with the rules and profiles of today, and replaces what
      they find. What one interaction gives away is taken out of all others. Nothing is
      looked for by text that stands for a secret already. Interactions of origin
      documented were nobody's data; only --personal or --secrets change them.
      """,
    example: "tapedeck redact purchase --secrets secrets.json")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let loaded = try LoadedCassette(arguments.operands[0], isReplayed: false)
    var cassette = loaded.cassette
    let key = try PseudonymKeys.key(of: cassette)
    var session = try RedactionOptions.session(arguments, for: "redact", loaded.apis, key: key)
    let isForAll = arguments.value("personal") != nil || arguments.value("secrets") != nil
    var changed = 0
    var documented = 0
    var replacements: [(String, Replacement)] = []
    do throws(CassetteError) {
      for interaction in try cassette.interactions { session.reserve(interaction) }
      // Twice: what the last one gives away may stand in the first.
      for isLast in [false, true] {
        for position in 0..<cassette.count {
          let interaction = try cassette.interaction(at: position)
          if interaction.recorded.origin == .documented, !isForAll {
            documented += isLast ? 1 : 0
            continue
          }
          guard let api = loaded.apis.first(where: { $0.name == interaction.api }),
            let (new, report) = try session.redactAgain(interaction, api: api), isLast
          else { continue }
          cassette.replace(at: position, with: new)
          replacements += report.replacements.map { (new.name, $0) }
          changed += 1
        }
      }
      if session.madePseudonyms { cassette.manifest.pseudonymKey = key.id }
      if changed > 0, !arguments.has("check") { try cassette.save() }
    } catch {
      throw LoadedCassette.error(error, in: Locations.standard())
    }
    if session.madePseudonyms, !arguments.has("check") { try PseudonymKeys.store(key) }
    if documented > 0 {
      console.note("note: of origin documented and left alone: \(documented); --personal and --secrets change them")
    }
    for (name, one) in replacements { console.print(line: "\(name): \(one.place)  {{\(one.name)}}  \(one.rule)") }
    if arguments.has("check") {
      console.note(
        "\(replacements.count) place\(replacements.count == 1 ? "" : "s") would be redacted; nothing was written")
      return changed > 0 ? .findings : .success
    }
    console.note(
      "\(replacements.count) place\(replacements.count == 1 ? "" : "s") redacted in \(changed) of \(cassette.count) interactions"
    )
    return .success
  }
}
