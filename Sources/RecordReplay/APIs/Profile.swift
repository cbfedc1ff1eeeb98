public import JSONModel

/// What no contract can say of an API: `Schemas/<api>/profile.json`.
///
/// ```json
/// {
///   "profile": 1,
///   "hosts": ["https://api.example.com"],
///   "match": { "headers": { "Accept": "value", "Content-Type": "type", "Authorization": "scheme" },
///     "defaults": { "Accept": "application/json" } },
///   "secret": {
///     "headers": ["X-Key"], "query": ["auth"], "members": ["pin"], "places": ["/data/*/code"],
///     "paths": ["/bot{secret}/{method}"]
///   },
///   "keep": { "headers": ["X-Token-Id"], "rules": ["shape:keygen-license-key"] },
///   "personal": {
///     "members": ["email"], "places": ["/meta/user"], "byPath": { "/customers/{id}": ["/data/name"] },
///     "byEvent": { "customer.*": ["/data/name"] }
///   },
///   "volatile": {
///     "headers": ["Date"], "query": ["nonce"], "members": ["created"], "places": ["/meta/ts"],
///     "paths": ["/v1/orders/{order}"]
///   },
///   "contract": { "undocumentedHeaders": ["Server", "X-Trace"] },
///   "event": { "type": "/event_type" }
/// }
/// ```
///
/// All but `profile` and `hosts` may be absent; each object may have a `"$comment"`. Header and member names are
/// compared without regard to case; in member and query names hyphens and underscores don't matter either. A place is a
/// JSON pointer into a body, with `*` for any one member or element; `byPath` names places in the bodies of those paths
/// alone, `byEvent` in bodies that say, at the place of `event`, that this happened. What is secret here is so with all
/// strings and numbers inside. What every API has (`Authorization`, session cookies, members named `password` or
/// `token`, keys of known shapes) is secret without being named, unless `keep` names its place, or the rule that finds
/// it. What is personal gets pseudonyms where a key is there.
public struct Profile: Hashable, Sendable {
  /// How a header field that changes the answer is compared.
  public enum HeaderRule: String, CaseIterable, Hashable, Sendable {
    /// The whole value. Absent is a value of its own.
    case value
    /// Type and subtype of a media type, without parameters, where the request has a body.
    case type
    /// Presence, and the authentication scheme where both sides show one.
    case scheme
  }

  /// Where something stands in a message.
  public struct Places: Hashable, Sendable {
    /// Lower case.
    public var headers: [String] = []
    public var query: [String] = []
    public var members: [String] = []
    public var places: [JSONPointer] = []
    /// Path templates, of the part behind the base path: a segment `{name}` varies; of secret ones `{secret}`, which
    /// may stand in a part of a segment, is what goes.
    public var paths: [String] = []
    /// Places in the bodies of requests to the paths of a template, and of their responses. Not of what is volatile.
    public var byPath: [PathPlaces] = []
    /// Places in bodies that tell of an event. Not of what is volatile.
    public var byEvent: [EventPlaces] = []
    public init() {}
  }

  public struct PathPlaces: Hashable, Sendable {
    public let template: String
    public let places: [JSONPointer]
  }

  public struct EventPlaces: Hashable, Sendable {
    /// An event's type, or its beginning with `*` for the rest: `customer.*`.
    public let type: String
    public let places: [JSONPointer]

    func isOf(_ event: String) -> Bool {
      type.utf8.last == UInt8(ascii: "*") ? event.utf8.starts(with: type.utf8.dropLast()) : event == type
    }
  }

  public var hosts: [BaseURL]
  /// Header fields that matter for matching, by their names in lower case.
  public var headers: [String: HeaderRule] = [:]
  /// What a header field that is compared by its value is where it is absent, by names in lower case: a client that
  /// sends the default and one that leaves it out ask for the same.
  public var headerDefaults: [String: String] = [:]
  public var secret = Places()
  /// What stays although a rule of the redactor finds it.
  public var keep = Places()
  /// Rules of the redactor that are not applied: `shape:keygen-license-key`.
  public var keptRules: [String] = []
  /// Authentication schemes, in lower case, whose credentials are also data (a licence key): taken out where they
  /// authenticate, and left where they are data.
  public var dataSchemes: [String] = []
  /// Personal data, for the redactor's pseudonyms.
  public var personal = Places()
  /// What differs from request to request without a meaning: not compared.
  public var volatile = Places()
  /// Header fields of responses and requests, in lower case, that strict verification takes though the contract doesn't
  /// describe them: those of the infrastructure in between.
  public var undocumentedHeaders: [String] = []
  /// Where the body of a webhook says what happened.
  public var eventType: JSONPointer?

  public init(hosts: [BaseURL]) { self.hosts = hosts }

  /// The format that is read.
  static let version = 1
}

/// Why a profile could not be read.
public struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  public let place: SourcePlace

  public init(_ reason: String, at place: SourcePlace) { (self.reason, self.place) = (reason, place) }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
