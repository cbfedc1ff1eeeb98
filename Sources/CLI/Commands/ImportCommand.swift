import ForeignFormats
import RecordReplay

/// `tapedeck import`: other tools' recordings into a cassette.
enum ImportCommand {
  static let declaration = CommandDeclaration(
    name: "import", summary: "add another tool's recording (HAR) to a cassette", operands: "FILE.har...",
    operandCount: 1...1000,
    options: [
      OptionDeclaration(
        "cassette", short: "c", value: "C", help: "a name under Cassettes, or a path; created if new"),
      OptionDeclaration("only", value: "LIST", help: "only these entries, counted from 1: 1,3-5"),
      OptionDeclaration("api", value: "NAME=URL", repeats: true, help: "an API that has no profile under Schemas"),
    ],
    details: """
      Reads HAR files and adds their exchanges to a cassette, in order, behind those
      that are there. Credentials are replaced by placeholders before anything is
      written. Licence keys and e-mail addresses stay as they were recorded.
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
    let apis = try APIOption.apis(arguments.values("api"), of: "import") + APIOption.profiled(locations)
    var cassette = try target(name, locations)
    let isNew = cassette.count == 0
    var made: [String] = []
    for path in arguments.operands {
      let input = try InputFile(path, for: "import", next: next)
      do throws(HARError) {
        let har = try HARReader.read(input.bytes, file: input.path)
        made += try HARImport(apis: apis).add(har, file: input.path, only: only, to: &cassette)
      } catch {
        throw CommandError(error.reason, at: error.place, next: "nothing was written; \(next)")
      }
    }
    if isNew { cassette.manifest.complete = true }
    do throws(CassetteError) { try cassette.save() } catch { throw LoadedCassette.error(error, in: locations) }
    for name in made { console.print("\(cassette.path)/\(name).json") }
    console.note("\(made.count) interaction\(made.count == 1 ? "" : "s") added; see them: tapedeck show \(name)")
    return .success
  }

  /// The cassette with this name, or a new one where there is none. A damaged one is never taken for missing.
  private static func target(_ name: String, _ locations: Locations) throws(CommandError) -> Cassette {
    do throws(CassetteError) {
      return try Cassette(loading: try locations.cassette(name))
    } catch {
      if case .notFound = error.kind { return Cassette(newAt: locations.newCassette(name)) }
      throw LoadedCassette.error(error, in: locations)
    }
  }
}
