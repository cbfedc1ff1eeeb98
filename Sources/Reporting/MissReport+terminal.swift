public import HTTPModel

extension MissReport {
  /// `text`, whose values can neither begin a line nor steer a terminal.
  public var terminalText: String {
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
    return MissReport(safe).text
  }
}
