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
    /// Only where it has letters and digits.
    case mixed
    /// Only where it is a user and a password in Base64.
    case pair
    /// Only where it is words by themselves, as many as a wallet is opened by.
    case phrase
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
    // `password_2` is one of two, `secretBase64` a secret that is written so.
    if words.words.count > 1, isNumber(words.last) || encodings.contains(words.last) {
      return verdict(words.withoutLast)
    }
    let last = withoutDigits(words.last)
    guard !last.isEmpty else { return nil }
    if let found = strongWord(last, words) { return found }
    if last == "token" { return token(words) }
    if last == "key" || last == "keys" { return key(words) }
    if let found = pair(last, words) { return found }
    if let found = glued(last, words) { return found }
    return nil
  }

  private static let encodings: Set<String> = [
    "hex", "b64", "base64", "pem", "der", "value", "text", "string", "raw", "plain", "plaintext", "encoded",
  ]

  private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy(ByteSet.digits.contains) }

  /// `password2` is one of two passwords.
  private static func withoutDigits(_ word: String) -> String {
    guard let last = word.utf8.last, ByteSet.digits.contains(last) else { return word }
    let letters = word.utf8.reversed().drop { ByteSet.digits.contains($0) }.reversed()
    return letters.isEmpty ? word : String(decoding: Array(letters), as: UTF8.self)
  }

  private static func strongWord(_ last: String, _ words: NameWords) -> NameVerdict? {
    switch last {
    case let word where passwordWords.contains(word): return .strong("password", last)
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
    case "psk": return .strong("password", last)
    case "pass" where words.words.count == 1: return NameVerdict(strength: .mixed, name: "password", evidence: last)
    case "pat": return NameVerdict(strength: .random, name: "token", evidence: last)
    case "auth": return NameVerdict(strength: .pair, name: "credentials", evidence: last)
    case "mnemonic": return NameVerdict(strength: .phrase, name: "phrase", evidence: last)
    case "geheimnis": return .strong("secret", last)
    default: return nil
    }
  }

  /// What a password is called, in other languages as well.
  static let passwordWords: Set<String> = [
    "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "passwort", "kennwort", "contrasena",
    "contraseña", "contrasenia", "senha", "mdp", "motdepasse", "wachtwoord", "lösenord", "losenord", "passord",
    "adgangskode", "salasana", "haslo", "hasło", "heslo", "jelszo", "jelszó", "sifre", "şifre", "пароль", "密码", "密碼",
    "パスワード", "비밀번호",
  ]

  /// Of a page, of a change: a position. Of an idempotent request: a number drawn by the client.
  private static let positions: Set<String> = [
    "page", "next", "prev", "previous", "continuation", "sync", "cursor", "pagination", "start", "end", "marker",
    "cancel", "cancellation", "resume", "skip", "delta", "change", "scroll", "paging", "idempotency", "lock", "max",
    "position", "public", "publishable", "side", "stop", "bookmark", "design", "syntax", "first", "last", "since",
    "history", "watermark", "snapshot", "checkpoint", "offset",
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
    "instrumentation", "aes", "symmetric", "cipher", "unseal", "activation", "wrapping", "preshared", "priv", "prv",
  ]

  /// What is also the name of something.
  private static let randomKeyKinds: Set<String> = [
    "routing", "share", "stream", "product", "registration", "unlock", "sdk", "ephemeral", "invite",
  ]

  private static func key(_ words: NameWords) -> NameVerdict? {
    if randomKeyKinds.contains(words.second) {
      return NameVerdict(strength: .random, name: "key", evidence: "\(words.second)_key")
    }
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
  private static func pair(_ last: String, _ words: NameWords) -> NameVerdict? {
    let second = withoutDigits(words.second)
    switch (second, last) {
    case (let kind, "code") where codeKinds.contains(kind), (let kind, "codes") where codeKinds.contains(kind):
      return NameVerdict(strength: .code, name: "code", evidence: "\(kind)_code")
    case ("time", "code"), ("time", "codes"):
      return words.third == "one" ? NameVerdict(strength: .code, name: "code", evidence: "one_time_code") : nil
    case ("pin", "code"): return NameVerdict(strength: .code, name: "code", evidence: "pin_code")
    case ("code", "verifier"), ("oauth", "verifier"): return .opaque("code", "\(second)_verifier")
    case ("oauth", "signature"): return .opaque("signature", "oauth_signature")
    case ("otp", "attempt"): return NameVerdict(strength: .code, name: "code", evidence: "otp_attempt")
    case ("hash", "salt"): return .opaque("secret", "hash_salt")
    case ("sso", "ticket"), ("service", "ticket"), ("proxy", "ticket"), ("auth", "ticket"), ("login", "ticket"),
      ("wallet", "seed"), ("master", "seed"), ("hd", "seed"):
      return NameVerdict(strength: .random, name: last, evidence: "\(second)_\(last)")
    // Of a store of secrets it is a name.
    case ("secret", "id"): return NameVerdict(strength: .random, name: "secret", evidence: "secret_id")
    case ("secret", "proof"), ("appsecret", "proof"): return .opaque("signature", "secret_proof")
    case ("security", "answer"), ("secret", "answer"), ("recovery", "answer"):
      return .strong("answer", "\(second)_answer")
    case ("seed", "phrase"), ("recovery", "phrase"), ("secret", "phrase"), ("mnemonic", "phrase"), ("backup", "phrase"):
      return NameVerdict(strength: .phrase, name: "phrase", evidence: "\(second)_phrase")
    case ("pass", "phrase"), ("pass", "word"), ("de", "passe"): return .strong("password", "password")
    case ("clave", "secreta"), ("chave", "secreta"), ("llave", "secreta"), ("cle", "secrete"), ("clé", "secrète"):
      return .opaque("key", "\(second)_\(last)")
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
    default: return nil
    }
  }

  private static let gluedNames: [String: String] = [
    "accesstoken": "token", "refreshtoken": "token", "idtoken": "token", "authtoken": "token", "apitoken": "token",
    "sessiontoken": "token", "bearertoken": "token", "xauthtoken": "token", "usertoken": "token",
    "privatetoken": "token", "privkey": "key", "prvkey": "key", "secretkey": "key", "accesskey": "key",
    "privatekey": "key", "authkey": "key",
    "sharedkey": "key", "masterkey": "key", "signingkey": "key", "encryptionkey": "key", "licensekey": "key",
    "apisecret": "secret", "clientsecret": "secret", "appsecret": "secret", "consumersecret": "secret",
    "sessionid": "session", "sessid": "session", "phpsessid": "session", "jsessionid": "session",
    "aspsessionid": "session", "samlresponse": "assertion", "sharedaccesskey": "key", "accountkey": "key",
    "secretaccesskey": "key", "codeverifier": "code", "csrftoken": "token", "xsrftoken": "token",
    "csrfmiddlewaretoken": "token", "devicecode": "code", "apipassword": "password",
  ]

  /// Words that were written as one: `dbpassword`, `accesstoken`, `hapikey`.
  private static func glued(_ last: String, _ words: NameWords) -> NameVerdict? {
    if let name = gluedNames[last] { return .opaque(name, last) }
    for (end, name) in [("apikey", "key"), ("apitoken", "token"), ("accesstoken", "token"), ("authtoken", "token")] {
      if last.utf8.count > end.utf8.count, last.utf8.reversed().starts(with: end.utf8.reversed()) {
        return .opaque(name, end)
      }
    }
    for end in ["password", "passwd", "passphrase"] where last.utf8.count > end.utf8.count {
      if last.utf8.reversed().starts(with: end.utf8.reversed()), last != "nopassword" {
        return .strong("password", end)
      }
    }
    return nil
  }
}
