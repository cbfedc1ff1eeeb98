/// Values that their neighbours give away.
enum SecretStructure {
  /// Nil where the neighbours say nothing.
  static func detections(in value: [UInt8], _ context: ValueContext) -> [Detection]? {
    guard let name = SecretDetector.ownName(context.names), mayTell(name) else { return nil }
    let found: (rule: String, name: String, confidence: Detection.Confidence)? =
      switch NameWords(name).words {
      case ["code"] where isAuthorizationCode(value, context): ("structure:oauth-code", "code", .medium)
      case ["signature"] where isURLSignature(value, context): ("structure:signed-url", "signature", .medium)
      case ["d"], ["p"], ["q"], ["dp"], ["dq"], ["qi"]:
        isKeyPart(value, context) ? ("structure:jwk", "key", .high) : nil
      case ["k"] where isKeyPart(value, context) && context.siblings.contains("kty"):
        ("structure:jwk", "key", .high)
      default: nil
      }
    guard let found, !Placeholders.isOne(value) else { return nil }
    return [Detection(range: 0..<value.count, rule: found.rule, name: found.name, confidence: found.confidence)]
  }

  /// Whether the name is one of those that neighbours make secret.
  static func isTelling(_ name: String) -> Bool {
    guard mayTell(name) else { return false }
    let words = NameWords(name).words
    return words.count == 1 && ["code", "signature", "d", "p", "q", "dp", "dq", "qi", "k"].contains(words[0])
  }

  /// Whether the name's last word is as long as one of those: most names are told by that to be none.
  private static func mayTell(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { name in
      let alphanumeric = ByteSet.alphanumeric
      var end = name.count
      while end > 0, name[end - 1] < 0x80, !alphanumeric.contains(name[end - 1]) { end -= 1 }
      var word = 0
      while word < 10, word < end, name[end - word - 1] >= 0x80 || alphanumeric.contains(name[end - word - 1]) {
        word += 1
      }
      return word == 1 || word == 2 || word == 4 || word == 9
    }
  }

  private static func isKeyPart(_ value: [UInt8], _ context: ValueContext) -> Bool {
    context.siblings.contains("kty") && value.count >= 16 && value.isAll(ByteSet("A-Za-z0-9_=+/-"))
  }

  private static let grantSiblings: Set<String> = [
    "state", "grant_type", "redirect_uri", "iss", "session_state", "code_verifier", "client_secret",
  ]

  /// At an address that hands codes out or takes them, or beside what goes with one; a code of an error or of a
  /// country is short or a word.
  private static func isAuthorizationCode(_ value: [UInt8], _ context: ValueContext) -> Bool {
    guard value.count >= 6, !value.contains(UInt8(ascii: " ")), !value.isAll(ByteSet("a-z_-")),
      !value.isAll(ByteSet("A-Z_-")), !NamedValue.isURL(value)
    else { return false }
    if context.siblings.contains(where: grantSiblings.contains) { return true }
    let words = NameWords.all(of: context.path)
    if value.count >= 10, words.contains(where: ["callback", "oauth", "oauth2", "token", "cb", "authorize"].contains) {
      return true
    }
    switch context.role {
    case .query, .form, .part: return Randomness.isLikely(value)
    default: return false
    }
  }

  /// As one of the items of a presigned URL; over JSON it is a signature of data.
  private static func isURLSignature(_ value: [UInt8], _ context: ValueContext) -> Bool {
    guard context.role == .query || context.role == .form || context.role == .part, value.count >= 16 else {
      return false
    }
    let siblings = Set(context.siblings.map { $0.lowercased() })
    if !siblings.isDisjoint(with: ["expires", "awsaccesskeyid", "googleaccessid", "key-pair-id", "policy"]) {
      return true
    }
    return value.count >= 27 && Randomness.isLikely(value)
  }
}

extension NameWords {
  /// The words of a whole path.
  static func all(of path: String) -> [String] {
    path.utf8.prefix(1_024).split(separator: UInt8(ascii: "/")).flatMap { NameWords(Array($0)).words }
  }
}
