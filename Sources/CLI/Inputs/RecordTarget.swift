import HTTPModel
import RecordReplay

/// What is recorded where a cassette is there already.
enum RecordMode: String, CaseIterable {
  /// Nothing: the cassette is replayed.
  case none
  /// A cassette that is new or empty. A whole one is replayed, as in VCR; an incomplete one is an error.
  case once
  /// What a cassette does not answer.
  case newEpisodes = "new_episodes"
  /// Everything: what is recorded again takes the place of what the cassette held, the rest of it stays.
  case all
}

/// The cassette that `tapedeck record` writes to, and what it knows before it begins.
struct RecordTarget {
  /// As the user named it.
  let name: String
  let cassette: Cassette
  let apis: [API]
  let session: RedactionSession

  static func name(_ arguments: Arguments) throws(UsageError) -> String {
    guard let name = arguments.value("cassette") else {
      throw UsageError(message: "record: --cassette C is missing", next: "tapedeck record --help")
    }
    return name
  }

  /// Whether a cassette of this name is replayed rather than recorded. Where that is not what was asked for, a note says
  /// so.
  static func isReplayed(_ name: String, _ mode: RecordMode, _ console: Console) throws(CommandError) -> Bool {
    if mode != .once { return mode == .none }
    let cassette = try cassette(name, [], .standard())
    guard cassette.count > 0, cassette.manifest.complete else { return false }
    let count = "\(cassette.count) interaction\(cassette.count == 1 ? "" : "s")"
    console.note("note: \(cassette.path) holds \(count) and is replayed; to record: --mode new_episodes, or all")
    return true
  }

  init(_ arguments: Arguments, mode: RecordMode, _ locations: Locations) throws {
    let name = try RecordTarget.name(arguments)
    let named = try APIOption.apis(arguments.values("api"), of: "record", locations)
    var cassette = try RecordTarget.cassette(name, named, locations)
    if mode == .once, cassette.count > 0 {
      throw CommandError(
        "is incomplete; once records into a new cassette", at: cassette.path,
        next: "tapedeck record --cassette \(ShellText.quoted(name)) --mode new_episodes  # or all")
    }
    apis = try APIOption.apis(arguments.values("api"), of: "record", locations, with: cassette.manifest)
    let key = try PseudonymKeys.key(of: cassette)
    try PseudonymKeys.store(key)
    cassette.manifest.pseudonymKey = key.id
    session = try RedactionOptions.session(arguments, for: "record", apis, key: key)
    self.name = name
    self.cassette = cassette
  }

  /// The cassette with this name, or a new one where there is none. A damaged one is never taken for missing.
  private static func cassette(
    _ name: String, _ apis: [API], _ locations: Locations
  ) throws(CommandError) -> Cassette {
    do throws(CassetteError) {
      return try Cassette(loading: try locations.cassetteToChange(name), apis: apis)
    } catch {
      if case .notFound = error.kind { return Cassette(newAt: locations.newCassette(name)) }
      throw LoadedCassette.error(error, in: locations)
    }
  }
}
