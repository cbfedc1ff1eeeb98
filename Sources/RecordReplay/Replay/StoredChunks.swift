import HTTPModel
import Locking

/// A stored body that ends with trailers. Each reader needs one of its own.
final class StoredChunks: BodySource {
  private let rest: Lock<[BodyPart]>

  private init(_ bytes: [UInt8], trailers: HeaderFields) {
    rest = Lock((bytes.isEmpty ? [] : [.chunk(bytes)]) + [.end(trailers: trailers)])
  }

  static func body(_ bytes: [UInt8], trailers: HeaderFields) -> Body {
    .stream(StoredChunks(bytes, trailers: trailers), length: nil)
  }

  func next() async -> BodyPart {
    rest.withLock { $0.isEmpty ? .end(trailers: []) : $0.removeFirst() }
  }

  func cancel() { rest.withLock { $0 = [] } }
}
