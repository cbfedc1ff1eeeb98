/// What became of a request.
public enum Outcome: Sendable {
  // Boxed: a recorded one that is given out again is copied as one reference.
  indirect case response(Response)
  indirect case failure(TransportFailure)
  /// Offline only: nothing recorded fits.
  indirect case miss(Miss)
}

/// One request and its outcome as they were on the wire. It may hold secrets, and is never stored.
public struct Exchange: Sendable {
  public var request: Request
  public var outcome: Outcome
  public init(request: Request, outcome: Outcome) {
    self.request = request
    self.outcome = outcome
  }
}
