import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All of a request that matters for matching, in one form only, as bytes: two requests are the same where these are.
struct MatchKey: Hashable, Sendable {
  let bytes: [UInt8]

  static func == (left: MatchKey, right: MatchKey) -> Bool {
    guard left.bytes.count == right.bytes.count else { return false }
    return left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in
        guard let one = left.baseAddress, let other = right.baseAddress else { return true }
        return memcmp(one, other, left.count) == 0
      }
    }
  }

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

/// What of a request is compared, of one API: its profile, made ready.
struct MatchRules: Sendable {
  let api: API
  /// By lower-case name, sorted.
  let headers: [(name: String, rule: Profile.HeaderRule)]
  /// Of query items that are not compared, see `SecretRules.normal`.
  let volatileQuery: Set<String>
  let volatileMembers: Set<String>
  let volatilePlaces: [JSONPointer]
  let pathTemplates: [[[UInt8]]]

  init(_ api: API) {
    self.api = api
    headers = (api.profile?.headers ?? [:]).map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    let volatile = api.profile?.volatile ?? Profile.Places()
    volatileQuery = Set(volatile.query.map { SecretRules.normal($0.utf8) })
    volatileMembers = Set(volatile.members.map { SecretRules.normal($0.utf8) })
    volatilePlaces = volatile.places
    pathTemplates = volatile.paths.map { template in
      template.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
    }
  }

  var hasVolatileJSON: Bool { !volatileMembers.isEmpty || !volatilePlaces.isEmpty }
}
