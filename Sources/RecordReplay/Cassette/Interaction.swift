/// A redacted exchange, the unit of a cassette.
///
/// There is no public initialiser. An interaction comes from a `Redactor` or from a cassette file.
public struct Interaction: Equatable, Sendable {
  public enum Direction: String, CaseIterable, Sendable {
    /// A request that we send.
    case outbound
    /// A request that an API sends to us: a webhook.
    case inbound
  }

  /// The name of its file without `.json`; empty as long as it is in no cassette.
  public internal(set) var name: String
  public let api: String
  /// The operation's id in the API's contract, where somebody set it.
  public let operation: String?
  public let direction: Direction
  public internal(set) var request: StoredRequest
  public internal(set) var outcome: StoredOutcome
  public internal(set) var recorded: Provenance
  /// What comes after the last of its sequence; nil leaves it to the cassette.
  public let afterLast: AfterLast?
  /// What was taken out of it. Nil: nobody says; then `{{API.name}}` of its own API stands for what a client may send.
  public let captures: Captures?

  init(
    name: String = "", api: String, operation: String? = nil, direction: Direction, request: StoredRequest,
    outcome: StoredOutcome, recorded: Provenance, afterLast: AfterLast? = nil, captures: Captures? = nil
  ) {
    self.name = name
    self.api = api
    self.operation = operation
    self.direction = direction
    self.request = request
    self.outcome = outcome
    self.recorded = recorded
    self.afterLast = afterLast
    self.captures = captures
  }

  /// Where it comes from: as stated, or `edited` where the bodies are no longer those that the digest was made of. Reads
  /// side files to their end.
  public var origin: Provenance.Origin {
    get throws(CassetteError) {
      let now = Provenance.Digests(request: try request.body?.digest, response: try outcome.body?.digest)
      if recorded.digests == now { return recorded.origin }
      switch recorded.origin {
      case .documented where recorded.digests == Provenance.Digests(): return .documented
      default: return .edited
      }
    }
  }
}
