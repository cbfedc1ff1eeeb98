/// What of an API a finding is about.
public struct FindingSubject: Hashable, Sendable {
  /// Who made the payload: the provider (responses, webhooks: the read side), or its consumer (requests: the write side).
  public enum Side: String, Hashable, Sendable, CaseIterable { case read, write }

  /// The API's name, such as `paddle`; nil where no API is known.
  public var api: String?
  /// `GET /customers/{customer_id}`, or `webhook transaction.completed`; nil where none is known or the contract itself is
  /// meant.
  public var operation: String?
  /// `request`, `response 200`, `response 200 application/json`, `parameter page[size]`, `header Retry-After`; nil where
  /// the whole operation is meant.
  public var part: String?
  /// Nil for a contract's own faults.
  public var side: Side?

  public init(api: String? = nil, operation: String? = nil, part: String? = nil, side: Side? = nil) {
    (self.api, self.operation, self.part, self.side) = (api, operation, part, side)
  }
}
