public import Clocks

/// What happened in a state, for people: one for each state that ended, and one for each attempt of a Task.
public struct ExecutionStep: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case succeeded
    /// `error` and `cause` are nil where AWS's answer has no such member.
    case failed(error: ErrorName?, cause: String?, then: Then)
    /// Another branch of its Parallel failed, or the execution ended, before it did.
    case aborted
    /// Nothing recorded fits; the execution ends.
    case missed
  }

  /// What follows a failure.
  public enum Then: Hashable, Sendable {
    /// Retry, after this wait.
    case retries(after: Duration)
    /// Catch, with this state.
    case continues(at: String)
    /// The execution fails, or the branch and with it its Parallel.
    case fails
  }

  /// The state's name.
  public let state: String
  public let type: StateType
  /// Which branch of which Parallel, from the outside in; empty at the top.
  public let branch: [Int]
  /// 0 for the first attempt, then one more for each Retry.
  public let attempt: Int
  /// When the state, or this attempt, began.
  public let startTime: Instant
  /// How long it took on the execution's clock.
  public let duration: Duration
  /// What went over the wire; nil where nothing did.
  public let exchange: TaskExchange?
  public let outcome: Outcome
}
