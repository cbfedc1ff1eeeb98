import RecordReplay
import Reporting

/// What a recording says while it runs, and at its end.
enum RecordingText {
  /// `002-keygen-POST-licenses  POST https://… -> 201, 1033 bytes, 86 ms`.
  /// More than one line where it would not fit.
  static func line(_ event: RecordingEvent, in layout: LineLayout = .unlimited) -> String {
    layout.fitted(wholeLine(event, layout.isColored))
  }

  private static func wholeLine(_ event: RecordingEvent, _ isColored: Bool) -> String {
    let facts =
      [event.result, event.url == nil ? nil : "\(event.bytes) bytes", event.duration.map { InteractionText.text($0) }]
      .compactMap(\.self).joined(separator: ", ")
    let arrow = event.direction == .inbound ? "<-" : "->"
    let exchange = TerminalText.safe("\(event.method) \(event.url ?? event.api ?? "-")")
    func colored(_ text: String, _ color: TerminalColor) -> String { color.text(text, isColored: isColored) }
    func why(_ reason: String) -> String { TerminalText.safe(reason) }
    return switch event.fate {
    case .kept(let name): "\(colored(name, .green))  \(exchange) \(arrow) \(facts)"
    case .changed(let name): "\(colored(name, .yellow))  \(exchange) \(arrow) \(facts), changed"
    case .unchanged(let name): "\(colored(name, .dim))  \(exchange) \(arrow) \(facts), unchanged"
    case .replayed(let name): "\(colored(name, .dim))  \(exchange) \(arrow) \(facts), from the cassette"
    case .refused(let reason): "\(colored("refused:", .red)) \(exchange): \(why(reason))"
    case .skipped(let reason): "\(colored("not recorded:", .red)) \(exchange) \(arrow) \(facts): \(why(reason))"
    }
  }

  /// `3 recorded (1 new, 2 changed), 0 not, 1 refused`.
  static func summary(_ counts: Recording.Counts) -> String {
    var parts: [String] = []
    if counts.changed + counts.unchanged > 0 {
      let kinds = [("new", counts.kept), ("changed", counts.changed), ("unchanged", counts.unchanged)]
      let shown = kinds.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
      parts.append("\(counts.recorded) recorded (\(shown))")
    } else {
      parts.append("\(counts.recorded) recorded")
    }
    parts.append("\(counts.skipped) not")
    if counts.replayed > 0 { parts.append("\(counts.replayed) from the cassette") }
    if counts.refused > 0 { parts.append("\(counts.refused) refused") }
    return parts.joined(separator: ", ")
  }
}

/// The hosts of an API in a line: the first two by name, the rest by number, since SES alone has a host a region.
enum HostsText {
  static func text(_ names: [String]) -> String {
    let rest = names.count > 3 ? names.count - 2 : 0
    return names.dropLast(rest).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
