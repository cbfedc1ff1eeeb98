import HTTPModel
import Locking

/// A body in pieces.
final class Chunks: BodySource {
  private let rest: Lock<[String]>
  private let cancelled = Lock(false)
  init(_ pieces: [String]) { rest = Lock(pieces) }

  func next() async -> BodyPart {
    rest.withLock { $0.isEmpty ? .end(trailers: []) : .chunk(Array($0.removeFirst().utf8)) }
  }

  func cancel() { cancelled.withLock { $0 = true } }

  var isCancelled: Bool { cancelled.withLock { $0 } }
}
