public import JSONModel

/// What an execution read of one response: what it would notice were it otherwise.
public struct ResponseReads: Hashable, Sendable {
  /// The Task state that got the response.
  public let state: String
  /// 0 for the first attempt, then one more for each Retry.
  public let attempt: Int
  /// Nil where nothing went over the wire.
  public let exchange: TaskExchange?
  /// Each once, in the order in which they were read.
  public internal(set) var reads: [Read] = []
}

/// One thing that a state read of a response.
public struct Read: Hashable, Sendable {
  /// What it was read for.
  public enum Use: String, CaseIterable, Sendable {
    /// It was picked out and moved or renamed: it has to be there. What is in it only matters where that is read, too.
    case selects
    /// A text that was parsed as JSON.
    case parses
    /// The value, and all that is in it, went into a request, a comparison, a text, a time or an error.
    case uses
  }

  /// Below `/body`, `/headers`, `/status` or `/reason`. Below a body that is JSON, parsed by whoever, the place in it:
  /// `/body/data/attributes/key`.
  public let pointer: JSONPointer
  /// The state that read it.
  public let state: String
  /// The field that names it: `ResultSelector`, `Choices`. Nil where a state without `Parameters` sent its whole input.
  public let field: String?
  public let use: Use
}
