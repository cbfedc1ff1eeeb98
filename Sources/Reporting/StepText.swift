import HTTPModel
public import WorkflowEngine

/// How a step of an execution looks on a terminal: what became of it, the state, its duration, its request and answer.
public struct StepText: Sendable {
  /// States' names are set in a column of this width.
  let width: Int

  /// `states` are the machine's state names, so that the columns of all lines agree.
  public init(states: [String]) { width = states.map { TextWidth.columns(TerminalText.safe($0)) }.max() ?? 0 }

  /// More than one line where it would not fit.
  public func line(_ step: ExecutionStep, in layout: LineLayout = .unlimited) -> String {
    let name = TextWidth.padded(TerminalText.safe(step.state), to: width)
    let duration = Text.duration(step.duration)
    let time = String(repeating: " ", count: max(0, 8 - duration.count)) + duration
    let parts = [exchange(step, in: layout), note(step).map(TerminalText.safe)].compactMap(\.self)
    let what = parts.isEmpty ? step.type.rawValue : parts.joined(separator: "  ")
    let (word, color) = word(step)
    let rest = String(repeating: " ", count: 7 - word.count)
    return layout.fitted(
      "  \(color.text(word, isColored: layout.isColored))\(rest) \(name) \(time)  \(what)", column: 21 + width)
  }

  private func word(_ step: ExecutionStep) -> (String, TerminalColor) {
    switch step.outcome {
    case .succeeded: ("ok", .green)
    case .failed(_, _, .retries): ("retry", .yellow)
    case .failed(_, _, .continues): ("caught", .yellow)
    case .failed: ("failed", .red)
    case .aborted: ("aborted", .dim)
    case .missed: ("missed", .red)
    }
  }

  private func exchange(_ step: ExecutionStep, in layout: LineLayout) -> String? {
    guard let exchange = step.exchange else { return nil }
    let status = exchange.status.map { " -> \($0)" } ?? ""
    let interaction = exchange.interaction.map { " " + TerminalColor.dim.text("[\($0)]", isColored: layout.isColored) }
    return TerminalText.safe("\(exchange.method) \(exchange.url)\(status)") + (interaction ?? "")
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
