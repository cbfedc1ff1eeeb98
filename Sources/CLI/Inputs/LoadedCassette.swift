import HTTPModel
import JSONModel
import RecordReplay

/// A cassette that a command works on, and the APIs that it holds.
struct LoadedCassette: Sendable {
  let cassette: Cassette
  let apis: [API]

  /// Loads the cassette with this name or path; what is wrong says where and what to do. `isReplayed` keeps what a
  /// replayer needs.
  init(_ name: String, in locations: Locations = .standard(), isReplayed: Bool = true) throws(CommandError) {
    do {
      let path = try locations.cassette(name)
      apis = try locations.apis(of: try Manifest(loading: path), in: path)
      cassette = try Cassette(loading: path, apis: isReplayed ? apis : [])
    } catch let error as ProfileError {
      throw LoadedCassette.error(error)
    } catch let error as CassetteError {
      throw LoadedCassette.error(error, in: locations)
    } catch {
      throw CommandError("\(error)", at: name, next: "tapedeck --help")
    }
  }

  static func error(_ error: CassetteError, in locations: Locations) -> CommandError {
    let next =
      switch error.kind {
      case .notFound(let near):
        near.first.map { "tapedeck show \(ShellText.quoted($0))" }
          ?? "ls Cassettes  # or make one: tapedeck import FILE.har --cassette NAME"
      case .noManifest: "ls \(ShellText.quoted(error.file))"
      case .version: "tapedeck --version"
      case .syntax, .shape: "git diff \(ShellText.quoted(error.file))  # or correct the file at this place"
      default: "ls -l \(ShellText.quoted(error.file))"
      }
    return CommandError(error.reason, at: error.place, next: next)
  }

  static func error(_ error: ProfileError) -> CommandError {
    CommandError(error.reason, at: error.place, next: "correct the file at this place")
  }

  /// `path (4 interactions)`.
  var title: String {
    let count = cassette.count
    return "\(cassette.path) (\(count) interaction\(count == 1 ? "" : "s"))"
  }

  static func note(incomplete path: String) -> String {
    "note: \(path) is incomplete: its recording was cut off, or left something out"
  }

  /// Of so many interactions, and bodies up to so many bytes each, the digests are checked before anything is answered.
  private static let checkedInteractions = 1000, checkedBytes = 16 << 20

  /// Notes on what a user should know before relying on it. `checkingAll` reads all bodies, whatever that takes.
  func notes(checkingAll: Bool = false) -> [String] {
    var notes: [String] = []
    if !cassette.manifest.complete {
      notes.append(LoadedCassette.note(incomplete: cassette.path))
    }
    if let line = cassette.tornLine {
      notes.append("note: \(cassette.path)/interactions.jsonl:\(line): the last line is incomplete and is left out")
    }
    var edited: [String] = []
    var isChecked = checkingAll || cassette.count <= LoadedCassette.checkedInteractions
    for position in 0..<(isChecked ? cassette.count : 0) {
      guard let interaction = try? cassette.interaction(at: position) else { continue }
      if !checkingAll, interaction.length > LoadedCassette.checkedBytes {
        isChecked = false
      } else if (try? interaction.wasChanged) ?? false {
        edited.append(interaction.name)
      }
    }
    if !edited.isEmpty {
      notes.append(
        "note: edited since they were recorded (their digests no longer fit): \(edited.joined(separator: ", "))")
    }
    if !isChecked {
      notes.append(
        "note: digests of large cassettes and bodies are not checked here; tapedeck show \(ShellText.quoted(cassette.path)) checks them"
      )
    }
    return notes
  }
}

extension Interaction {
  /// Whether its content no longer fits its digest though it does not say `edited`. Reads side files to their end.
  var wasChanged: Bool { get throws(CassetteError) { try origin == .edited && recorded.origin != .edited } }

  /// Of its bodies, in bytes.
  fileprivate var length: Int { (request.body?.length ?? 0) + (outcome.body?.length ?? 0) }
}
