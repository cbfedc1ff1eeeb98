import JSONModel
import RecordReplay

/// `--api NAME=URL`: an API introduced on the spot, or a further place of one that has a profile.
enum APIOption {
  /// Those that are introduced, then those that have a profile. A URL that two of them have is an error: a request
  /// there would be redacted by the rules of one of them alone.
  static func apis(_ values: [String], of command: String, _ locations: Locations) throws -> [API] {
    var profiled = try profiled(locations)
    var introduced: [API] = []
    for value in values {
      guard let api = API(value) else {
        throw UsageError(
          message: "\(command): --api '\(value)' is not NAME=URL, like demo=https://demo.example.com",
          next: "tapedeck \(command) --help")
      }
      if let index = profiled.firstIndex(where: { $0.name == api.name }) {
        profiled[index] = profiled[index].adding(api.hosts)
      } else if let index = introduced.firstIndex(where: { $0.name == api.name }) {
        introduced[index] = introduced[index].adding(api.hosts)
      } else {
        introduced.append(api)
      }
    }
    let apis = introduced + profiled
    if let conflict = apis.conflict { throw CommandError(conflict, next: "tapedeck \(command) --help") }
    return apis
  }

  /// The same, and what a cassette knows of its own: APIs that have no profile, and further hosts of others.
  static func apis(
    _ values: [String], of command: String, _ locations: Locations, with manifest: Manifest
  ) throws -> [API] {
    let named = try apis(values, of: command, locations)
    let known = Set(named.map(\.name))
    let apis =
      named.map { api in api.adding(manifest.apis.first { $0.name == api.name }?.hosts ?? []) }
      + manifest.apis.filter { !$0.hosts.isEmpty && !known.contains($0.name) }
      .map { API(name: $0.name, hosts: $0.hosts) }
    if let conflict = apis.conflict { throw CommandError(conflict, next: "tapedeck \(command) --help") }
    return apis
  }

  /// The APIs that have a profile under `Schemas`.
  static func profiled(_ locations: Locations) throws(CommandError) -> [API] {
    do throws(ProfileError) { return try locations.allAPIs() } catch { throw LoadedCassette.error(error) }
  }
}
