/// Which cookies are no credential. Every other one is: nothing else can be known of a cookie by looking at it.
enum CookieRules {
  /// Settings, consent, analytics, stickiness of load balancers and buckets of experiments, in lower case.
  private static let harmless: Set<String> = [
    "theme", "lang", "language", "locale", "i18n", "i18next", "tz", "timezone", "currency", "country", "region",
    "consent", "cookieconsent", "cookie_consent", "cookieconsent_status", "cookie_notice_accepted", "gdpr",
    "eupubconsent-v2", "optanonconsent", "optanonalertboxclosed", "euconsent", "sidebar", "mode", "color_mode",
    "color-mode", "darkmode", "dark_mode", "view", "layout", "tz_offset", "variant", "experiment", "ab", "ab_test",
    "ab_bucket", "bucket", "awsalb", "awsalbcors", "awsalbtg", "awsalbtgcors", "awselb", "awselbcors", "route",
    "serverid", "bigipserver", "arraffinity", "arraffinitysamesite", "ingresscookie", "_dd_s", "__cf_bm", "_fbp",
    "_fbc", "_gid", "_ga", "_gcl_au", "_gat", "_uetsid", "_uetvid", "_clck", "_clsk", "_hjid", "_hjfirstseen",
    "ajs_anonymous_id", "amplitude_id", "referrer", "referer", "return_to", "last_page", "seen_banner", "font", "dpr",
  ]
  private static let harmlessStarts = [
    "_ga_", "_gat_", "_hj", "__utm", "_pk_", "amp_", "mp_", "ab_", "bigipserver", "_dc_gtm", "optimizely", "nr_",
    "_uet", "__hs", "hubspotutk", "intercom-id-", "intercom-device-id-",
  ]
  /// What a session's cookie is called, as the last word of its name or anywhere in it.
  private static let sessionWords: Set<String> = [
    "session", "sess", "sid", "auth", "token", "jwt", "login", "identity", "remember", "sso", "clearance", "secret",
    "credentials", "ticket", "csrf", "xsrf",
  ]

  static func isHarmless(name: String) -> Bool {
    let name = name.lowercased()
    return harmless.contains(name) || harmlessStarts.contains { name.utf8.starts(with: $0.utf8) }
  }

  static func detection(name: String, value: [UInt8]) -> Detection? {
    let named = isSession(name)
    guard !isHarmless(name: name), named && isCode(value) || !isPlain(value) else { return nil }
    let quoted = value.count >= 2 && value.first == UInt8(ascii: "\"") && value.last == UInt8(ascii: "\"")
    let range = quoted ? 1..<value.count - 1 : 0..<value.count
    guard !range.isEmpty, !Placeholders.isOne(value[range]) else { return nil }
    return Detection(
      range: range, rule: "place:cookie", name: "cookie",
      confidence: named ? .high : Randomness.isLikely(value[range], atLeast: 12) ? .medium : .low)
  }

  static func isSession(_ name: String) -> Bool {
    let words = NameWords(name).words
    return words.contains { word in
      sessionWords.contains(word) || word.utf8.reversed().starts(with: "sessid".utf8.reversed())
        || word.utf8.reversed().starts(with: "sessionid".utf8.reversed()) || word == "ssid" || word == "hsid"
        || word == "sapisid"
    }
  }

  /// A word, a number, a date, a host, a path, a media type: nothing that could be a session.
  private static func isPlain(_ value: [UInt8]) -> Bool {
    if value.isEmpty || value.isAll(.digits) { return true }
    if Randomness.isLikely(value, atLeast: 12) && !isHostOrPath(value) { return false }
    return value.count < 8 || value.isAll(plain) || isDate(value)
  }

  /// Letters and digits: what is called a session's may be short.
  private static func isCode(_ value: [UInt8]) -> Bool {
    value.count >= 6 && value.isAll(.alphanumeric) && value.contains(where: ByteSet.digits.contains)
      && value.contains(where: ByteSet.letters.contains)
  }

  private static let plain = ByteSet("A-Za-z_./:,+%|=;@ -")

  private static func isHostOrPath(_ value: [UInt8]) -> Bool {
    value.first == UInt8(ascii: "/")
      || value.isAll(ByteSet("a-z0-9.-")) && value.contains(UInt8(ascii: "."))
        && !value.contains(where: ByteSet.digits.contains)
  }

  private static func isDate(_ value: [UInt8]) -> Bool {
    value.count <= 40 && value.isAll(ByteSet("0-9TZ:.+ -")) && value.filter(ByteSet.digits.contains).count >= 6
      && value.contains(UInt8(ascii: "-"))
  }
}
