/// What the name of a member says about its values.
struct MemberName {
  /// In lower case.
  private let words: [String]

  init(_ name: String) {
    var words: [String] = [], word = ""
    var wasLower = false
    for scalar in name.unicodeScalars.prefix(128) {
      let isUpper = scalar.properties.isUppercase
      if !scalar.properties.isAlphabetic || (isUpper && wasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      wasLower = !isUpper
      if scalar.properties.isAlphabetic { word += scalar.properties.lowercaseMapping }
    }
    self.words = word.isEmpty ? words : words + [word]
  }

  /// Its values are somebody's: a person's data, a secret, an id, or text that people write. Not where its last word
  /// says that it sorts things into few kinds: `tax_mode`, `customer_status`.
  var isPrivate: Bool {
    if let last = words.last, MemberName.sortingWords.contains(last) { return false }
    return words.contains(where: MemberName.privateWords.contains)
  }

  /// What is inside is the users' own.
  var isCustom: Bool { words.contains(where: MemberName.customWords.contains) }

  /// Its values are of a set that others keep and that is longer than what was seen.
  var isOpen: Bool { words.contains(where: MemberName.openWords.contains) }

  private static let sortingWords: Set<String> = [
    "category", "interval", "kind", "level", "method", "mode", "reason", "scheme", "state", "status", "strategy",
    "type",
  ]

  private static let customWords: Set<String> = [
    "custom", "extra", "extras", "label", "labels", "metadata", "passthrough", "userdata",
  ]

  private static let privateWords: Set<String> = [
    "account", "address", "alias", "auth", "authorization", "bearer", "bio", "birth", "birthday", "business", "card",
    "cardholder", "city", "code", "comment", "company", "contact", "cookie", "credential", "credentials", "customer",
    "description", "device", "display", "domain", "email", "employer", "fingerprint", "first", "firstname", "gender",
    "hash", "holder", "host", "hostname", "id", "ids", "identifier", "iban", "ip", "key", "last", "lastname", "line",
    "location", "login", "mail", "member", "message", "mobile", "name", "names", "nick", "nickname", "note", "notes",
    "number", "organization", "otp", "owner", "passphrase", "passwd", "password", "person", "phone", "pin", "postal",
    "postcode", "recipient", "reference", "region", "secret", "sender", "seller", "serial", "session", "sex",
    "signature", "sku", "slug", "ssn", "street", "subject", "surname", "tag", "tags", "tax", "tel", "telephone", "text",
    "title", "token", "url", "user", "username", "uri", "vat", "zip",
  ]

  private static let openWords: Set<String> = [
    "country", "currency", "event", "events", "font", "language", "locale", "region", "timezone", "tz", "version",
    "zone",
  ]
}
