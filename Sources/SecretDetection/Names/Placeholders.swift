/// Values that stand for a secret, show that there is one, or are plainly none, whatever their name says.
enum Placeholders {
  /// The longest value that is looked at; a longer one is no placeholder.
  private static let longest = 256

  private static let words: Set<String> = [
    "", "null", "nil", "none", "undefined", "true", "false", "yes", "no", "on", "off", "n/a", "na", "-", "empty",
    "redacted", "filtered", "hidden", "masked", "removed", "omitted", "placeholder", "changeme", "change_me",
    "change-me", "todo", "tbd", "fixme", "optional", "required", "string", "str", "text", "value", "number", "integer",
    "int", "bool", "boolean", "object", "array", "any", "bytes", "secret", "password", "token", "key", "void", "self",
    "unset", "default", "example", "your-token", "...", "var", "let", "const", "func", "function", "return", "new",
    "char", "date", "uuid",
  ]
  /// How texts begin that tell where the secret is kept.
  private static let references = [
    "process.env", "os.environ", "os.getenv", "env.", "env:", "getenv", "system.getenv", "secrets.", "vault:", "ssm:",
    "arn:", "op://", "file:", "!ref", "!sub", "!vault", "!getatt", "!env", "fn::", "config.", "settings.", "var.",
    "local.",
    "data.", "self.", "this.", "import.meta", "deno.env", "env[", "env(", "{env", "resolve:", "secretsmanager:",
    "projects/", "urn:",
  ]
  private static let starts = [
    "your-", "your_", "your ", "my-secret", "my_secret", "insert-", "insert_", "enter-", "enter_", "replace-",
    "replace_", "replaceme", "put-your", "add-your", "<your", "pk_live_", "pk_test_", "pk.eyj", "sb_publishable_",
    "sq0idp-",
    "pubkey-", "google-site-verification=", "v=spf1", "v=dkim1", "v=dmarc1", "-----begin public",
    "-----begin certificate", "ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-",
  ]

  /// What a text is or begins with, in lower case, by its first letter.
  private static let byFirst: [(wholes: [[UInt8]], starts: [[UInt8]])] = {
    var table: [(wholes: [[UInt8]], starts: [[UInt8]])] = Array(repeating: ([], []), count: 256)
    for word in words where !word.isEmpty { table[Int(word.utf8.first ?? 0)].wholes.append(Array(word.utf8)) }
    for start in references + starts { table[Int(start.utf8.first ?? 0)].starts.append(Array(start.utf8)) }
    return table
  }()

  /// Whether the value as a whole is one.
  static func isOne(_ value: some RandomAccessCollection<UInt8>) -> Bool {
    guard value.count <= longest else {
      return value.prefix(longest).allSatisfy(masks.contains) || StandIn.isOne(value)
    }
    return value.withContiguousStorageIfAvailable { isOne(trimming: $0) }
      ?? Array(value).withUnsafeBufferPointer { isOne(trimming: $0) }
  }

  private static func isOne(trimming value: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0, end = value.count
    while start < end, ByteSet.blank.contains(value[start]) { start += 1 }
    while end > start, ByteSet.blank.contains(value[end - 1]) { end -= 1 }
    if start == end { return true }
    let bytes = UnsafeBufferPointer(rebasing: value[start..<end])
    return isKnown(bytes) || isBraced(bytes) || isMasked(bytes) || isStandIn(bytes) || isPublished(bytes)
  }

  private static func isKnown(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (wholes, starts) = byFirst[Int(lower(bytes[0]))]
    if wholes.isEmpty, starts.isEmpty { return false }
    if bytes.contains(where: { $0 >= 0x80 }) {
      // Letters that no code has may become such in lower case.
      let text = String(decoding: bytes, as: UTF8.self).lowercased().utf8
      return wholes.contains { text.elementsEqual($0) } || starts.contains { text.starts(with: $0) }
    }
    func begins(with word: [UInt8]) -> Bool {
      if word.count > bytes.count { return false }
      for index in word.indices where lower(bytes[index]) != word[index] { return false }
      return true
    }
    return wholes.contains { $0.count == bytes.count && begins(with: $0) } || starts.contains(where: begins)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }

  /// Whether a part of a text that has a credential's shape is none: masked, or written by a redactor.
  static func isMaskedOrStandIn(_ value: ArraySlice<UInt8>) -> Bool {
    if StandIn.isOne(value) { return true }
    guard value.count <= longest * 16 else { return false }
    let bytes = Array(value)
    return bytes.holds("REDACTED") || bytes.holds("redacted") || bytes.holds("***") || bytes.holds("xxxxxxxx")
      || bytes.holds("XXXXXXXX")
  }

  private static let masks = ByteSet("*xX.#_ -")

  private static let signs = ByteSet("{<[(%@_$#:")

