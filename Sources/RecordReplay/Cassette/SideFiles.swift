import Files
import Locking

/// What was read of the side files of a cassette. Any number of interactions may name one file: it is read once.
final class SideFiles: Sendable {
  private struct State {
    var held: [String: [UInt8]] = [:]
    var hashes: [SideFile: [UInt8]] = [:]
  }

  private let state = Lock(State())

  /// The bytes of a file of up to `limit` bytes.
  func bytes(of file: RegularFile, at path: String, limit: Int) throws(FileError) -> [UInt8] {
    if let known = state.withLock({ $0.held[path] }), known.count == file.length { return known }
    let bytes = try file.bytes(limit: limit)
    state.withLock { $0.held[path] = bytes }
    return bytes
  }

  /// What `make` gives, once for a file.
  func hash(
    of file: SideFile, _ make: () throws(CassetteError) -> [UInt8]
  ) throws(CassetteError) -> [UInt8] {
    if let known = state.withLock({ $0.hashes[file] }) { return known }
    let hash = try make()
    state.withLock { $0.hashes[file] = hash }
    return hash
  }
}
