import HTTPModel
public import WorkflowEngine

/// How a step of an execution looks on a terminal: what became of it, the state, its duration, its request and answer.
public struct StepText: Sendable {
  /// States' names are set in a column of this width.
  let width: Int

  /// `states` are the machine's state names, so that the columns of all lines agree.
  public init(states: [String]) { width = states.map(\.count).max() ?? 0 }

  public func line(_ step: ExecutionStep) -> String {
    let name = step.state + String(repeating: " ", count: max(0, width - step.state.count))
    let duration = Text.duration(step.duration)
    let time = String(repeating: " ", count: max(0, 8 - duration.count)) + duration
    let parts = [exchange(step), note(step)].compactMap(\.self).joined(separator: "  ")
    let what = parts.isEmpty ? step.type.rawValue : parts
    return TerminalText.safe("  \(word(step)) \(name) \(time)  \(what)")
  }

  private func word(_ step: ExecutionStep) -> String {
    switch step.outcome {
    case .succeeded: "ok     "
    case .failed(_, _, .retries): "retry  "
    case .failed(_, _, .continues): "caught "
    case .failed: "failed "
    case .aborted: "aborted"
    case .missed: "missed "
    }
  }

  private func exchange(_ step: ExecutionStep) -> String? {
    guard let exchange = step.exchange else { return nil }
    let status = exchange.status.map { " -> \($0)" } ?? ""
    let interaction = exchange.interaction.map { " [\($0)]" } ?? ""
    return "\(exchange.method) \(exchange.url)\(status)\(interaction)"
  }

  private func note(_ step: ExecutionStep) -> String? {
    guard case .failed(let error, let cause, let then) = step.outcome else { return nil }
    let reason = [error?.rawValue ?? "no error name", cause.map { $0.oneLine(atMost: 160) }]
      .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ": ")
    return switch then {
    case .retries(let wait): "\(reason); again in \(Text.duration(wait))"
    case .continues(let next): "\(reason); continues with \(next)"
    case .fails:  // the report at the end has the cause
      error?.rawValue ?? "no error name"
    }
  }
}
