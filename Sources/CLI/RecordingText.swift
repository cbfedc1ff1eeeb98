import RecordReplay

/// What a recording says while it runs.
enum RecordingText {
  /// `002-keygen-POST-licenses  POST https://… -> 201, 1033 bytes, 86 ms`.
  static func line(_ event: RecordingEvent) -> String {
    let facts =
      [event.result, event.url == nil ? nil : "\(event.bytes) bytes", event.duration.map { InteractionText.text($0) }]
      .compactMap(\.self).joined(separator: ", ")
    let arrow = event.direction == .inbound ? "<-" : "->"
    switch event.fate {
    case .kept(let name): return "\(name)  \(event.method) \(event.url ?? event.api) \(arrow) \(facts)"
    case .skipped(let reason): return "not recorded: \(event.method) \(event.api) \(arrow) \(facts): \(reason)"
    }
  }
}

/// The hosts of an API in a line: the first two by name, the rest by number, since SES alone has a host a region.
enum HostsText {
  static func text(_ names: [String]) -> String {
    let rest = names.count > 3 ? names.count - 2 : 0
    return names.dropLast(rest).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
