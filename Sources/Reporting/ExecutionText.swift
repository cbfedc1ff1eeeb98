import Clocks
import HTTPModel
import JSONModel
public import WorkflowEngine

/// How the end of an execution looks: its result, or why it failed, where, and what was done before.
public enum ExecutionText {
  /// Lines fit the layout; an output and a command stay whole: somebody copies them.
  public static func text(_ execution: Execution, in layout: LineLayout = .unlimited) -> String {
    let duration = Text.duration(execution.stopTime - execution.startTime)
    var lines: [String] = []
    switch execution.status {
    case .succeeded:
      lines.append(TerminalColor.green.text("SUCCEEDED", isColored: layout.isColored) + " after \(duration)")
      if let output = execution.output {
        lines.append(TerminalText.safe("  output: \(output.text().oneLine(atMost: 2000))"))
      }
      return lines.joined(separator: "\n")
    case .timedOut: lines.append(ended("TIMED_OUT", duration, nil, layout))
    case .aborted where execution.miss != nil: lines.append(ended("ABORTED", duration, "no recorded answer", layout))
    case .aborted:
      let reason = [execution.error?.rawValue, execution.cause].compactMap(\.self).joined(separator: ": ")
      lines.append(ended("ABORTED", duration, reason.isEmpty ? "stopped" : reason, layout))
    case .failed: lines.append(ended("FAILED", duration, execution.error?.rawValue ?? "no error name", layout))
    }
    if let miss = execution.miss { lines.append(Text.indented(MissReport(miss).terminalText(in: layout), by: "  ")) }
    let rest = (execution.failure.map { explanation($0, of: execution) } ?? []) + done(execution)
    lines += rest.map { layout.fitted(TerminalText.safe($0), column: 10) }
    return lines.joined(separator: "\n")
  }

  private static func ended(_ word: String, _ duration: String, _ reason: String?, _ layout: LineLayout) -> String {
    layout.fitted(
      TerminalColor.red.text(word, isColored: layout.isColored)
        + TerminalText.safe(" after \(duration)\(reason.map { ": \($0)" } ?? "")"))
  }

  private static func explanation(_ detail: FailureDetail, of execution: Execution) -> [String] {
    let field = [detail.field, detail.member].compactMap(\.self).joined(separator: "/")
    var lines = ["  state:  \(detail.state)\(field.isEmpty ? "" : ", field \(field)")  (\(detail.place))"]
    if let expression = detail.expression, let got = expression.got {
      let needed = expression.needed.map { "needs \($0) but " } ?? ""
      lines.append("  reason: \(expression.text) \(needed)got \(got)")
    }
    if let cause = execution.cause, !cause.isEmpty { lines.append("  cause:  \(cause.oneLine(atMost: 400))") }
    if let exchange = detail.exchange, detail.expression != nil, let type = exchange.responseMediaType {
      let source = exchange.interaction.map { "interaction \($0)" } ?? "the response"
      lines.append("  answer: \(exchange.method) \(exchange.url)")
      lines.append("          \(source) says \"Content-Type: \(type)\"; \(ExecutionText.bodyRule(type))")
    }
    if execution.error == .runtime { lines.append("  note:   States.Runtime is neither retried nor caught") }
    return lines
  }

  /// What an HTTP Task makes of a body with this media type.
  private static func bodyRule(_ type: String) -> String {
    type == "application/json"
      ? "an HTTP Task passes such a body on parsed" : "an HTTP Task passes such a body on as a string"
  }

  /// What other people's servers did before the end; nobody undoes it.
  private static func done(_ execution: Execution) -> [String] {
    let lines = execution.steps.compactMap { step -> String? in
      guard let exchange = step.exchange, let status = exchange.status, (200..<300).contains(status),
        !["GET", "HEAD", "OPTIONS"].contains(exchange.method)
      else { return nil }
      let source = exchange.interaction.map { " [\($0)]" } ?? ""
      return "    \(step.state): \(exchange.method) \(exchange.url) -> \(status)\(source)"
    }
    return lines.isEmpty ? [] : ["  already done, and not undone:"] + lines
  }
}
