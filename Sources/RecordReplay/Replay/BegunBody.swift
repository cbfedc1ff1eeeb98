import HTTPModel
import Locking

/// A stream whose beginning was read already.
final class BegunBody: BodySource {
  private enum Rest: Sendable {
    case source(any BodySource)
    case last(BodyPart)
  }

  private let beginning: Lock<[UInt8]>
  private let rest: Rest

  init(_ beginning: [UInt8], then rest: any BodySource) {
    self.beginning = Lock(beginning)
    self.rest = .source(rest)
  }

  /// All of it was read.
  init(_ beginning: [UInt8], thenLast last: BodyPart) {
    self.beginning = Lock(beginning)
    rest = .last(last)
  }

  func next() async -> BodyPart {
    let bytes = beginning.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
    if !bytes.isEmpty { return .chunk(bytes) }
    return switch rest {
    case .source(let source): await source.next()
    case .last(let part): part
    }
  }

  func cancel() { if case .source(let source) = rest { source.cancel() } }
}
