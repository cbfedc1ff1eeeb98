public import HTTPModel

/// Makes an interaction of an exchange: content codings undone, secrets replaced by placeholders.
///
/// Credentials in headers and cookies, tokens and passwords in bodies (JSON, also inside strings, forms, multipart,
/// `"name": "value"` in other text) and queries, and what the API's profile calls secret. What is found in one place is taken out of all others, and the finished interaction is searched for it.
public struct Redactor: Sendable {
  public init() {}

  /// How the body of an exchange relates to its `Content-Encoding`.
  public enum Coded: Sendable {
    /// As on the wire.
    case asSent
    /// Undone already; the header still names it. HAR files are so.
    case undone
  }

  /// Bodies must have been collected.
  public func redact(
    _ exchange: Exchange, api: API, direction: Interaction.Direction = .outbound, recorded: Provenance,
    operation: String? = nil, afterLast: AfterLast? = nil, coded: Coded = .asSent, trailers: HeaderFields = []
  ) throws(RedactionError) -> Interaction {
    let draft = try ExchangeDraft(exchange, coded: coded, trailers: trailers)
    var redaction = Redaction(rules: SecretRules(api: api))
    let once = draft.redacted(by: &redaction)
    // What the answer gave away may stand in what came before it.
    let clean = once.replacing(redaction.found)
    if let reason = clean.unstorable { throw .unstorable(reason) }
    var recorded = recorded
    let (request, outcome) = (clean.storedRequest, clean.storedOutcome)
    do throws(CassetteError) {
      recorded.digests = Provenance.Digests(request: try request.body?.digest, response: try outcome.body?.digest)
    } catch {
      throw .unstorable(error.description)
    }
    let interaction = Interaction(
      api: api.name, operation: operation, direction: direction, request: request, outcome: outcome,
      recorded: recorded, afterLast: afterLast)
    if redaction.found.isEmpty { return interaction }
    let search = redaction.found.search(for: \.revealing)
    for bytes in [interaction.fileBytes] + interaction.sideFiles.compactMap(\.content.atHand) {
      guard let secret = search.firstSecret(in: bytes) else { continue }
      throw .leak(String(decoding: redaction.found[secret].placeholder, as: UTF8.self))
    }
    return interaction
  }

  /// A request as it would be stored, to compare it and to show it. Its body must have been collected; where its coding
  /// cannot be undone it stays as it is.
  func stored(_ request: Request, api: API) -> StoredRequest {
    let exchange = Exchange(request: request, outcome: .failure(TransportFailure(.refused, "")))
    guard let draft = (try? ExchangeDraft(exchange, coded: .asSent)) ?? (try? ExchangeDraft(exchange, coded: .undone))
    else {
      return StoredRequest(method: request.method, url: request.url, headers: [], body: nil)
    }
    var redaction = Redaction(rules: SecretRules(api: api))
    let once = draft.redacted(by: &redaction)
    return once.replacing(redaction.found).storedRequest
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
  /// What this placeholder stands for is still somewhere in the interaction.
  case leak(String)

  public var description: String {
    switch self {
    case .bodyNotCollected: "the body was not read to its end"
    case .nothingToStore: "there is no response or failure to store"
    case .coded(let reason): "\(reason), so it cannot be searched for secrets"
    case .unstorable(let reason): reason
    case .leak(let placeholder): "the secret behind \(placeholder) is still somewhere in the interaction"
    }
  }
}
