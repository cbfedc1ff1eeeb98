import HTTPModel
import Locking
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct AnswerTests {
  static let request = Request(.get, Origin(scheme: "http", host: "a.test"), Target("/"))

  /// A wrapper as they all are: one function.
  struct Marker: Responder {
    let upstream: any Responder

    func respond(to request: Request) -> Answer {
      upstream.respond(to: request).map { outcome in
        guard case .response(var response) = outcome else { return outcome }
        response.headers.append("Mark", "\(response.headers.count)")
        return .response(response)
      }
    }
  }

  /// One that may ask a second responder.
  struct Retrier: Responder {
    let upstream: any Responder

    func respond(to request: Request) -> Answer {
      upstream.respond(to: request).flatMap { outcome in
        guard case .failure = outcome else { return .now(outcome) }
        return upstream.respond(to: request)
      }
    }
  }

  struct Waiting: Responder {
    let outcome: Outcome
    func respond(to request: Request) -> Answer {
      .later {
        await Task.yield()
        return outcome
      }
    }
  }

  private func status(_ answer: Answer) -> Int? {
    guard case .now(.response(let response)) = answer else { return nil }
    return response.status
  }

  @Test func `an answer that is there stays there through wrappers`() async throws {
    let responder = Retrier(upstream: Marker(upstream: Marker(upstream: StubResponder(Response(status: 201)))))
    guard case .now(.response(let response)) = responder.respond(to: Self.request) else {
      return #expect(Bool(false), "no answer at once")
    }
    #expect(response.headers.map(\.text) == ["0", "1"])
  }

  @Test func `an answer that comes later goes through the same wrappers`() async throws {
    let responder = Retrier(
      upstream: Marker(upstream: Marker(upstream: Waiting(outcome: .response(Response(status: 201))))))
    let answer = responder.respond(to: Self.request)
    #expect(status(answer) == nil)
    guard case .response(let response) = await answer.outcome else { return #expect(Bool(false), "no response") }
    #expect(response.headers.map(\.text) == ["0", "1"])
  }

  @Test func `what follows from an outcome may be there, or come later`() async throws {
    let failure = Outcome.failure(TransportFailure(.reset, "x"))
    for upstream in [StubResponder { _ in failure } as any Responder, Waiting(outcome: failure)] {
      let counter = Lock(0)
      let answer = upstream.respond(to: Self.request).flatMap { _ in
        let count = counter.withLock { count in
          count += 1
          return count
        }
        return Waiting(outcome: .response(Response(status: 200 + count))).respond(to: Self.request)
      }
      guard case .response(let response) = await answer.outcome else { return #expect(Bool(false), "no response") }
      #expect(response.status == 201)
    }
    let stub = StubResponder { _ in failure }
    _ = await Retrier(upstream: stub).respond(to: Self.request).outcome
    #expect(stub.requests.count == 2)
  }

  @MainActor @Test func `work that comes later runs where it is waited for`() async throws {
    let here = pthread_self().hashValue
    let seen = Lock<[Int]>([])
    @Sendable func note() { seen.withLock { $0.append(pthread_self().hashValue) } }
    let answer = Answer.later {
      note()
      return .response(Response(status: 200))
    }
    _ = await answer.map { outcome in
      note()
      return outcome
    }.outcome
    #expect(seen.withLock { $0 } == [here, here])
  }

  @Test func `cancelling the task that waits cancels the work`() async throws {
    let answer = Answer.later {
      while !Task.isCancelled { await Task.yield() }
      return .response(Response(status: 499))
    }
    let task = Task { await answer.outcome }
    task.cancel()
    guard case .response(let response) = await task.value else { return #expect(Bool(false), "no response") }
    #expect(response.status == 499)
  }
}
