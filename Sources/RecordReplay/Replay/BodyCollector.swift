public import HTTPModel
import JSONModel

/// Reads a request's body before a replayer sees the request, and whoever it asks next.
///
/// A body that exceeds the limit stays a stream that nothing is missing from, which a recorder behind can still pass
/// on. Where nobody passes it on, a digest takes its place, by which the replayer compares it.
public struct BodyCollector: Responder {
  private let upstream: any Responder
  private let limit: Int
  private let digestsLong: Bool
  private let room: BodyRoom
  private let whenCutOff: @Sendable (Request, TransportFailure) -> Void

  /// `limit` is in bytes. `digestsLong` is for replayers: a longer body is read to its end, and compared by its digest.
  /// A body for which `room` has no place is answered with 503. `whenCutOff` is told of requests whose bodies ended
  /// before they were whole, and why: nobody else sees them.
  public init(
    answering upstream: any Responder, limit: Int = Replayer.maxBodyBytes, digestsLong: Bool = false,
    room: BodyRoom = BodyRoom(),
    whenCutOff: @escaping @Sendable (Request, TransportFailure) -> Void = { _, _ in }
  ) {
    (self.upstream, self.limit, self.digestsLong, self.room) = (upstream, limit, digestsLong, room)
    self.whenCutOff = whenCutOff
  }

  public func respond(to request: Request) -> Answer {
    guard case .stream(let source, let length) = request.body else { return upstream.respond(to: request) }
    return .later {
      var request = request
      var held = 0
      defer { room.give(held) }
      if digestsLong || length ?? 0 <= limit {
        switch await read(source, length: length, holding: &held) {
        case .success(let body): request.body = body
        case .failure(.noRoom):
          source.cancel()
          whenCutOff(request, BodyCollector.noRoom)
          return .response(BodyCollector.refusal)
        case .failure(.cutOff(let failure)):
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

  /// All of the body as bytes, or what was read of it and the rest as a stream. `held` is what it takes of the room.
  private func read(
    _ source: any BodySource, length: Int?, holding held: inout Int
  ) async -> Result<Body, Stop> {
    var bytes: [UInt8] = []
    while true {
      switch await source.next() {
      case .chunk(let chunk):
        guard room.take(chunk.count) else { return .failure(.noRoom) }
        held += chunk.count
        bytes += chunk
        if bytes.count > limit, digestsLong {
          room.give(held)
          held = 0
          return await LongBody.standIn(consume bytes, then: source).map(Body.bytes).mapError(Stop.cutOff)
        }
        if bytes.count > limit { return .success(.stream(BegunBody(bytes, then: source), length: length)) }
      case .end: return .success(.bytes(bytes))
      case .failure(var failure):
        failure.partialBody = bytes
        return .failure(.cutOff(failure))
      }
    }
  }

  private enum Stop: Error { case noRoom, cutOff(TransportFailure) }

  private static let noRoom = TransportFailure(.cancelled, "the bodies of all requests under way take too much memory")

  private static var refusal: Response {
    let body: JSONValue = [
      "type": "about:blank", "title": "Service Unavailable", "status": 503,
      "detail": .string("\(noRoom.text); send fewer at a time"),
    ]
    return Response(
      status: 503, reason: "Service Unavailable",
      headers: [HeaderField("Content-Type", "application/problem+json"), HeaderField("Retry-After", "1")],
      body: .bytes(body.bytes()))
  }
}
