import HTTPModel
import Locking

/// A body of which a part was read: that part, then the rest.
final class BegunSource: BodySource {
  private let first: Lock<[UInt8]?>
  private let rest: (any BodySource)?
  private let trailers: HeaderFields

  init(_ first: [UInt8], then rest: any BodySource) {
    (self.first, self.rest, trailers) = (Lock(first), rest, [])
  }

  init(_ all: [UInt8], trailers: HeaderFields) {
    (first, rest, self.trailers) = (Lock(all), nil, trailers)
  }

  func next() async -> BodyPart {
    let held = first.withLock { held in
      defer { held = nil }
      return held
    }
    if let held, !held.isEmpty { return .chunk(held) }
    return await rest?.next() ?? .end(trailers: trailers)
  }

  func cancel() { rest?.cancel() }
}
