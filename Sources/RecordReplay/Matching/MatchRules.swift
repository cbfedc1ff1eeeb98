import HTTPModel
import JSONModel

/// What of a request is compared, of one API: its profile, made ready.
final class MatchRules: Sendable {
  let api: API
  /// By lower-case name, sorted.
  let headers: [(name: String, rule: Profile.HeaderRule)]
  /// Of the same, what stands for a field that is absent.
  let defaults: [ArraySlice<UInt8>?]
  private let ignoredQuery: Set<String>
  private let ignoredMembers: Set<String>
  /// Nil stands for any one member or element.
  private let ignoredPlaces: [[[UInt8]?]]
  private let pathTemplates: [[[UInt8]]]

  init(_ api: API) {
    self.api = api
    headers = (api.profile?.headers ?? [:]).map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    defaults = headers.map { header in (api.profile?.headerDefaults[header.name]).map { Array($0.utf8)[...] } }
    let volatile = api.profile?.volatile ?? Profile.Places()
    ignoredQuery = Set(volatile.query.map { SecretRules.normal($0.utf8) })
    ignoredMembers = Set(volatile.members.map { SecretRules.normal($0.utf8) })
    ignoredPlaces = volatile.places.map { $0.tokens.map { $0 == "*" ? nil : Array($0.utf8) } }
    pathTemplates = volatile.paths.map { template in
      template.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
    }
  }

  var hasPathTemplates: Bool { !pathTemplates.isEmpty }
  var ignoresMembers: Bool { !(ignoredMembers.isEmpty && ignoredPlaces.isEmpty) }

  /// The target's bytes behind the API's base path.
  func target(of url: AbsoluteURL) -> ArraySlice<UInt8> { api.rest(of: url) ?? url.target.bytes[...] }

  func ignores(query name: ArraySlice<UInt8>) -> Bool {
    !ignoredQuery.isEmpty && ignoredQuery.contains(SecretRules.normal(name))
  }

  /// The member at the end of this way through a body.
  func ignores(_ way: [JSONToken]) -> Bool {
    if case .member(let name) = way.last, ignoredMembers.contains(SecretRules.normal(name)) { return true }
    return ignoredPlaces.contains { place in
      place.count == way.count && zip(place, way).allSatisfy { $0.map($1.isWritten) ?? true }
    }
  }

  /// Nil in the place of those segments that the first template that fits leaves open.
  func opened(_ segments: [[UInt8]]) -> [[UInt8]?] {
    for template in pathTemplates where template.count == segments.count {
      let opened = zip(template, segments).map { part, segment in
        part.first == UInt8(ascii: "{") && part.last == UInt8(ascii: "}") ? nil : segment
      }
      if zip(opened, template).allSatisfy({ $0 == nil || $0 == $1 }) { return opened }
    }
    return segments
  }

  // MARK: Authentication schemes

  /// Of each header that matters the scheme it shows, in lower case; nil where it is compared otherwise or shows none.
  /// In a recorded one only what is a wildcard hides it; a client may send any placeholder where it has no secret.
  func schemes(_ fields: HeaderFields, isRecorded: Bool) -> [[UInt8]?] {
    headers.map { header in
      guard header.rule == .scheme, let value = fields.firstValue(header.name),
        isRecorded ? !Placeholder.isWildcard(value, api: api.name) : !Placeholder.isWhole(value)
      else { return nil }
      return value.prefix { $0 != 32 }.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
    }
  }

  /// Where both show a scheme, it is the same.
  static func areSame(_ recorded: [UInt8]?, _ received: [UInt8]?) -> Bool {
    recorded == nil || received == nil || recorded == received
  }
}

/// A step on the way to a value in JSON.
enum JSONToken: Hashable, Sendable {
  case member([UInt8])
  case element(Int)

  /// Whether it is written so in a pointer.
  func isWritten(_ text: [UInt8]) -> Bool {
    switch self {
    case .member(let name): name == text
    case .element(let index): String(index).utf8.elementsEqual(text)
    }
  }
}
