public import HTTPModel
import Locking

/// Answers every request with one outcome, or what a function says, and counts what reached "the network".
public final class StubResponder: Responder {
  private let answer: @Sendable (Request) -> Outcome
  private let seen = Lock<[Request]>([])

  public init(_ answer: @escaping @Sendable (Request) -> Outcome) { self.answer = answer }
  public convenience init(_ response: Response) { self.init { _ in .response(response) } }

  public var requests: [Request] { seen.withLock { $0 } }

  public func respond(to request: Request) -> Answer {
    seen.withLock { $0.append(request) }
    return .now(answer(request))
  }
}
