public import HTTPModel

/// Says in a header field of each answer that comes from a cassette which interaction it is: for suites that want to know,
/// and for whoever looks at a client's log.
///
/// A field of that name that was recorded, or that a real server sends, never reaches the client: it would be taken for
/// ours. In the cassette it stays.
public struct InteractionNames: Responder {
  /// Its value is the interaction's name, with percent escapes where that has other bytes than letters, digits and
  /// `-._~`.
  public static let field = "Tapedeck-Interaction"

  private let inner: any Responder

  public init(answering inner: any Responder) { self.inner = inner }

  public func respond(to request: Request) -> Answer { inner.respond(to: request).map(InteractionNames.named) }

  private static func named(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .response(let response): return .response(named(response, response.replayedFrom))
    case .failure(var failure):
      failure.partial = failure.partial.map { named($0, failure.replayedFrom) }
      return .failure(failure)
    case .miss: return outcome
    }
  }

  private static func named(_ response: Response, _ name: String?) -> Response {
    if name == nil, !response.headers.contains(field) { return response }
    var response = response
    response.headers.removeAll(field)
    guard let name else { return response }
    // Before the others: a `Content-Length` that is added later stays the last one.
    response.headers.insert(HeaderField(field, PercentEncoding.encoded(name.utf8)), at: 0)
    return response
  }
}
