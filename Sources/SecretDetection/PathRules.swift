/// Segments of paths that grant something.
enum PathRules {
  /// Nil where the place says nothing. `value` is one decoded segment, or several joined by `/`; the segments before it
  /// are the context's names.
  static func detections(in value: [UInt8], _ context: ValueContext) -> [Detection]? {
    if Placeholders.isOne(value) { return [] }
    if let hook = webhook(value, context) { return hook }
    guard let before = context.names.last.map({ NameWords($0).words }), !before.isEmpty,
      before.contains(where: links.contains)
    else { return nil }
    let end = value.firstIndex(of: UInt8(ascii: "/")) ?? value.count
    guard Randomness.isLikely(value[..<end], atLeast: 12), !value[..<end].contains(UInt8(ascii: ".")),
      !Randomness.isUUID(value[..<end]) || before.contains(where: { ["reset", "magic", "confirm"].contains($0) })
    else { return nil }
    return [Detection(range: 0..<end, rule: "place:link", name: "token", confidence: .medium)]
  }

  /// What a link is for that holds its own permission.
  private static let links: Set<String> = [
    "confirm", "confirmation", "reset", "magic", "verify", "verification", "invite", "invitation", "activate",
    "unsubscribe", "unlock", "recover", "recovery", "passwordless", "token", "tokens", "password",
  ]

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
