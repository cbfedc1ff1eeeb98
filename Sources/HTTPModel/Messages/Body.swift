/// A message body: bytes that are there, or a stream of chunks.
///
/// The bytes are what is left when the framing (chunks) is undone; a content coding is not undone.
public enum Body: Sendable {
  case bytes([UInt8])
  /// `length` is the number of bytes to come where it was announced, else nil.
  case stream(any BodySource, length: Int?)

  public static let empty = Body.bytes([])

  /// The number of bytes where it is known.
  public var length: Int? {
    switch self {
    case .bytes(let bytes): bytes.count
    case .stream(_, let length): length
    }
  }

  public var isEmpty: Bool { length == 0 }

  /// Reads a stream to its end. More than `limit` bytes give `.failure(.protocol)`.
  /// The trailers of a stream are returned beside the bytes.
  public func collected(limit: Int = 64 << 20) async -> Result<Collected, TransportFailure> {
    switch self {
    case .bytes(let bytes): return .success(Collected(bytes: bytes, trailers: []))
    case .stream(let source, _):
      var all: [UInt8] = []
      while true {
        switch await source.next() {
        case .chunk(let bytes):
          all += bytes
          if all.count > limit {
            source.cancel()
            let text = "the body exceeds \(limit) bytes, the most that is kept in memory"
            return .failure(TransportFailure(.protocol, text, afterBytes: all.count))
          }
        case .end(let trailers): return .success(Collected(bytes: all, trailers: trailers))
        case .failure(var failure):
          failure.partialBody = all
          return .failure(failure)
        }
      }
    }
  }

  public struct Collected: Sendable {
    public var bytes: [UInt8]
    public var trailers: HeaderFields
  }
}

/// What gives a streamed body, chunk by chunk, as its one consumer asks for it: asking late is the back pressure.
public protocol BodySource: AnyObject, Sendable {
  /// The next piece. After `.end` and `.failure` it is not called again. Never two calls at once.
  func next() async -> BodyPart
  /// The consumer wants no more. Whoever produces stops. Harmless after the end, and when called twice.
  func cancel()
}

public enum BodyPart: Sendable {
  /// Never empty.
  case chunk([UInt8])
  case end(trailers: HeaderFields)
  case failure(TransportFailure)
}
