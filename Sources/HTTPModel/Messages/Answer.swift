/// What a responder gives: the outcome, or the work that brings it.
///
/// Most of what a replayed answer would cost beside the kernel's work is a task made for it: whoever has the outcome
/// gives it at once, and whoever needs no task makes none.
public enum Answer: Sendable {
  case now(Outcome)
  case later(Work)

  /// Done once, by whoever wants the outcome, where that one runs. Cancelling its task cancels the work.
  public typealias Work = nonisolated(nonsending) @Sendable () async -> Outcome

  /// The outcome, waited for where it is not there yet. Runs where its caller runs.
  public var outcome: Outcome {
    get async {
      switch self {
      case .now(let outcome): outcome
      case .later(let work): await work()
      }
    }
  }

  /// The same answer with another outcome.
  public func map(_ transform: @escaping @Sendable (Outcome) -> Outcome) -> Answer {
    switch self {
    case .now(let outcome): .now(transform(outcome))
    case .later(let work): .later { transform(await work()) }
    }
  }

  /// The answer that follows from the outcome: another responder's, or work that the outcome makes necessary.
  public func flatMap(_ transform: @escaping @Sendable (Outcome) -> Answer) -> Answer {
    switch self {
    case .now(let outcome): transform(outcome)
    case .later(let work): .later { await transform(await work()).outcome }
    }
  }
}
