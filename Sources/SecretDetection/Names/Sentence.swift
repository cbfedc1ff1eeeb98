/// Whether a value is something said about a secret. A passphrase is words as well, but says nothing.
enum Sentence {
  private static let telling: Set<String> = [
    "must", "should", "required", "invalid", "incorrect", "wrong", "cannot", "can't", "missing", "expired", "blank",
    "please", "enter", "forgot", "least", "match", "doesn't", "isn't", "failed", "denied", "allowed", "provided",
    "characters", "contain", "reset", "changed", "empty", "too", "weak", "choose", "confirm",
  ]
  private static let small: Set<String> = [
    "the", "is", "are", "of", "a", "an", "to", "your", "be", "with", "for", "has", "have", "was", "not", "this",
    "that", "by", "in", "on", "at", "and", "or", "it", "you", "we", "if", "when",
  ]
  private static let tellingParents: Set<String> = [
    "error", "errors", "message", "messages", "label", "labels", "field", "fields", "validation", "hints", "help",
    "translations", "i18n", "placeholders", "descriptions", "properties", "rules", "violations", "details",
  ]

  /// The longest text that is read for words, in bytes.
  private static let longest = 1_024

  static func isOne(_ value: some RandomAccessCollection<UInt8>) -> Bool {
    let words = String(decoding: value.prefix(longest), as: UTF8.self).lowercased().utf8
      .split(whereSeparator: { !(ByteSet.alphanumeric.contains($0) || $0 == UInt8(ascii: "'") || $0 >= 0x80) })
      .map { String($0) ?? "" }
    guard words.count >= 3, value.prefix(longest).contains(UInt8(ascii: " ")) else { return false }
    if words.contains(where: telling.contains) { return true }
    return words.count { small.contains($0) } * 4 >= words.count
  }

  /// Whether one of the names says that what is under it is said to people.
  static func isExpected(under names: some Collection<String>) -> Bool {
    names.contains { NameWords($0).words.contains(where: tellingParents.contains) }
  }
}
