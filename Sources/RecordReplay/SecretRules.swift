/// What is secret in the messages of one API: the profile's word and what is secret everywhere.
struct SecretRules: Sendable {
  let api: String
  /// Lower case; the whole value is replaced.
  private let headers: Set<String>
  /// Normal form, see `normal`.
  private let query: Set<String>
  private let members: Set<String>
  private let profile: Profile?

  init(api: API) {
    self.api = api.name
    profile = api.profile
    headers = Set(SecretRules.everywhereHeaders + (api.profile?.secret.headers ?? []))
    let names = SecretRules.everywhereMembers
    members = Set((names + (api.profile?.secret.members ?? [])).map { SecretRules.normal($0.utf8) })
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

  /// Lower case, without hyphens and underscores; of `user[password]` what is in the last brackets.
  static func normal(_ name: some Sequence<UInt8>) -> String {
    var bytes = name.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    if bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")), open + 2 < bytes.count {
      bytes = Array(bytes[(open + 1)...].dropLast())
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  func isSecret(header name: String) -> Bool { headers.contains(name.lowercased()) }
  func isSecret(query name: some Sequence<UInt8>) -> Bool { query.contains(SecretRules.normal(name)) }
  func isSecret(member name: some Sequence<UInt8>) -> Bool { members.contains(SecretRules.normal(name)) }
  func isSecret(place tokens: [String]) -> Bool { profile?.secret.places.contains { $0.covers(tokens) } ?? false }

  /// Whether credentials of this scheme are data as well.
  func isData(scheme: String) -> Bool { profile?.dataSchemes.contains(scheme.lowercased()) ?? false }

  func placeholder(_ name: String) -> [UInt8] { Array(Placeholder.text(api: api, name: name).utf8) }
}
