import Files
import HTTPModel
import Hashing
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys that pseudonyms are made with, in the user's state folder. Only the user may read it.
enum PseudonymKeys {
  static var folder: String { StateFolder.path("keys") }

  /// The key of a cassette, or a new one where it has none.
  static func key(of cassette: Cassette) throws(CommandError) -> PseudonymKey {
    guard let id = cassette.manifest.pseudonymKey else { return make() }
    do throws(FileError) {
      if let text = try Folder(folder).bytes(of: id, limit: 1000),
        let bytes = Hexadecimal.decode(String(decoding: text.prefix { $0 > 32 }, as: UTF8.self)),
        let key = PseudonymKey(bytes), key.id == id
      {
        return key
      }
    } catch {
      throw CommandError(error.kind.reason, at: error.path, next: "ls -l \(folder)")
    }
    throw CommandError(
      "its pseudonyms were made with the key \(id), which is not in \(folder)", at: cassette.path,
      next: "copy \(folder)/\(id) from where the cassette was recorded, or import into a new cassette")
  }

  static func store(_ key: PseudonymKey) throws(CommandError) {
    do throws(FileError) {
      try Folder(folder).make()
      chmod(folder, 0o700)
      try Folder(folder).write(Array(key.text.utf8) + [10], to: key.id)
      chmod("\(folder)/\(key.id)", 0o600)
    } catch {
      throw CommandError(error.kind.reason, at: error.path, next: "ls -l \(folder)")
    }
  }

  private static func make() -> PseudonymKey {
    var random = SystemRandomNumberGenerator()
    while true {
      if let key = PseudonymKey((0..<PseudonymKey.length).map { _ in UInt8.random(in: 0...255, using: &random) }) {
        return key
      }
    }
  }
}
