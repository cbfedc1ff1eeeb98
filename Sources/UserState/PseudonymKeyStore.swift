public import Files
import HTTPModel
import Hashing
public import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder of the keys that pseudonyms are made with. Only the user may read it.
public struct PseudonymKeyStore: Sendable {
  /// The folder need not be there.
  public let folder: String

  public init(_ folder: String = UserFolder.path("keys")) { self.folder = folder }

  public enum Problem: Error, Hashable, Sendable {
    case file(FileError)
    /// The key with this id, with which a cassette's pseudonyms were made, is not here.
    case missing(id: String)
  }

  /// The key of a cassette, or a new one where it has none.
  public func key(of cassette: Cassette) throws(Problem) -> PseudonymKey {
    guard let id = cassette.manifest.pseudonymKey else { return PseudonymKeyStore.make() }
    do throws(FileError) {
      if let text = try Folder(folder).bytes(of: id, limit: 1000),
        let bytes = Hexadecimal.decode(String(decoding: text.prefix { $0 > 32 }, as: UTF8.self)),
        let key = PseudonymKey(bytes), key.id == id
      {
        return key
      }
    } catch {
      throw .file(error)
    }
    throw .missing(id: id)
  }

  public func store(_ key: PseudonymKey) throws(FileError) {
    try Folder(folder).make()
    chmod(folder, 0o700)
    try Folder(folder).write(Array(key.text.utf8) + [10], to: key.id)
    chmod("\(folder)/\(key.id)", 0o600)
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
