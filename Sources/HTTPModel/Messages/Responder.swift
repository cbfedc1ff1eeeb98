/// Answers requests: a live network, a recorder, a replayer, a fault injector, or a wrapper of another responder.
public protocol Responder: Sendable {
  /// Total: what goes wrong on the wire is an outcome too, to be recorded, replayed and injected like any other.
  /// Runs where its caller runs (`nonisolated(nonsending)`).
  func respond(to request: Request) async -> Outcome

  /// The outcome where it is at hand, without a task and without waiting. Nil has no effect, and `respond` must be asked.
  /// Most of what a replayed answer costs beside the kernel's work is the task made for it.
  func outcomeAtHand(for request: Request) -> Outcome?
}

extension Responder {
  public func outcomeAtHand(for request: Request) -> Outcome? { nil }
}
