public import HTTPModel

extension MissReport {
  /// `text`, whose values can neither begin a line nor steer a terminal.
  public var terminalText: String { terminalText(in: .unlimited) }

  /// The same; its first line, which has the URL, fits the layout. Commands and what is recorded stay whole.
  public func terminalText(in layout: LineLayout) -> String {
    let closest = miss.closest.map { closest in
      Miss.Closest(
        interaction: TerminalText.safe(closest.interaction),
        mismatches: closest.mismatches.map { mismatch in
          Mismatch(
            pointer: TerminalText.safe(mismatch.pointer),
            recorded: mismatch.recorded.map { TerminalText.safe($0.oneLine(atMost: 200)) },
            received: mismatch.received.map { TerminalText.safe($0.oneLine(atMost: 200)) })
        })
    }
    let safe = Miss(
      reason: miss.reason, method: TerminalText.safe(miss.method), url: TerminalText.safe(miss.url),
      api: miss.api.map(TerminalText.safe), cassette: TerminalText.safe(miss.cassette), closest: closest,
      apis: miss.apis.map { Miss.KnownAPI(name: TerminalText.safe($0.name), url: TerminalText.safe($0.url)) },
      meant: miss.meant.map(TerminalText.safe), damage: miss.damage.map(TerminalText.safe))
    let text = MissReport(safe).text
    let end = text.utf8.firstIndex(of: 10) ?? text.endIndex
    // It may stand behind a few words more.
    return layout.narrower(by: 24).fitted(String(text[..<end])) + text[end...]
  }
}
