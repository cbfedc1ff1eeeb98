import JSONModel
import RecordReplay

/// A cassette that a command works on, and the APIs that it holds.
struct LoadedCassette: Sendable {
  let cassette: Cassette
  let apis: [API]

  /// Loads the cassette with this name or path; what is wrong says where and what to do.
  init(_ name: String, in locations: Locations = .standard()) throws(CommandError) {
    do throws(CassetteError) {
      cassette = try Cassette(loading: try locations.cassette(name))
    } catch {
      throw LoadedCassette.error(error, in: locations)
    }
    do throws(ProfileError) {
      apis = try locations.apis(of: cassette)
    } catch {
      throw LoadedCassette.error(error)
    }
  }

  static func error(_ error: CassetteError, in locations: Locations) -> CommandError {
    let next =
      switch error.kind {
      case .notFound(let near):
        near.first.map { "tapedeck show \($0)" }
          ?? "ls Cassettes  # or make one: tapedeck import FILE.har --cassette NAME"
      case .noManifest: "ls \(error.file)"
      case .packed, .version: "tapedeck --version"
      case .syntax, .shape: "git diff \(error.file)  # or correct the file at this place"
      default: "ls -l \(error.file)"
      }
    return CommandError(error.reason, at: error.place, next: next)
  }

  static func error(_ error: ProfileError) -> CommandError {
    CommandError(error.reason, at: error.place, next: "correct the file at this place")
  }

  /// `path (4 interactions)`.
  var title: String {
    let count = cassette.interactions.count
    return "\(cassette.path) (\(count) interaction\(count == 1 ? "" : "s"))"
  }

  /// Notes on what a user should know before relying on it.
  var notes: [String] {
    var notes: [String] = []
    if !cassette.manifest.complete { notes.append("note: \(cassette.path) was cut off while it was recorded") }
    let edited = cassette.interactions.filter(\.wasChanged).map(\.name)
    if !edited.isEmpty {
      notes.append(
        "note: edited since they were recorded (their digests no longer fit): \(edited.joined(separator: ", "))")
    }
    return notes
  }
}

extension Interaction {
  /// Whether its content no longer fits its digest though it does not say `edited`.
  var wasChanged: Bool { origin == .edited && recorded.origin != .edited }
}
