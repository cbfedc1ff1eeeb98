import TestSupport

/// YAML texts drawn at random.
enum RandomYAML {
  /// A text that is YAML: collections in both styles, scalars in all.
  static func text(_ generator: inout SeededGenerator) -> String {
    let head = generator.oneIn(4) ? "--- # head\n" : ""
    return head + block(&generator, indent: 0, depth: 3)
  }

  /// Pieces that mean something, one after another.
  static func soup(_ generator: inout SeededGenerator) -> String {
    (0...generator.below(9)).map { _ in generator.pick(pieces) }.joined()
  }

  private static let pieces = [
    "a", "b: ", "c:", "- ", "-", "\n", "\n  ", "\n ", " ", "[", "]", "{", "}", ", ", "? ", ": ", "'x'", "\"y\"", "|\n",
    ">-\n",
    "&a ", "*a", "!!str ", "# z", "1", "no", "~", "\t", "é", "---\n", "...\n", "<<: ", "0x1", "\r\n", "%", "@", "'",
    "\"",
  ]

  private static let plain = [
    "a", "b c", "é", "12", "-1", "+5", "1.5", ".5", "5.", "010", "0x1F", "0o17", "1_000", "no", "Yes", "ON", "true",
    "null", "~",
    "x:y", "a#b", "-x", "2026-11-29", "1e3", "1.0e+3", "08", "0b11", "y", "日本", "http://a/b/c=d#e", "<", "=", "1:30",
    "1:30.5", "0", "-0", "00", "0.0", "1.", "-1.5e-3", "Null", "tRUE",
  ]

  private static func scalar(_ generator: inout SeededGenerator, indent: Int, isFlow: Bool) -> String {
    switch generator.below(isFlow ? 4 : 7) {
    case 0, 1: return generator.pick(plain)
    case 2: return "'\(generator.pick(plain)) ''q'''"
    case 3: return "\"\(generator.pick(plain))\\n\\u00e9\\\"\\x41\""
    case 4: return generator.pick(["|", "|-", "|+"]) + lines(&generator, indent)
    case 5: return generator.pick([">", ">-", ">+"]) + lines(&generator, indent)
    default:
      let pad = String(repeating: " ", count: indent + 1)
      return "two\n\(pad)\(generator.pick(["words", "more words", "3"]))"
    }
  }

  private static func lines(_ generator: inout SeededGenerator, _ indent: Int) -> String {
    let pad = String(repeating: " ", count: indent + 2)
    let first = "\n\(pad)\(generator.pick(["text", "a: b", "- c", "# no comment", "\"q\""]))"
    return first
      + (0..<generator.below(4)).map { _ in
        generator.pick(["\n", "\n\(pad)more", "\n\(pad)  further", "\n\(pad)\ttab", "\n\(pad)é \\ \""])
      }.joined()
  }

  private static func flow(_ generator: inout SeededGenerator, depth: Int) -> String {
    guard depth > 0, generator.oneIn(2) else { return scalar(&generator, indent: 0, isFlow: true) }
    let count = generator.below(4)
    if generator.oneIn(2) {
      return "[" + (0..<count).map { _ in flow(&generator, depth: depth - 1) }.joined(separator: ", ") + "]"
    }
    return "{" + (0..<count).map { "k\($0): \(flow(&generator, depth: depth - 1))" }.joined(separator: ", ") + "}"
  }

  private static func block(_ generator: inout SeededGenerator, indent: Int, depth: Int) -> String {
    let pad = String(repeating: " ", count: indent)
    let isList = generator.oneIn(2)
    var text = ""
    for number in 0...generator.below(4) {
      if generator.oneIn(8) { text += "\(pad)# a comment\n" }
      if generator.oneIn(12) { text += "\n" }
      let key = generator.pick(["k", "é", "'q'", "\"d\"", "x-y"]).replacing("k", with: "k\(number)")
      let lead = pad + (isList ? "-" : numbered(key, number) + ":")
      if depth > 0, generator.oneIn(3) {
        text += "\(lead)\n" + block(&generator, indent: indent + 2, depth: depth - 1)
      } else if generator.oneIn(4) {
        text += "\(lead) \(flow(&generator, depth: 2))\n"
      } else if generator.oneIn(8) {
        text += "\(lead)\n"
      } else {
        text += "\(lead) \(scalar(&generator, indent: indent, isFlow: false))\n"
      }
    }
    return text
  }

  private static func numbered(_ key: String, _ number: Int) -> String {
    switch key.first {
    case "'", "\"": String(key.dropLast()) + "\(number)" + String(key.suffix(1))
    default: key + "\(number)"
    }
  }
}