  /// `{{x}}`, `${X}`, `$X`, `<x>`, `[x]`, `%X%`, `#{x}`, `$(x)`, `{token_id}`, `:token`, `@name@`.
  private static func isBraced(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2, signs.contains(bytes[0]) else { return false }
    let inside = bytes[1..<bytes.count - 1]
    switch (bytes[0], bytes[bytes.count - 1]) {
    // The name of a value is not written as one that was drawn.
    case (UInt8(ascii: "{"), UInt8(ascii: "}")) where isDrawn(Array(inside)[...]): return false
    case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "<"), UInt8(ascii: ">")),
      (UInt8(ascii: "["), UInt8(ascii: "]")):
      return true
    case (UInt8(ascii: "("), UInt8(ascii: ")")): return inside.isAll(ByteSet("A-Za-z_ -"))
    case (UInt8(ascii: "%"), UInt8(ascii: "%")), (UInt8(ascii: "@"), UInt8(ascii: "@")),
      (UInt8(ascii: "_"), UInt8(ascii: "_")):
      return inside.isAll(.word)
    case (UInt8(ascii: "$"), _):
      guard let second = inside.first ?? bytes.last else { return true }
      if second == UInt8(ascii: "{") || second == UInt8(ascii: "(") { return true }
      // A name, not `$2b$…`, a stored hash, nor a password that happens to begin so.
      return bytes.dropFirst().isAll(ByteSet("A-Z0-9_.")) || bytes.dropFirst().isAll(ByteSet("a-z_.["))
    case (UInt8(ascii: "#"), UInt8(ascii: "}")): return inside.first == UInt8(ascii: "{")
    case (UInt8(ascii: ":"), _): return bytes.dropFirst().isAll(ByteSet("a-z_"))
    default: return false
    }
  }

  /// `{MySecretPw99}`: small letters, capitals and digits, and nothing that divides names.
  private static func isDrawn(_ inside: ArraySlice<UInt8>) -> Bool {
    let inside = inside.drop { $0 == UInt8(ascii: "{") }.reversed().drop { $0 == UInt8(ascii: "}") }.reversed()
    return Array(inside).isAll(.alphanumeric) && inside.contains { (97...122).contains($0) }
      && inside.contains { (65...90).contains($0) } && inside.count { ByteSet.digits.contains($0) } >= 2
  }

  /// A run of marks, or some of the value with the rest hidden.
  private static func isMasked(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.isAll(ByteSet("*")) || bytes.isAll(ByteSet("xX")) || bytes.isAll(ByteSet(".")) { return true }
    if bytes.count >= 4, bytes.isAll(ByteSet("xX-")) || bytes.isAll(ByteSet("*.x -")) || bytes.isAll(ByteSet("#")) {
      return true
    }
    var stars = 0, marks = 0, dots = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"):
        stars += 1
        if stars >= 3 { return true }
      case UInt8(ascii: "."):
        dots += 1
        if dots >= 3 { return true }
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        marks += 1
        if marks >= 8 { return true }
      case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80:
        // U+2026 … and U+2022 •
        if bytes[index + 2] == 0xA6 || bytes[index + 2] == 0xA2 { return true }
      default: break
      }
      if bytes[index] != UInt8(ascii: "*") { stars = 0 }
      if bytes[index] != UInt8(ascii: ".") { dots = 0 }
      if bytes[index] | 0x20 != UInt8(ascii: "x") { marks = 0 }
      index += 1
    }
    return false
  }

  /// What a redactor writes so that clients can go on reading: its own, or another's with the run `REDACTED`.
  private static func isStandIn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.holds("REDACTED") || bytes.holds("redacted") || StandIn.isOne(bytes)
      || bytes.contains(UInt8(ascii: "%")) && StandIn.isOne(URLText.decoded(Array(bytes)[...]))
  }

  /// Paddle's tokens for web pages.
  private static func isPublished(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 32 else { return false }
    return (bytes.starts(with: "live_".utf8) || bytes.starts(with: "test_".utf8)) && bytes[5...].isAll(.hex)
  }
}

extension [UInt8] {
  /// Without blanks round it.
  var trimmed: [UInt8] {
    guard let first = firstIndex(where: { !ByteSet.blank.contains($0) }),
      let last = lastIndex(where: { !ByteSet.blank.contains($0) })
    else { return [] }
    return Array(self[first...last])
  }

  /// Whether the text stands anywhere in it.
  func holds(_ text: StaticString) -> Bool { withUnsafeBufferPointer { $0.holds(text) } }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text stands anywhere in it.
  func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      guard count >= wanted.count, let first = wanted.first else { return false }
      let last = count - wanted.count
      var start = 0
      while start <= last {
        if self[start] == first {
          var length = 1
          while length < wanted.count, self[start + length] == wanted[length] { length += 1 }
          if length == wanted.count { return true }
        }
        start += 1
      }
      return false
    }
  }
}
