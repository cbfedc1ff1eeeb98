public import HTTPModel

/// Makes an interaction of an exchange: content codings undone, secrets replaced.
public struct Redactor: Sendable {
  public init() {}

  /// How the body of an exchange relates to its `Content-Encoding`.
  public enum Coded: Sendable {
    /// As on the wire.
    case asSent
    /// Undone already; the header still names it. HAR files are so.
    case undone
  }

  /// One exchange by itself. Bodies must have been collected.
  public func redact(
    _ exchange: Exchange, api: API, direction: Interaction.Direction = .outbound, recorded: Provenance,
    operation: String? = nil, afterLast: AfterLast? = nil, coded: Coded = .asSent, trailers: HeaderFields = []
  ) throws(RedactionError) -> Interaction {
    var session = RedactionSession()
    let draft = try ExchangeDraft(exchange, coded: coded, trailers: trailers)
    return try session.interaction(
      session.redact(draft, api: api, direction: direction), api: api, direction: direction, recorded: recorded,
      operation: operation, afterLast: afterLast)
  }

  /// A request as it would be stored, to compare it and to show it. Its body must have been collected; where its coding
  /// cannot be undone it stays as it is.
  func stored(_ request: Request, api: API) -> StoredRequest {
    let exchange = Exchange(request: request, outcome: .failure(TransportFailure(.refused, "")))
    let limit = StoredRequest.maxComparedBytes
    guard
      let draft = (try? ExchangeDraft(exchange, coded: .asSent, requestLimit: limit))
        ?? (try? ExchangeDraft(exchange, coded: .undone, requestLimit: limit))
    else {
      return StoredRequest(method: request.method, url: request.url, headers: [], body: nil)
    }
    var session = RedactionSession()
    return session.redact(draft, api: api).draft.storedRequest
  }
}

/// Why an exchange cannot become an interaction. It holds no secret.
public enum RedactionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A body is still a stream.
  case bodyNotCollected
  /// A miss, or a request that was cancelled, is never stored.
  case nothingToStore
  /// A body whose coding cannot be undone may hold secrets that nobody sees.
  /// The text is the reason.
  case coded(String)
  /// A cassette with it could not be read again; the text says why. No HTTP message that came over a wire is so.
  case unstorable(String)
  /// What a rule found is still at a place of the interaction, where it cannot be replaced.
  case leak(place: String, rule: String)

  public var description: String {
    switch self {
    case .bodyNotCollected: "the body was not read to its end"
    case .nothingToStore: "there is no response or failure to store"
    case .coded(let reason): "\(reason), so it cannot be searched for secrets"
    case .unstorable(let reason): reason
    case .leak(let place, let rule): "a secret (\(rule)) also stands in \(place), where it cannot be replaced"
    }
  }
}
