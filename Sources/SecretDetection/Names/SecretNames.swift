/// What a name alone says of the value it has.
struct NameVerdict: Sendable, Hashable {
  enum Strength: Sendable, Hashable {
    /// Secret whatever the value: a password may be short.
    case strong
    /// A token or a key: neither a number, nor a URL, nor words.
    case opaque
    /// A short code: digits, or letters and digits.
    case code
    /// Only where it looks drawn.
    case random
  }
  let strength: Strength
  /// What a placeholder for it is called.
  let name: String
  /// The part of the name that said so, for the rule's id.
  let evidence: String

  /// The one of the array that a container stands for: of `recovery_codes`, `api_keys`.
  static func strong(_ name: String, _ evidence: String) -> NameVerdict {
    NameVerdict(strength: .strong, name: name, evidence: evidence)
  }
  static func opaque(_ name: String, _ evidence: String) -> NameVerdict {
    NameVerdict(strength: .opaque, name: name, evidence: evidence)
  }
}

/// Names read from the end, word by word; part of a word says nothing (`author`, `monkey`), and a last word that tells
/// of the secret (`password_changed_at`, `token_type`) is no secret's name.
enum SecretNames {
  /// Nil where the name says nothing.
  static func verdict(_ name: String) -> NameVerdict? {
    NameEndings.isPossible(name) ? verdict(NameWords(name)) : nil
  }

  static func verdict(_ words: NameWords) -> NameVerdict? {
    let last = withoutDigits(words.last)
    guard !last.isEmpty else { return nil }
    if let found = strongWord(last, words) { return found }
    if last == "token" { return token(words) }
    if last == "key" || last == "keys" { return key(words) }
    if let found = pair(last, words) { return found }
    if let found = glued(last, words) { return found }
    return nil
  }

  /// `password2` is one of two passwords.
  private static func withoutDigits(_ word: String) -> String {
    guard let last = word.utf8.last, ByteSet.digits.contains(last) else { return word }
    let letters = word.utf8.reversed().drop { ByteSet.digits.contains($0) }.reversed()
    return letters.isEmpty ? word : String(decoding: Array(letters), as: UTF8.self)
  }

  private static func strongWord(_ last: String, _ words: NameWords) -> NameVerdict? {
    switch last {
    case "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "passwort", "kennwort", "contrasena",
      "contraseña", "senha", "mdp":
      return .strong("password", last)
    case "secret", "secrets":
      // `has_secret` is answered by a boolean, which is cleared by its value.
      return .strong("secret", last)
    case "credential", "credentials":
      // Of a presigned URL it is key id, date and region: the key id has a shape of its own.
      if words.second == "amz" || words.second == "goog" || words.second == "with" { return nil }
      return .strong("credentials", last)
    case "authorization": return .strong("credentials", last)
    case "jwt", "assertion", "saml": return .opaque("token", last)
    case "apikey", "apikeys": return .opaque("key", last)
    case "otp", "totp": return NameVerdict(strength: .code, name: "code", evidence: last)
    case "pin", "cvv", "cvc", "cvv2", "cvc2": return NameVerdict(strength: .code, name: "code", evidence: last)
    case "sig": return NameVerdict(strength: .random, name: "signature", evidence: last)
    default: return nil
    }
  }

  /// Of a page, of a change: a position. Of an idempotent request: a number drawn by the client.
  private static let positions: Set<String> = [
    "page", "next", "prev", "previous", "continuation", "sync", "cursor", "pagination", "start", "end", "marker",
    "cancel", "cancellation", "resume", "skip", "delta", "change", "scroll", "paging", "idempotency", "lock", "max",
    "position", "public", "publishable", "side", "stop", "bookmark", "design", "syntax", "first", "last",
  ]

  private static func token(_ words: NameWords) -> NameVerdict? {
    if positions.contains(words.second) { return nil }
    if words.second == "request", words.third == "client" { return nil }
    return .opaque("token", words.second.isEmpty ? "token" : "\(words.second)_token")
  }

  private static let keyKinds: Set<String> = [
    "api", "access", "secret", "private", "auth", "account", "service", "encryption", "signing", "master", "license",
    "licence", "subscription", "shared", "integration", "functions", "function", "application", "app", "storage",
    "session", "consumer", "deploy", "rapidapi", "hmac", "decryption", "webhook", "admin", "cookie", "jwt", "host",
    "signature", "authentication", "authorization", "accesskey", "privatekey", "ssh", "crypto", "root", "write",
    "instrumentation",
  ]

