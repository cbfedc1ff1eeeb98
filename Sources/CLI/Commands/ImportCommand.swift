import ForeignFormats
import HTTPModel
import RecordReplay

/// `tapedeck import`: other tools' recordings into a cassette.
enum ImportCommand {
  static let declaration = CommandDeclaration(
    name: "import", summary: "add another tool's recording (HAR, VCR, vcrpy) to a cassette", operands: "FILE...",
    operandCount: 1...1000,
    options: [
      OptionDeclaration(
        "cassette", short: "c", value: "C", help: "a name under Cassettes, or a path; created if new"),
      OptionDeclaration("only", value: "LIST", help: "only these entries, counted from 1: 1,3-5"),
      OptionDeclaration(
        "api", value: "NAME=URL", repeats: true, help: "an API without a profile, or another URL of one"),
    ] + RedactionOptions.declarations,
    details: """
      Reads other tools' recordings and adds their exchanges to a cassette, in order,
      behind those that are there: HAR files, and cassettes of VCR, vcrpy and Betamax
      in YAML or JSON, compressed or not. What a file is is told by its content, not
      by its name, and what its format does not keep is said. Credentials are
      replaced before anything is written: what a name, its place or its shape gives
      away, and wherever else the same value stands. An entry that cannot be
      redacted is left out and named; the exit code is then 1. What profiles call
      personal (e-mail addresses, licence keys) gets pseudonyms, the same everywhere
      in a cassette; --personal adds names. What is given away is taken out of the
      interactions that were there as well.
      """,
    example: "tapedeck import session.har --cassette checkout --only 1,3-5")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let next = "tapedeck import --help"
    guard let name = arguments.value("cassette") else {
      throw UsageError(message: "import: --cassette C is missing", next: next)
    }
    let only = try arguments.value("only").map { text throws(UsageError) in
      guard let selection = Selection(text) else {
        throw UsageError(message: "import: --only '\(text)' is not a list of entries such as 1,3-5", next: next)
      }
      return selection
    }
    let locations = Locations.standard()
    let apis = try APIOption.apis(arguments.values("api"), of: "import", locations)
    var cassette = try target(name, locations)
    let isNew = cassette.count == 0
    let key = try PseudonymKeys.key(of: cassette)
    var imported = RecordingImport(apis: apis, session: try session(arguments, cassette, apis, key))
    var files: [ImportText.File] = []
    for path in arguments.operands {
      let input = try InputFile(path, for: "import", next: next)
      do throws(RecordingError) {
        let recording = try RecordingReader.read(input.bytes, file: input.path)
        try imported.read(recording, file: input.path, only: only)
        files.append(ImportText.File(recording, path: input.path))
      } catch {
        throw CommandError(error.reason, at: error.place, next: "nothing was written; \(next)")
      }
    }
    let outcome: RecordingImport.Outcome
    do throws(CassetteError) {
      outcome = try imported.finish(into: &cassette)
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    if isNew { cassette.manifest.complete = outcome.refused.isEmpty }
    if imported.madePseudonyms {
      try PseudonymKeys.store(key)
      cassette.manifest.pseudonymKey = key.id
    }
    if !outcome.names.isEmpty || !outcome.rewritten.isEmpty {
      do throws(CassetteError) { try cassette.save() } catch { throw LoadedCassette.error(error, in: locations) }
    }
    for name in outcome.names { console.print(line: "\(cassette.path)/\(name).json") }
    for line in ImportText.lines(files) + ImportText.lines(outcome) + RedactionText.lines(outcome) {
      console.note(line: line)
    }
    for refusal in outcome.refused { console.note(line: "\(refusal.place): \(refusal.reason); it was left out") }
    for (name, reason) in outcome.unclean { console.note(line: "\(name): was there already; \(reason)") }
    let count = outcome.names.count
    console.note(
      "\(count) interaction\(count == 1 ? "" : "s") added; see them: tapedeck show \(ShellText.quoted(name))")
    return outcome.refused.isEmpty && outcome.unclean.isEmpty ? .success : .findings
  }

  /// What knows the values that a user gave, and the names that the cassette has given.
  private static func session(
    _ arguments: Arguments, _ cassette: Cassette, _ apis: [API], _ key: PseudonymKey
  ) throws -> RedactionSession {
    var session = try RedactionOptions.session(arguments, for: "import", apis, key: key)
    do throws(CassetteError) {
      for interaction in try cassette.interactions { session.reserve(interaction) }
    } catch {
      throw LoadedCassette.error(error, in: Locations.standard())
    }
    return session
  }

  /// The cassette with this name, or a new one where there is none. A damaged one is never taken for missing.
  private static func target(_ name: String, _ locations: Locations) throws(CommandError) -> Cassette {
    do throws(CassetteError) {
      return try Cassette(loading: try locations.cassetteToChange(name))
    } catch {
      if case .notFound = error.kind { return Cassette(newAt: locations.newCassette(name)) }
      throw LoadedCassette.error(error, in: locations)
    }
  }
}
