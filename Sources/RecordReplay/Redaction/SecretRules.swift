/// What is secret in the messages of one API: the profile's word and what is secret everywhere.
struct SecretRules: Sendable {
  let api: String
  /// Lower case; the whole value is replaced.
  private let headers: Set<String>
  /// Normal form, see `normal`.
  private let query: Set<String>
  private let members: Set<String>
  /// Of `members` those that are secret with every API, and those that the profile names.
  private let everywhere: Set<String>, named: Set<String>
  private let profile: Profile?

  init(api: API) {
    self.api = api.name
    profile = api.profile
    headers = Set(SecretRules.everywhereHeaders + (api.profile?.secret.headers ?? []))
    let names = SecretRules.everywhereMembers
    everywhere = Set(names.map { SecretRules.normal($0.utf8) })
    named = Set((api.profile?.secret.members ?? []).map { SecretRules.normal($0.utf8) })
    members = everywhere.union(named)
    query = Set(
      (names + SecretRules.everywhereQuery + (api.profile?.secret.query ?? [])).map { SecretRules.normal($0.utf8) })
  }

  private static let everywhereHeaders = [
    "x-api-key", "api-key", "apikey", "x-auth-token", "x-access-token", "x-amz-security-token", "x-vault-token",
    "x-goog-api-key", "x-functions-key", "ocp-apim-subscription-key", "private-token", "x-gitlab-token",
    "x-csrf-token", "x-xsrf-token", "x-session-token",
  ]
  private static let everywhereMembers = [
    "password", "passwd", "passphrase", "token", "secret", "access_token", "refresh_token", "id_token", "auth_token",
    "api_token", "session_token", "client_secret", "client_assertion", "api_key", "api_secret", "access_key",
    "secret_key", "secret_access_key", "private_key", "new_password", "old_password", "current_password",
    "password_confirmation",
  ]
  private static let everywhereQuery = [
    "auth", "sig", "signature", "x-amz-signature", "x-amz-credential", "x-amz-security-token",
    "x-goog-signature", "x-goog-credential",
  ]

  /// Lower case, without hyphens and underscores; of `user[password]` what is in the last brackets, without the empty
  /// ones of a list.
  static func normal(_ name: some Sequence<UInt8>) -> String {
    var bytes = name.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    if bytes.suffix(2).elementsEqual("[]".utf8) { bytes.removeLast(2) }
    if bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")), open + 2 < bytes.count {
      bytes = Array(bytes[(open + 1)...].dropLast())
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// Also what is named as a secret member is: `Api-Token`, `X-Client-Secret`.
  func isSecret(header name: String) -> Bool {
    let name = name.lowercased()
    if headers.contains(name) { return true }
    return everywhere.contains(
      SecretRules.normal(name.utf8.starts(with: "x-".utf8) ? name.utf8.dropFirst(2) : name.utf8[...]))
  }
  func isSecret(query name: some Sequence<UInt8>) -> Bool { query.contains(SecretRules.normal(name)) }
  func isSecret(member name: some Sequence<UInt8>) -> Bool { members.contains(SecretRules.normal(name)) }
  func isSecret(place tokens: [String]) -> Bool { profile?.secret.places.contains { $0.covers(tokens) } ?? false }
  /// Whether the profile itself says so: then all that is inside is secret, too.
  func isNamedByProfile(member name: some Sequence<UInt8>) -> Bool { named.contains(SecretRules.normal(name)) }

  /// Whether credentials of this scheme are data as well.
  func isData(scheme: String) -> Bool { profile?.dataSchemes.contains(scheme.lowercased()) ?? false }

  func placeholder(_ name: String) -> [UInt8] { Array(Placeholder.text(api: api, name: name).utf8) }
}
