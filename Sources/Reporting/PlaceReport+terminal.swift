public import JSONModel

extension PlaceReport {
  /// `text`, whose values can neither begin a line nor steer a terminal. Tabs of a quoted line stay.
  public var terminalText: String {
    lines.map { TerminalText.escaped($0, keeping: ["\t"]) }.joined(separator: "\n")
  }
}
