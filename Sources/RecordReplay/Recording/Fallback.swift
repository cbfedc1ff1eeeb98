public import HTTPModel

/// Answers from a cassette, and asks somebody else on a miss. The request's body must have been collected.
public struct Fallback: Responder {
  private let first: any Responder, onMiss: any Responder

  public init(first: any Responder, onMiss: any Responder) { (self.first, self.onMiss) = (first, onMiss) }

  public func respond(to request: Request) -> Answer {
    first.respond(to: request).flatMap { outcome in
      if case .miss = outcome { onMiss.respond(to: request) } else { .now(outcome) }
    }
  }
}
