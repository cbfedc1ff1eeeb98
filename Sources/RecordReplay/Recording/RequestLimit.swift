public import HTTPModel
import Locking

/// Lets so many requests through, and no more: what comes later is answered with 503, and goes nowhere.
public struct RequestLimit: Responder {
  private let upstream: any Responder
  private let limit: Int
  private let finder: APIFinder
  private let apis: [API]
  private let recording: Recording
  private let command: String
  private let passed = Counter()

  private final class Counter: Sendable {
    private let count = Lock(0)

    /// False where it is at the limit already.
    func add(upTo limit: Int) -> Bool {
      count.withLock { count in
        if count >= limit { return false }
        count += 1
        return true
      }
    }
  }

  /// Requests for none of `apis` do not count: they go nowhere anyway. `recording` is told of what is refused; `command` is
  /// what to run to record more.
  public init(
    _ limit: Int, answering upstream: any Responder, apis: [API], for recording: Recording, command: String
  ) {
    (self.limit, self.upstream, self.apis) = (limit, upstream, apis)
    (self.recording, self.command) = (recording, command)
    finder = APIFinder(apis)
  }

  public func respond(to request: Request) -> Answer {
    guard let api = finder.find(request.origin, request.target).map({ apis[$0.index] }), !passed.add(upTo: limit) else {
      return upstream.respond(to: request)
    }
    let requests = "\(limit) request\(limit == 1 ? "" : "s")"
    recording.refuse(request, api: api, reason: "the limit of \(requests) is reached")
    return .now(
      .response(
        Refusal(
          status: 503, title: "Service Unavailable", type: "limit",
          detail: "The limit of \(requests) to be recorded is reached. The request went nowhere.", command: command
        ).response))
  }
}
