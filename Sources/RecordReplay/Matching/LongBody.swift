import HTTPModel
import Hashing

/// A request's body that is too long to be held: two are the same where length and digest are.
enum LongBody {
  /// What stands for it where bodies are compared.
  static func standIn(length: Int, digest: String) -> [UInt8] { Array("(\(length) bytes, \(digest))".utf8) }

  /// Of one that is in a file; nil where that cannot be read.
  static func standIn(for content: Content) -> [UInt8]? {
    (try? content.hashOnce()).map { standIn(length: content.length, digest: "sha-256=" + Base64.encode($0)) }
  }

  /// Reads the rest of one, and gives what stands for it.
  static func standIn(
    _ beginning: consuming [UInt8], then rest: any BodySource
  ) async -> Result<[UInt8], TransportFailure> {
    var length = beginning.count
    var stream = DigestStream(.sha256)
    stream.add(beginning)
    beginning = []
    while true {
      switch await rest.next() {
      case .chunk(let chunk):
        length += chunk.count
        stream.add(chunk)
      case .end: return .success(standIn(length: length, digest: "sha-256=" + Base64.encode(stream.finish())))
      case .failure(let failure): return .failure(failure)
      }
    }
  }
}
