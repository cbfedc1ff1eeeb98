import HTTPModel
import Locking

/// A body in pieces, which may end with a failure.
final class Chunks: BodySource {
  private let rest: Lock<[String]>
  private let failure: TransportFailure?
  private let count = Lock(0)
  private let cancelled = Lock(false)

  init(_ pieces: [String], failure: TransportFailure? = nil) {
    rest = Lock(pieces)
    self.failure = failure
  }

  func next() async -> BodyPart {
    count.withLock { $0 += 1 }
    return rest.withLock { rest in
      if rest.isEmpty { return failure.map(BodyPart.failure) ?? .end(trailers: []) }
      return .chunk(Array(rest.removeFirst().utf8))
    }
  }

  func cancel() { cancelled.withLock { $0 = true } }

  /// How many parts were asked for.
  var asked: Int { count.withLock { $0 } }
  var isCancelled: Bool { cancelled.withLock { $0 } }
}
