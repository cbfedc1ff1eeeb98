import ForeignFormats
import HTTPModel
import JSONModel
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
        "host", value: "PATTERN", repeats: true, help: "only entries of these hosts: api.example.com, *.example.com"),
      OptionDeclaration("skip-unknown", help: "leave out entries whose host no API has"),
      OptionDeclaration("strict", help: "write nothing if an entry cannot be imported"),
      OptionDeclaration("again", help: "add what the cassette holds already once more"),
      OptionDeclaration(
        "api", value: "NAME=URL", repeats: true, help: "an API without a profile, or another URL of one"),
    ] + RedactionOptions.declarations,
    details: """
      Reads other tools' recordings and adds their exchanges to a cassette in order of
      time, behind those that are there: HAR files (also Playwright's zip files), and
      cassettes of VCR, vcrpy and Betamax in YAML or JSON, compressed or not. The
      content tells what a file is, not its name. What the format or the file does not
      keep is said; an answer whose body is not in the file is a miss on replay.
      An entry that cannot be imported, or would not answer its own request, is left
      out and named; the exit code is then 1. Credentials are replaced before anything
      is written, wherever they stand, also in interactions that were there. What
      profiles call personal (e-mail addresses, licence keys) gets pseudonyms;
      --personal adds names.
      """,
    example: "tapedeck import session.har --cassette checkout --only 1,3-5")

  static let help = "tapedeck import --help"

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    guard let name = arguments.value("cassette") else {
      throw UsageError(message: "import: --cassette C is missing", next: help)
    }
    let choice = try ImportChoice.choice(arguments)
    let locations = Locations.standard()
    var cassette = try target(name, locations)
    let apis = try APIOption.apis(arguments.values("api"), of: "import", locations, with: cassette.manifest)
    let isNew = cassette.count == 0
    let key = try PseudonymKeys.key(of: cassette)
    var imported = RecordingImport(apis: apis, session: try session(arguments, cassette, apis, key))
    var files: [ImportText.File] = []
    for path in arguments.operands {
      let input = try InputFile(path, for: "import", next: help)
      do throws(RecordingError) {
        let recording = try RecordingReader.read(
          input.bytes, file: input.path, attachments: ImportChoice.attachments(of: path))
        try imported.read(recording, file: input.path, choice)
        files.append(ImportText.File(recording, path: input.path))
      } catch {
        throw CommandError(error.reason, at: error.place, next: "nothing was written; \(help)")
      }
    }
    if let place = imported.unknownHosts.place {
      let unknown = imported.unknownHosts
      throw CommandError(
        PlaceReport(
          unknown.text, at: place, others: unknown.lines.map { PlaceReport($0) }, next: ImportText.next(unknown)))
    }
    let outcome: RecordingImport.Outcome
    do throws(CassetteError) {
      outcome = try imported.finish(into: &cassette, again: arguments.has("again"))
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    let isRefused = arguments.has("strict") && !outcome.refused.isEmpty
    if isNew { cassette.manifest.complete = outcome.refused.isEmpty }
    if !isRefused, !outcome.names.isEmpty || !outcome.rewritten.isEmpty {
      if imported.madePseudonyms {
        try PseudonymKeys.store(key)
        cassette.manifest.pseudonymKey = key.id
      }
      do throws(CassetteError) { try cassette.save() } catch { throw LoadedCassette.error(error, in: locations) }
    }
    if isRefused {
      for line in ImportText.refusals(outcome) { console.note(line: line) }
      console.note("nothing was written: --strict")
      return .findings
    }
    for name in outcome.names { console.print(line: "\(cassette.path)/\(name).json") }
    for line in ImportText.lines(files) + ImportText.lines(outcome) + RedactionText.lines(outcome) {
      console.note(line: line)
    }
    for line in ImportText.refusals(outcome) { console.note(line: line) }
    for (name, reason) in outcome.unclean { console.note(line: "\(name): was there already; \(reason)") }
    console.note(line: ImportText.summary(outcome, name))
    let isUsable = !outcome.names.isEmpty || outcome.repeated > 0
    return isUsable && outcome.refused.isEmpty && outcome.unclean.isEmpty ? .success : .findings
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
