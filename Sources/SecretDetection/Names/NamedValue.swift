/// Whether a value can be what its name says.
enum NamedValue {
  /// `names` lead to it, its own last.
  static func fits(_ value: [UInt8], _ verdict: NameVerdict, names: [String]) -> Bool {
    if Placeholders.isOne(value) { return false }
    if Sentence.isExpected(under: names.dropLast()), value.contains(UInt8(ascii: " ")) || value.isAll(words) {
      return false
    }
    switch verdict.strength {
    case .strong:
      if verdict.evidence == "authorization", AuthorizationRules.isScheme(value.trimmed) { return false }
      // Of Signature Version 4 the key's id is the credential: it has a shape.
      return !Sentence.isOne(value) && !isURL(value) && !(verdict.name == "credentials" && value.holds("/aws4_request"))
    case .opaque:
      // What trades under a few capitals is called a token as well.
      if verdict.evidence == "token", value.count <= 8, value.isAll(ByteSet("A-Z")) { return false }
      return isOpaque(value)
    case .code: return isCode(value, verdict)
    case .random: return Randomness.isLikely(value, atLeast: 20)
    case .mixed: return isMixed(value)
    case .pair: return isPair(value)
    case .phrase: return isPhrase(value)
    }
  }

  /// By the name alone; nil where it says nothing or the value is none.
  static func detection(of value: [UInt8], _ context: ValueContext) -> Detection? {
    guard let name = SecretDetector.ownName(context.names), let verdict = SecretNames.verdict(name),
      fits(value, verdict, names: context.names)
    else { return nil }
    let start = afterScheme(value)
    return Detection(
      range: start..<value.count, rule: "name:\(verdict.evidence)", name: verdict.name,
      confidence: confidence(value, verdict))
  }

  /// `Bearer X` under another name than `Authorization`: the scheme stays there as well.
  private static func afterScheme(_ value: [UInt8]) -> Int {
    guard let blank = value.prefix(24).firstIndex(of: UInt8(ascii: " ")), blank + 1 < value.count,
      AuthorizationRules.isScheme(value[..<blank])
    else { return 0 }
    return blank + 1
  }

  private static func confidence(_ value: [UInt8], _ verdict: NameVerdict) -> Detection.Confidence {
    if Randomness.isLikely(value) { return .high }
    return verdict.strength == .strong || value.count >= 12 ? .medium : .low
  }

  private static let words = ByteSet("A-Za-z_ .,'!-")

  /// `https://…`, any scheme.
  static func isURL(_ value: [UInt8]) -> Bool {
    guard let colon = value.prefix(24).firstIndex(of: UInt8(ascii: ":")), colon >= 2, value.count > colon + 2 else {
      return false
    }
    return value[colon + 1] == UInt8(ascii: "/") && value[colon + 2] == UInt8(ascii: "/")
      && value[..<colon].isAll(ByteSet("A-Za-z0-9+.-"))
  }

  private static func isOpaque(_ value: [UInt8]) -> Bool {
    if isNumber(value) || isURL(value) { return false }
    if value.first == UInt8(ascii: "{") || value.first == UInt8(ascii: "[") { return false }
    guard value.contains(UInt8(ascii: " ")) else { return true }
    return !Sentence.isOne(value)
  }

  private static func isNumber(_ value: [UInt8]) -> Bool { value.count <= 12 && value.isAll(ByteSet("0-9.eE+-")) }

  private static func isMixed(_ value: [UInt8]) -> Bool {
    (6...256).contains(value.count) && !value.contains(UInt8(ascii: " ")) && !isURL(value)
      && value.contains(where: ByteSet.digits.contains) && value.contains(where: ByteSet.letters.contains)
  }

  /// As in `Authorization: Basic`.
  private static func isPair(_ value: [UInt8]) -> Bool {
    guard (12...4_096).contains(value.count), value.isAll(.base64), let text = JWTShape.decode(value) else {
      return false
    }
    return text.contains(UInt8(ascii: ":")) && text.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      && String(validating: text, as: UTF8.self) != nil
  }

  /// Twelve words or more, in small letters.
  private static func isPhrase(_ value: [UInt8]) -> Bool {
    value.count <= 1_024 && value.isAll(ByteSet("a-z ")) && (11...32).contains(value.count { $0 == UInt8(ascii: " ") })
  }

  private static func isCode(_ value: [UInt8], _ verdict: NameVerdict) -> Bool {
    if isURL(value) { return false }
    // In India the code of a post office has six digits and this name.
    if verdict.evidence == "pin_code", value.isAll(.digits) { return (4...5).contains(value.count) }
    if verdict.evidence == "pin" {
      // A flag or a place in other people's data: then it is a word.
      return value.isAll(.digits) ? (4...8).contains(value.count) : value.count >= 6 && !Sentence.isOne(value)
    }
    if value.isAll(.digits) { return value.count >= 3 }
    if value.contains(UInt8(ascii: " ")) {
      return !Sentence.isOne(value) && value.contains(where: ByteSet.digits.contains)
    }
    // A word such as `invalid`, `USER_NOT_FOUND`.
    return value.count >= 4 && value.count <= 4_096
      && (value.contains(where: ByteSet.digits.contains) || Randomness.isLikely(value, atLeast: 8))
  }
}
