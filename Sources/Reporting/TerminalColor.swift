/// Colours of a terminal (ECMA-48).
public enum TerminalColor: String, Sendable {
  case green = "\u{1b}[32m", yellow = "\u{1b}[33m", red = "\u{1b}[31m", dim = "\u{1b}[2m"

  /// The text, which is made safe, in this colour where there are colours.
  public func text(_ text: String, isColored: Bool) -> String {
    let safe = TerminalText.safe(text)
    return isColored ? "\(rawValue)\(safe)\u{1b}[0m" : safe
  }
}
