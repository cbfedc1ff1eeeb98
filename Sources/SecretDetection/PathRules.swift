/// Segments of paths that grant something.
enum PathRules {
  /// Nil where the place says nothing. `value` is one decoded segment, or several joined by `/`; the segments before it
  /// are the context's names.
  static func detections(in value: [UInt8], _ context: ValueContext) -> [Detection]? {
    if let hook = webhook(value, context) { return Placeholders.isOne(value) ? [] : hook }
    if let link = link(value, after: context.names.last) { return Placeholders.isOne(value) ? [] : [link] }
    return Placeholders.isOne(value) ? [] : nil
  }

  /// The permission that a link holds, in the segment after `name`.
  static func link(_ value: [UInt8], after name: String?) -> Detection? {
    let end = value.firstIndex(of: UInt8(ascii: "/")) ?? value.count
    guard let name, Randomness.isLikely(value[..<end], atLeast: 12), !value[..<end].contains(UInt8(ascii: ".")) else {
      return nil
    }
    guard mayNameLink(Array(name.utf8)) else { return nil }
    let before = NameWords(name).words
    guard before.contains(where: links.contains),
      !Randomness.isUUID(value[..<end]) || before.contains(where: { ["reset", "magic", "confirm"].contains($0) })
    else { return nil }
    return Detection(range: 0..<end, rule: "place:link", name: "token", confidence: .medium)
  }

  /// What a link is for that holds its own permission.
  private static let links: Set<String> = [
    "confirm", "confirmation", "reset", "magic", "verify", "verification", "invite", "invitation", "activate",
    "unsubscribe", "unlock", "recover", "recovery", "passwordless", "token", "tokens", "password",
  ]

  /// Whether the host may be one of those whose paths are webhooks.
  static func isHook(host: some RandomAccessCollection<UInt8>) -> Bool {
    hookEnds.contains { end in
      host.count >= end.count && host.suffix(end.count).elementsEqual(end, by: { $0 | 0x20 == $1 | 0x20 })
    }
  }

  private static let hookEnds = ["slack.com", "discord.com", "discordapp.com", "zapier.com", "ifttt.com", "office.com"]
    .map { Array($0.utf8) }

  /// False where no word of the name says what a link is for: it has none's letters.
  static func mayNameLink(_ name: some RandomAccessCollection<UInt8>) -> Bool {
    guard name.count >= 3 else { return false }
    let sketch = linkSketch
    var last: UInt32 = 0, count = 0
    for byte in name {
      last = (last << 8 | UInt32(byte | 0x20)) & 0xFF_FFFF
      count += 1
      if sketch &>> linkBit(last) & 1 == 1, let words = linkWords[last] {
        let rest = name.dropFirst(count - 3)
        if words.contains(where: { word in
          rest.count >= word.count && zip(rest, word).allSatisfy { $0 | 0x20 == $1 }
        }) {
          return true
        }
      }
    }
    return false
  }

  /// A bit for each of those three letters, which tells of most others that they are none.
  private static let linkSketch: UInt64 = linkWords.keys.reduce(0) { $0 | 1 << linkBit($1) }

  private static func linkBit(_ letters: UInt32) -> UInt64 { UInt64((letters &* 0x9E37_79B9) &>> 26) }

  /// By the first three letters.
  private static let linkWords = Dictionary(grouping: links.map { Array($0.utf8) }) { word in
    word.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  }

  private static func webhook(_ value: [UInt8], _ context: ValueContext) -> [Detection]? {
    let names = context.names
    func whole(_ rule: String) -> [Detection] {
      [Detection(range: 0..<value.count, rule: rule, name: "webhook", confidence: .high)]
    }
    switch context.host {
    case "hooks.slack.com":
      guard let first = names.first, ["services", "workflows", "triggers"].contains(first), value.count >= 6 else {
        return nil
      }
      return whole("place:slack-webhook")
    case "discord.com", "discordapp.com":
      guard let at = names.firstIndex(of: "webhooks"), value.count >= 6 else { return nil }
      // The id alone opens nothing.
      return at == names.count - 1 && value.isAll(.digits) ? [] : whole("place:discord-webhook")
    case "hooks.zapier.com": return names.contains("catch") ? whole("place:zapier-hook") : nil
    case "maker.ifttt.com": return names.last == "key" ? whole("place:ifttt-hook") : nil
    default:
      if names.contains("IncomingWebhook"),
        context.host.utf8.reversed().starts(with: ".webhook.office.com".utf8.reversed())
      {
        return whole("place:teams-webhook")
      }
      return nil
    }
  }
}
