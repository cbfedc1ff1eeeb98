/// The Bidi rule for labels of host names: RFC 5893, section 2. The classes of characters are PCRE2's.
enum BidiRule {
  /// Whether the label has a character that is read from right to left, which puts its whole host name under the rule.
  static func isRightToLeft(_ label: [UInt32]) -> Bool {
    label.contains { $0 >= 0x590 } && matches(rightToLeft, label)
  }

  static func holds(for label: [UInt32]) -> Bool { matches(rule, label) }

  private static let rightToLeft = program("[\\p{bc:R}\\p{bc:AL}\\p{bc:AN}]")

  private static let rule: PCRE2Program? = {
    let neutral = "\\p{bc:ES}\\p{bc:CS}\\p{bc:ET}\\p{bc:ON}\\p{bc:BN}\\p{bc:NSM}"
    let left = "\\p{bc:L}[\\p{bc:L}\\p{bc:EN}\(neutral)]*(?<=[\\p{bc:L}\\p{bc:EN}])"
    // Digits of one kind only; a label of one character ends where it begins.
    let oneKind = "(?!\\P{bc:EN}*+\\p{bc:EN}\\P{bc:AN}*+\\p{bc:AN})(?!\\P{bc:AN}*+\\p{bc:AN}\\P{bc:EN}*+\\p{bc:EN})"
    let all = "\\p{bc:R}\\p{bc:AL}\\p{bc:AN}\\p{bc:EN}\(neutral)"
    let right = "\(oneKind)(?=[\\p{bc:R}\\p{bc:AL}])[\(all)]*(?<=[\\p{bc:R}\\p{bc:AL}\\p{bc:EN}\\p{bc:AN}])"
    return program("\\A(?:\(left)|\(right))\\p{bc:NSM}*\\z")
  }()

  private static func program(_ pattern: String) -> PCRE2Program? {
    try? PCRE2Program(PatternWriter.Output(text: Array(pattern.utf8)), limits: PatternLimits())
  }

  private static func matches(_ program: PCRE2Program?, _ label: [UInt32]) -> Bool {
    var text = String(String.UnicodeScalarView(label.compactMap(Unicode.Scalar.init)))
    return text.withUTF8 { program?.finds($0) ?? false }
  }
}
