public import HTTPModel

/// Reads a request's body before a replayer sees the request, and whoever it asks next.
///
/// A body that exceeds the limit stays a stream that nothing is missing from, which a recorder behind can still pass on.
/// Where nobody passes it on, a digest takes its place, by which the replayer compares it.
public struct BodyCollector: Responder {
  private let upstream: any Responder
  private let limit: Int
  private let digestsLong: Bool
  private let whenCutOff: @Sendable (Request, TransportFailure) -> Void

  /// `limit` is in bytes. `digestsLong` is for replayers: a longer body is read to its end, and compared by its digest.
  /// `whenCutOff` is told of requests whose bodies ended before they were whole, and why: nobody
  /// else sees them.
  public init(
    answering upstream: any Responder, limit: Int = Replayer.maxBodyBytes, digestsLong: Bool = false,
    whenCutOff: @escaping @Sendable (Request, TransportFailure) -> Void = { _, _ in }
  ) {
    (self.upstream, self.limit, self.digestsLong, self.whenCutOff) = (upstream, limit, digestsLong, whenCutOff)
  }

  public func respond(to request: Request) -> Answer {
    guard case .stream(let source, let length) = request.body else { return upstream.respond(to: request) }
    return .later {
      var request = request
      if digestsLong || length ?? 0 <= limit {
        switch await read(source, length: length) {
        case .success(let body): request.body = body
        case .failure(let failure):
          whenCutOff(request, failure)
          return .failure(failure)
        }
      }
      let outcome = await upstream.respond(to: request).outcome
      // Nobody wants the rest.
      if case .miss = outcome, case .stream(let rest, _) = request.body { rest.cancel() }
      return outcome
    }
  }

  /// All of the body as bytes, or what was read of it and the rest as a stream.
  private func read(_ source: any BodySource, length: Int?) async -> Result<Body, TransportFailure> {
    var bytes: [UInt8] = []
    while true {
      switch await source.next() {
      case .chunk(let chunk):
        bytes += chunk
        if bytes.count > limit, digestsLong { return await LongBody.standIn(bytes, then: source).map(Body.bytes) }
        if bytes.count > limit { return .success(.stream(BegunBody(bytes, then: source), length: length)) }
      case .end: return .success(.bytes(bytes))
      case .failure(var failure):
        failure.partialBody = bytes
        return .failure(failure)
      }
    }
  }
}
