import RecordReplay
import TestSupport
import Testing
import UserState

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys of pseudonyms, in the user's folder.
struct PseudonymKeyStoreTests {
  private func cassette(_ key: String? = nil) -> Cassette {
    Cassette(newAt: "Cassettes/c", manifest: Manifest(pseudonymKey: key))
  }

  @Test func `a new cassette gets a key, and has the same again once it is stored`() throws {
    let folder = try TemporaryFolder()
    let store = PseudonymKeyStore("\(folder.path)/keys")
    let key = try store.key(of: cassette())
    #expect(try store.key(of: cassette()).id != key.id)
    try store.store(key)
    #expect(try store.key(of: cassette(key.id)).text == key.text)
  }

  @Test func `only the user may read it`() throws {
    let folder = try TemporaryFolder()
    let store = PseudonymKeyStore("\(folder.path)/keys")
    let key = try store.key(of: cassette())
    try store.store(key)
    func mode(_ path: String) -> mode_t {
      var status = stat()
      return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    #expect(mode(store.folder) == 0o700)
    #expect(mode("\(store.folder)/\(key.id)") == 0o600)
  }

  @Test(arguments: ["", "zz", "00", String(repeating: "0", count: 64)])
  func `a key that is missing, or is another, is a problem with its name`(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "keys/0123456789ab")
    let store = PseudonymKeyStore("\(folder.path)/keys")
    #expect(throws: PseudonymKeyStore.Problem.missing(id: "0123456789ab")) {
      try store.key(of: cassette("0123456789ab"))
    }
    #expect(throws: PseudonymKeyStore.Problem.missing(id: "ab")) { try store.key(of: cassette("ab")) }
  }
}
