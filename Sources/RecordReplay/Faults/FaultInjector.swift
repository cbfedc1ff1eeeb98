import Clocks
public import HTTPModel
import Locking

/// Makes answers fail, or come late, as rules say, and passes on all the rest.
///
/// What stands in place of an answer does not ask upstream, so that no interaction is used for it; what cuts an answer off
/// or delays it does. A miss stays a miss. Its counts are those of one session.
public final class FaultInjector: Responder {
  private let plan: FaultPlan
  private let upstream: any Responder
  private let state: Lock<State>

  private struct State: Sendable {
    /// By rule: how many requests it was for, whether or not it is their turn.
    var seen: [Int]
    /// By rule: how often it acted.
    var injected: [Int]
  }

  /// A request's origin and target must be those it is meant for: an `APIRouter` stands in front.
  public init(_ plan: FaultPlan, answering upstream: any Responder) {
    self.plan = plan
    self.upstream = upstream
    state = Lock(FaultInjector.nothing(plan))
  }

  public func respond(to request: Request) -> Answer {
    let due = due(for: request)
    if due.isEmpty { return upstream.respond(to: request) }
    let delay = due.reduce(Duration.zero) { $0 + plan.rules[$1].fault.delay }
    let cause = due.first { plan.rules[$0].fault.effect != nil }
    let late = due.filter { plan.rules[$0].fault.delay > .zero }
    let answer = cause.map { injected($0, into: request) } ?? upstream.respond(to: request)
    if delay == .zero { return answer }
    return answer.flatMap { [self] outcome in
      if case .miss = outcome { return .now(outcome) }
      count(late.filter { $0 != cause })
      return .later { [plan] in
        do throws(CancellationError) {
          try await plan.clock.wait(until: plan.clock.now + delay)
          return outcome
        } catch {
          if case .response(let response) = outcome, case .stream(let source, _) = response.body { source.cancel() }
          return .failure(TransportFailure(.cancelled, "the client went away"))
        }
      }
    }
  }

  public var rules: [FaultRule] { plan.rules }

  /// How often each rule of the plan acted since the beginning.
  public var counts: [Int] { state.withLock(\.injected) }

  /// As at the beginning.
  public func reset() { state.withLock { $0 = FaultInjector.nothing(plan) } }

  private static func nothing(_ plan: FaultPlan) -> State {
    let zeros = [Int](repeating: 0, count: plan.rules.count)
    return State(seen: zeros, injected: zeros)
  }

  /// Indices of the rules whose turn it is.
  private func due(for request: Request) -> [Int] {
    let found = plan.finder.find(request.origin, request.target)
    let api = found.map { plan.apis[$0.index].name }
    let target = found?.rest ?? request.target.bytes[...]
    let fitting = plan.rules.indices.filter {
      plan.rules[$0].fits(request.method, api: api, target: target) { operation in
        api.map { plan.operations.has(operation, of: $0, request, target) } ?? false
      }
    }
    if fitting.isEmpty { return [] }
    return state.withLock { state in
      fitting.filter { index in
        state.seen[index] += 1
        return plan.rules[index].occurrences.contains(state.seen[index])
      }
    }
  }

  private func injected(_ index: Int, into request: Request) -> Answer {
    let rule = plan.rules[index]
    if let outcome = rule.fault.effect?.outcome(rule, to: request.method) {
      count([index])
      if case .stream(let source, _) = request.body { source.cancel() }
      return .now(outcome)
    }
    return upstream.respond(to: request).map { [self] outcome in
      guard case .cut(let kind, let bytes) = rule.fault.effect, case .response(let response) = outcome,
        let cut = response.cut(kind, afterBytes: bytes, to: request.method, keepsRest: plan.keepsRest)
      else {
        if case .miss = outcome { return outcome }
        // What comes whole may still come late.
        if rule.fault.delay > .zero { count([index]) }
        return outcome
      }
      count([index])
      return cut
    }
  }

  private func count(_ indices: [Int]) {
    state.withLock { state in
      for index in indices { state.injected[index] += 1 }
    }
  }
}
