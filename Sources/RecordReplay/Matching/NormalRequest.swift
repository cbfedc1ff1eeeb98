import HTTPModel
import JSONModel

/// A request with all that matters for matching, and in one form only (DESIGN.md section 4), to say why another is not
/// the same. Whether one is says its `MatchKey`.
struct NormalRequest: Sendable {
  var key: Key
  /// Authentication schemes in lower case by header name, where one shows.
  var schemes: [String: String]
  /// Places that hold a placeholder as a whole: they match any value.
  private(set) var placeholders: [Place]

  struct Key: Hashable, Sendable {
    let api: String
    let method: HTTPMethod
    /// Percent escapes undone, behind the base path.
    var path: [Piece]
    /// By name, then by value.
    var query: [Field]
    /// By lower-case name.
    var headers: [String: Piece]
    var body: NormalBody
  }

  enum Piece: Hashable, Sendable {
    case bytes([UInt8])
    case anything
  }

  struct Field: Hashable, Sendable {
    let name: [UInt8]
    var value: Piece
  }

  enum NormalBody: Hashable, Sendable {
    case none
    case json(JSONValue)
    case form([Field])
    case bytes([UInt8])
  }

  /// Where a request may hold a placeholder.
  enum Place: Hashable, Sendable {
    case path(Int)
    case query([UInt8])
    case header(String)
    case form([UInt8])
    case json(JSONPointer)
  }

  /// `body` is what is left when codings are undone.
  init(method: HTTPMethod, url: AbsoluteURL, headers: HeaderFields, body: [UInt8], api: API) {
    let target = api.rest(of: url).map { Target(Array($0)) } ?? url.target
    let mediaType = headers.first("content-type").flatMap { MediaType($0) }
    let volatile = api.profile?.volatile ?? Profile.Places()
    let ignored = Set(volatile.query.map { SecretRules.normal($0.utf8) })
    var form = NormalBody.of(body, mediaType: mediaType)
    if case .json(let value) = form, !(volatile.members.isEmpty && volatile.places.isEmpty) {
      form = .json(value.removing(volatile))
    }
    key = Key(
      api: api.name, method: method, path: NormalRequest.path(target, templates: volatile.paths),
      query: Field.sorted(target.queryItems.filter { !ignored.contains(SecretRules.normal($0.decodedName)) }),
      headers: [:], body: form)
    schemes = [:]
    placeholders = []
    for (name, rule) in api.profile?.headers ?? [:] {
      let values = headers.all(name)
      guard !values.isEmpty else { continue }
      switch rule {
      case .value:
        key.headers[name] = .bytes(HeaderText.trimmed(Array(values.joined(separator: ", ").utf8)[...]))
      case .type: if !body.isEmpty { key.headers[name] = .bytes(Array(NormalRequest.essence(values[0]).utf8)) }
      case .scheme:
        key.headers[name] = .bytes([])
        schemes[name] = NormalRequest.scheme(Array(values[0].utf8)[...])
      }
    }
    placeholders = findPlaceholders()
  }

  init(_ request: StoredRequest, api: API) {
    self.init(
      method: request.method, url: request.url, headers: request.headers, body: request.body?.bytes ?? [], api: api)
  }

  private static func path(_ target: Target, templates: [String]) -> [Piece] {
    let slash = UInt8(ascii: "/")
    let segments = target.path.split(separator: slash, omittingEmptySubsequences: false)
      .map { PercentEncoding.decoded($0) }
    var pieces = segments.map { Piece.bytes($0) }
    for template in templates {
      let parts = template.utf8.split(separator: slash, omittingEmptySubsequences: false).map { Array($0) }
      let isVariable = parts.map { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
      guard parts.count == segments.count,
        parts.indices.allSatisfy({ isVariable[$0] || parts[$0] == segments[$0] })
      else { continue }
      for index in parts.indices where isVariable[index] { pieces[index] = .anything }
      break
    }
    return pieces
  }

  private static func essence(_ value: String) -> String { MediaType(value)?.essence ?? value.lowercased() }

  /// Lower case; nil where the value shows none.
  static func scheme(_ bytes: ArraySlice<UInt8>) -> String? {
    if Placeholder.isWhole(bytes) { return nil }
    return String(decoding: bytes.prefix { $0 != 32 }, as: UTF8.self).lowercased()
  }

  private func findPlaceholders() -> [Place] {
    func isPlaceholder(_ piece: Piece) -> Bool {
      if case .bytes(let bytes) = piece { Placeholder.isWhole(bytes) } else { false }
    }
    var places = key.path.indices.filter { isPlaceholder(key.path[$0]) }.map(Place.path)
    places += key.query.filter { isPlaceholder($0.value) }.map { .query($0.name) }
    places += key.headers.filter { isPlaceholder($0.value) }.map { .header($0.key) }.sorted { "\($0)" < "\($1)" }
    switch key.body {
    case .form(let fields): places += fields.filter { isPlaceholder($0.value) }.map { .form($0.name) }
    case .json(let value):
      var tokens: [String] = []
      value.collectPlaceholders(at: &tokens, into: &places)
    case .none, .bytes: break
    }
    return places
  }

  /// The same with anything at these places, so that it equals every request that differs only there.
  func masked(_ places: [Place]) -> Key {
    if places.isEmpty { return key }
    let mask = KeyMask(places)
    var key = key
    for index in mask.path where key.path.indices.contains(index) { key.path[index] = .anything }
    for index in key.query.indices where mask.query.contains(key.query[index].name) {
      key.query[index].value = .anything
    }
    for name in mask.headers where key.headers[name] != nil { key.headers[name] = .anything }
    switch key.body {
    case .form(var fields):
      for index in fields.indices where mask.form.contains(fields[index].name) { fields[index].value = .anything }
      key.body = .form(fields)
    case .json(let value): key.body = .json(value.masked(mask.json))
    case .none, .bytes: break
    }
    return key
  }
}
