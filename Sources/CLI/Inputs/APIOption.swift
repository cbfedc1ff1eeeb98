import RecordReplay

/// `--api NAME=URL`: an API introduced on the spot.
enum APIOption {
  static func apis(_ values: [String], of command: String) throws(UsageError) -> [API] {
    var result: [API] = []
    for value in values {
      guard let api = API(value) else {
        throw UsageError(
          message: "\(command): --api '\(value)' is not NAME=URL, like demo=https://demo.example.com",
          next: "tapedeck \(command) --help")
      }
      result.append(api)
    }
    return result
  }

  /// The APIs that have a profile under `Schemas`.
  static func profiled(_ locations: Locations) throws(CommandError) -> [API] {
    do throws(ProfileError) { return try locations.allAPIs() } catch { throw LoadedCassette.error(error) }
  }
}
