import HTTPModel
import Hashing

/// One pass over an exchange: takes secrets out where the rules say they stand, and remembers them, so that they can be
/// taken out wherever else they stand.
struct Redaction {
  let rules: SecretRules
  private(set) var found: [FoundSecret] = []
  private var values: Set<[UInt8]> = []

  init(rules: SecretRules) { self.rules = rules }

  /// Remembers a secret and gives what is put in its place.
  mutating func replace(_ value: some Collection<UInt8>, named name: String, isData: Bool = false) -> [UInt8] {
    let value = Array(value)
    guard !value.isEmpty, !Placeholder.isWhole(value) else { return value }
    let placeholder = rules.placeholder(name)
    // A password that is the word "password" cannot be looked for elsewhere: every key of that name would be hit.
    if !isData, !rules.isSecret(member: value), values.insert(value).inserted {
      found.append(FoundSecret(value: value, placeholder: placeholder))
    }
    return placeholder
  }

  mutating func target(_ target: Target) -> Target {
    guard let query = target.query else { return target }
    return Target(Array(target.path) + [UInt8(ascii: "?")] + fields(Array(query)))
  }

  /// A query or a form: secret values replaced, all other bytes as they are.
  mutating func fields(_ bytes: [UInt8]) -> [UInt8] {
    var pieces: [[UInt8]] = []
    for piece in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else {
        pieces.append(Array(piece))
        continue
      }
      guard rules.isSecret(query: PercentEncoding.decodedForm(piece[..<equals])) else {
        pieces.append(Array(piece[...equals]) + harmless(piece[(equals + 1)...]))
        continue
      }
      let name = SecretRules.normal(PercentEncoding.decodedForm(piece[..<equals]))
      let raw = piece[(equals + 1)...]
      pieces.append(Array(piece[...equals]) + credential(PercentEncoding.decodedForm(raw), raw: raw, named: name))
    }
    return Array(pieces.joined(separator: [UInt8(ascii: "&")]))
  }

  /// The value of an item that is no secret itself. It may be JSON or a URL, with a secret inside.
  private mutating func harmless(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    let value = PercentEncoding.decodedForm(raw)
    guard value.contains(where: "{[?#".utf8.contains), let text = String(validating: value, as: UTF8.self) else {
      return Array(raw)
    }
    let clean = string(text)
    return clean == value ? Array(raw) : Array(PercentEncoding.encoded(clean).utf8)
  }

  /// A value that may say its scheme before a colon: `license:KEY`.
  private mutating func credential(_ value: [UInt8], raw: some Collection<UInt8>, named name: String) -> [UInt8] {
    let scheme = value.firstIndex(of: UInt8(ascii: ":")).map { String(decoding: value[..<$0], as: UTF8.self) }
    let placeholder = replace(value, named: name, isData: scheme.map(rules.isData) ?? false)
    return placeholder == value ? Array(raw) : placeholder
  }

  mutating func headers(_ fields: HeaderFields) -> HeaderFields {
    var result = HeaderFields()
    for field in fields { result.append(HeaderField(nameBytes: field.nameBytes, value: header(field))) }
    return result
  }

  private mutating func header(_ field: HeaderField) -> [UInt8] {
    let name = field.name.lowercased()
    switch name {
    case "authorization", "proxy-authorization": return authorization(field.value)
    case "cookie": return cookies(field.value)
    case "set-cookie": return setCookie(field.value)
    default:
      if rules.isSecret(header: name) { return replace(field.value, named: name) }
      return queries(in: field.value)
    }
  }

  /// The scheme stays. What has no scheme is a credential as a whole.
  private mutating func authorization(_ value: [UInt8]) -> [UInt8] {
    guard let blank = value.firstIndex(of: UInt8(ascii: " ")) else {
      let isSchemeAlone = ["basic", "bearer", "token", "license", "digest", "negotiate"]
        .contains(String(decoding: value, as: UTF8.self).lowercased())
      return isSchemeAlone ? value : replace(value, named: "token")
    }
    let scheme = String(decoding: value[..<blank], as: UTF8.self)
    let isScheme =
      blank <= 20 && value[..<blank].allSatisfy { ($0 | 32 >= 97 && $0 | 32 <= 122) || "-0123456789".utf8.contains($0) }
    guard isScheme else { return replace(value, named: "token") }
    let credential = value[(blank + 1)...].drop { $0 == 32 }
    let start = Array(value[..<credential.startIndex])
    switch scheme.lowercased() {
    case "basic":
      basic(Array(credential))
      return start + replace(credential, named: "credentials")
    case "bearer", "token": return start + replace(credential, named: "token")
    default: return start + replace(credential, named: scheme, isData: rules.isData(scheme: scheme))
    }
  }

  /// Of `user:password` the password is a secret; the user is where the password is empty, or where it only says what
  /// the password is.
  private mutating func basic(_ credential: [UInt8]) {
    guard let text = Base64.decode(credential), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
    let user = text[..<colon], password = text[(colon + 1)...]
    let isData = rules.isData(scheme: String(decoding: user, as: UTF8.self))
    _ = password.isEmpty ? replace(user, named: "token") : replace(password, named: "password", isData: isData)
  }

  /// `a=1; b=2`: names stay.
  private mutating func cookies(_ value: [UInt8]) -> [UInt8] {
    var pieces: [[UInt8]] = []
    for piece in value.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      pieces.append(cookie(piece))
    }
    return Array(pieces.joined(separator: [UInt8(ascii: ";")]))
  }

  /// `a=1; Path=/`: the name and the attributes stay.
  private mutating func setCookie(_ value: [UInt8]) -> [UInt8] {
    let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
    return cookie(value[..<end]) + value[end...]
  }

  private mutating func cookie(_ pair: ArraySlice<UInt8>) -> [UInt8] {
    // What is no name before the `=` is a value without one.
    let equals = pair.firstIndex(of: UInt8(ascii: "="))
      .flatMap { pair[..<$0].trimmed.isToken ? $0 : nil }
    var value = equals.map { pair[($0 + 1)...] } ?? pair
    value = value.drop { $0 == 32 || $0 == 9 }
    while let last = value.last, last == 32 || last == 9 { value.removeLast() }
    let quote = UInt8(ascii: "\"")
    if value.count >= 2, value.first == quote, value.last == quote { value = value.dropFirst().dropLast() }
    return pair[..<value.startIndex] + replace(value, named: "cookie") + pair[value.endIndex...]
  }
}
