import Files
import HTTPModel
import Locking

/// A stored body as a stream: one that is read in pieces, or that ends with trailers. Each reader needs one of its own.
final class StoredSource: BodySource {
  private enum Rest: Sendable {
    case bytes([UInt8])
    case file(FileChunks)
    case nothing

    mutating func next() throws(FileError) -> [UInt8]? {
      switch self {
      case .bytes(let bytes):
        self = .nothing
        return bytes.isEmpty ? nil : bytes
      case .file(var chunks):
        // Where it fails, nothing follows.
        self = .nothing
        guard let chunk = try chunks.next() else { return nil }
        self = .file(chunks)
        return chunk
      case .nothing: return nil
      }
    }
  }

  private let rest: Lock<Rest>
  private let trailers: HeaderFields

  private init(_ rest: Rest, trailers: HeaderFields) {
    self.rest = Lock(rest)
    self.trailers = trailers
  }

  /// Trailers need chunks, and those have no length.
  static func body(_ bytes: [UInt8], trailers: HeaderFields) -> Body {
    .stream(StoredSource(.bytes(bytes), trailers: trailers), length: nil)
  }

  static func body(_ file: RegularFile, trailers: HeaderFields) -> Body {
    .stream(StoredSource(.file(file.chunks()), trailers: trailers), length: trailers.isEmpty ? file.length : nil)
  }

  func next() async -> BodyPart {
    do throws(FileError) {
      let chunk = try rest.withLock { rest throws(FileError) in try rest.next() }
      return chunk.map { .chunk($0) } ?? .end(trailers: trailers)
    } catch {
      return .failure(TransportFailure(.truncated, error.description))
    }
  }

  func cancel() { rest.withLock { $0 = .nothing } }
}
