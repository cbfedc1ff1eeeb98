import JSONModel

/// What of a request is compared, of one API: its profile, made ready.
final class MatchRules: Sendable {
  let api: API
  /// By lower-case name, sorted.
  let headers: [(name: String, rule: Profile.HeaderRule)]
  /// Of query items that are not compared, see `SecretRules.normal`.
  let volatileQuery: Set<String>
  let volatileMembers: Set<String>
  let volatilePlaces: [JSONPointer]
  let hasVolatileJSON: Bool
  let pathTemplates: [[[UInt8]]]

  init(_ api: API) {
    self.api = api
    headers = (api.profile?.headers ?? [:]).map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    let volatile = api.profile?.volatile ?? Profile.Places()
    volatileQuery = Set(volatile.query.map { SecretRules.normal($0.utf8) })
    volatileMembers = Set(volatile.members.map { SecretRules.normal($0.utf8) })
    volatilePlaces = volatile.places
    hasVolatileJSON = !(volatile.members.isEmpty && volatile.places.isEmpty)
    pathTemplates = volatile.paths.map { template in
      template.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
    }
  }

}
