import HTTPModel

/// Reads a streamed body as far as a limit.
enum HeldBody {
  enum Reading {
    case whole([UInt8])
    /// Nothing of it is missing.
    case begun(any BodySource)
    case failed(TransportFailure)
  }

  static func read(_ source: any BodySource, limit: Int) async -> Reading {
    var bytes: [UInt8] = []
    while true {
      switch await source.next() {
      case .chunk(let chunk):
        bytes += chunk
        if bytes.count > limit { return .begun(BegunSource(bytes, then: source)) }
      case .end(let trailers):
        // Trailers have no place beside bytes, so a body that has some stays a stream.
        return trailers.isEmpty ? .whole(bytes) : .begun(BegunSource(bytes, trailers: trailers))
      case .failure(var failure):
        failure.partialBody = bytes
        failure.afterBytes = bytes.count
        return .failed(failure)
      }
    }
  }
}
