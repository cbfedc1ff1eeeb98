import Files
import HTTPModel
import RecordReplay
import UserState

/// The keys that pseudonyms are made with, in the user's state folder.
enum PseudonymKeys {
  static var folder: String { StateFolder.path("keys") }

  /// The key of a cassette, or a new one where it has none.
  static func key(of cassette: Cassette) throws(CommandError) -> PseudonymKey {
    do throws(PseudonymKeyStore.Problem) {
      return try PseudonymKeyStore(folder).key(of: cassette)
    } catch {
      switch error {
      case .file(let error):
        throw CommandError(error.kind.reason, at: error.path, next: "ls -l \(ShellText.quoted(folder))")
      case .missing(let id):
        throw CommandError(
          "its pseudonyms were made with the key \(id), which is not in \(folder)", at: cassette.path,
          next:
            "copy \(ShellText.quoted("\(folder)/\(id)")) from where the cassette was recorded, or import into a new cassette"
        )
      }
    }
  }

  static func store(_ key: PseudonymKey) throws(CommandError) {
    do throws(FileError) {
      try PseudonymKeyStore(folder).store(key)
    } catch {
      throw CommandError(error.kind.reason, at: error.path, next: "ls -l \(ShellText.quoted(folder))")
    }
  }
}