  private static func key(_ words: NameWords) -> NameVerdict? {
    if words.second == "routing" { return NameVerdict(strength: .random, name: "key", evidence: "routing_key") }
    guard keyKinds.contains(words.second) else { return nil }
    return .opaque("key", "\(words.second)_key")
  }

  private static let codeKinds: Set<String> = [
    "device", "user", "verification", "security", "recovery", "backup", "mfa", "tfa", "2fa", "otp", "totp", "sms",
    "login", "factor", "auth", "authorization", "pairing", "reset", "scratch", "passcode", "password", "pass",
  ]
  private static let passKinds: Set<String> = [
    "db", "database", "smtp", "mysql", "redis", "ftp", "sftp", "mail", "email", "user", "admin", "root", "proxy",
    "http", "auth", "login", "ldap", "sql", "pg", "postgres", "basic", "imap", "key", "keystore", "truststore",
  ]
  private static let valueWords: Set<String> = [
    "value", "text", "string", "raw", "plaintext", "plain", "b64", "base64",
  ]

  private static func pair(_ last: String, _ words: NameWords) -> NameVerdict? {
    let second = withoutDigits(words.second)
    switch (second, last) {
    case (let kind, "code"), (let kind, "codes"):
      guard codeKinds.contains(kind) else { return nil }
      if kind == "user" || kind == "password" || kind == "auth" || kind == "authorization" {
        return NameVerdict(strength: .code, name: "code", evidence: "\(kind)_code")
      }
      return NameVerdict(strength: .code, name: "code", evidence: "\(kind)_code")
    case ("code", "verifier"): return .opaque("code", "code_verifier")
    case ("secret", "id"): return .opaque("secret", "secret_id")
    case ("session", "id"), ("sess", "id"): return .opaque("session", "session_id")
    case ("saml", "response"): return .opaque("assertion", "saml_response")
    case ("amz", "signature"), ("goog", "signature"):
      return .opaque("signature", "\(second)_signature")
    case ("password", "hash"), ("password", "digest"), ("passwd", "hash"), ("password", "salt"):
      return .opaque("password", "password_\(last)")
    case ("key", "base"): return .opaque("key", "key_base")
    case ("password", "confirmation"), ("password", "confirm"), ("password", "again"), ("password", "repeat"),
      ("password", "new"), ("password", "old"), ("password", "current"), ("password", "verify"):
      return .strong("password", "password")
    case (let kind, "pass"): return passKinds.contains(kind) ? .strong("password", "\(kind)_pass") : nil
    case ("secret", let word), ("token", let word), ("password", let word):
      guard valueWords.contains(word) else { return nil }
      return .opaque(second, second)
    default: return nil
    }
  }

  private static let gluedNames: [String: String] = [
    "accesstoken": "token", "refreshtoken": "token", "idtoken": "token", "authtoken": "token", "apitoken": "token",
    "sessiontoken": "token", "bearertoken": "token", "xauthtoken": "token", "usertoken": "token",
    "privatetoken": "token", "secretkey": "key", "accesskey": "key", "privatekey": "key", "authkey": "key",
    "sharedkey": "key", "masterkey": "key", "signingkey": "key", "encryptionkey": "key", "licensekey": "key",
    "apisecret": "secret", "clientsecret": "secret", "appsecret": "secret", "consumersecret": "secret",
    "sessionid": "session", "sessid": "session", "phpsessid": "session", "jsessionid": "session",
    "aspsessionid": "session", "samlresponse": "assertion", "sharedaccesskey": "key", "accountkey": "key",
    "secretaccesskey": "key", "codeverifier": "code", "csrftoken": "token", "xsrftoken": "token",
    "csrfmiddlewaretoken": "token", "devicecode": "code", "apipassword": "password",
  ]

  /// Words that were written as one: `dbpassword`, `accesstoken`.
  private static func glued(_ last: String, _ words: NameWords) -> NameVerdict? {
    if let name = gluedNames[last] { return .opaque(name, last) }
    for end in ["password", "passwd", "passphrase"] where last.utf8.count > end.utf8.count {
      if last.utf8.reversed().starts(with: end.utf8.reversed()), last != "nopassword" {
        return .strong("password", end)
      }
    }
    return nil
  }
}
