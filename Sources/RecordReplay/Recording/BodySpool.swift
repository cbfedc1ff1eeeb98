import EventLoop
import Files
import Hashing

/// A long body on its way into a file of the cassette, on the disk's thread.
final class BodySpool: @unchecked Sendable {  // the disk's thread owns the digest
  private let disk: EventLoop
  private let file: PendingFile
  private var digest: DigestStream?
  private var length = 0

  init(_ file: PendingFile, on disk: EventLoop) {
    (self.file, self.disk) = (file, disk)
    digest = DigestStream(.sha256)
  }

  /// Why nothing more can be written; nil where the bytes are in the file.
  func append(_ bytes: [UInt8]) async -> FileError? {
    await disk.run { [self] in
      do throws(FileError) {
        try file.append(bytes)
        digest?.add(bytes)
        length += bytes.count
        return nil
      } catch {
        return error
      }
    }
  }

  func finish() async -> SpooledBody {
    await disk.run { [self] in
      let hash = digest.take()?.finish() ?? []
      return SpooledBody(file: file, length: length, digest: "sha-256=" + Base64.encode(hash))
    }
  }
}

/// A long body in a file that has no name yet; it goes with this unless it gets one.
struct SpooledBody: Sendable {
  let file: PendingFile
  let length: Int
  let digest: String
}
