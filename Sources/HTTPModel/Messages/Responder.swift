/// Answers requests: a live network, a recorder, a replayer, a fault injector, or a wrapper of another responder.
public protocol Responder: Sendable {
  /// Total: what goes wrong on the wire is an outcome too, to be recorded, replayed and injected like any other.
  func respond(to request: Request) -> Answer
}
