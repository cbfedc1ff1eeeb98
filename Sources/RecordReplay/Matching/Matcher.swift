import HTTPModel

/// Finds the interactions that fit a request: one look-up for each set of places that a placeholder makes indifferent,
/// of which a cassette has one or two.
///
/// It keeps no interaction. Who made it gives a `Load` where a miss must look at recorded requests again.
struct Matcher: Sendable {
  /// Gives a recorded request again, by the interaction's index; nil where it cannot be read any more.
  typealias Load = (Int) -> StoredRequest?

  /// Interactions with one key, in their order; never empty.
  struct Row: Sendable {
    private let first: Int32
    /// Whether one of them shows an authentication scheme.
    fileprivate(set) var showsSchemes = false
    private var others: [Int32] = []

    fileprivate init(_ index: Int) { first = Int32(index) }

    var count: Int { 1 + others.count }
    var last: Int { Int(others.last ?? first) }
    subscript(position: Int) -> Int { Int(position == 0 ? first : others[position - 1]) }
    fileprivate mutating func append(_ index: Int) { others.append(Int32(index)) }
    var indices: [Int] { (0..<count).map { self[$0] } }
  }

  enum Found: Hashable {
    case none
    /// A row as it is, by its index.
    case row(Int)
    /// Of several rows, or of one without some; in their order, never empty.
    case list([Int])
  }

  private struct Table: Sendable {
    let mask: KeyMask
    var rows: [MatchKey: Int32] = [:]
  }

  let rules: [MatchRules]
  /// By index of the API.
  private var tables: [[Table]]
  private var known: [[[NormalRequest.Place]: Int]]
  private(set) var rows: [Row] = []
  /// By index of the interaction, for those that show one: authentication schemes in lower case by header name. Not
  /// looked up but compared: a value that is a placeholder as a whole shows none and fits any.
  private var schemes: [Int: [String: String]] = [:]
  /// By index of the API.
  private(set) var interactions: [[Int32]]
  /// The same, of those with a placeholder inside a longer text.
  private var inner: [[Int]]

  init(apis: [API]) {
    rules = apis.map { MatchRules($0) }
    tables = apis.map { _ in [] }
    known = apis.map { _ in [:] }
    interactions = apis.map { _ in [] }
    inner = apis.map { _ in [] }
  }

  /// Adds the request of an outbound interaction, with its index; they come in order. One of an API that is not among
  /// those given fits nothing.
  mutating func add(_ request: StoredRequest, api name: String, at index: Int) {
    guard let api = rules.firstIndex(where: { $0.api.name == name }) else { return }
    interactions[api].append(Int32(index))
    let shown = Matcher.schemes(of: request.headers, rules[api])
    if !shown.isEmpty { schemes[index] = shown }
    let normal = Matcher.mayHoldPlaceholder(request) ? NormalRequest(request, api: rules[api].api) : nil
    if normal?.holdsInnerPlaceholders ?? false { inner[api].append(index) }
    let places = normal?.placeholders ?? []
    let table = known[api][places] ?? tables[api].count
    if table == tables[api].count {
      known[api][places] = table
      tables[api].append(Table(mask: KeyMask(places)))
    }
    let key = key(request, api: api, mask: tables[api][table].mask)
    let row = tables[api][table].rows[key].map { Int($0) } ?? rows.count
    if row == rows.count {
      tables[api][table].rows[key] = Int32(row)
      rows.append(Row(index))
    } else {
      rows[row].append(index)
    }
    if !shown.isEmpty { rows[row].showsSchemes = true }
  }

  private func key(_ request: StoredRequest, api: Int, mask: KeyMask) -> MatchKey {
    let rules = rules[api]
    return KeyWriter.key(
      request.method, rules.api.rest(of: request.url) ?? request.url.target.bytes[...], request.headers,
      request.body?.bytes ?? [], rules: rules, mask: mask)
  }

  /// Most requests hold none, which is seen at once.
  private static func mayHoldPlaceholder(_ request: StoredRequest) -> Bool {
    let target = request.url.target.bytes[...], body = (request.body?.bytes ?? [])[...]
    return mayHoldPlaceholder(target, escape: UInt8(ascii: "%"))
      || mayHoldPlaceholder(body, escape: UInt8(ascii: "\\")) || body.holds(UInt8(ascii: "%"))
      || request.headers.contains { mayHoldPlaceholder($0.value[...], escape: nil) }
  }

  /// Its braces may stand there as they are or escaped.
  private static func mayHoldPlaceholder(_ bytes: ArraySlice<UInt8>, escape: UInt8?) -> Bool {
    bytes.firstIndex(of: Array("{{".utf8)) != nil || (escape.map { bytes.holds($0) } ?? false)
  }

  private static func schemes(of headers: HeaderFields, _ rules: MatchRules) -> [String: String] {
    var schemes: [String: String] = [:]
    for header in rules.headers where header.rule == .scheme {
      if let value = headers.firstValue(header.name) { schemes[header.name] = NormalRequest.scheme(value) }
    }
    return schemes
  }

  /// `target` is what follows the base path of the API with this index, `body` what is left when codings are undone.
  func find(
    _ method: HTTPMethod, _ target: ArraySlice<UInt8>, _ headers: HeaderFields, _ body: [UInt8], api: Int
  ) -> Found {
    var hit: Int?
    var others: [Int] = []
    for table in tables[api].indices {
      let key = KeyWriter.key(method, target, headers, body, rules: rules[api], mask: tables[api][table].mask)
      guard let row = tables[api][table].rows[key].map({ Int($0) }) else { continue }
      if hit == nil { hit = row } else { others.append(row) }
    }
    guard let hit else { return .none }
    if others.isEmpty, !rows[hit].showsSchemes { return .row(hit) }
    let received = Matcher.schemes(of: headers, rules[api])
    let all = others.reduce(rows[hit].indices) { $0 + rows[$1].indices }
    let fitting = all.filter { Matcher.areSame(schemes[$0] ?? [:], received) }
    if others.isEmpty, fitting.count == all.count { return .row(hit) }
    return fitting.isEmpty ? .none : .list(others.isEmpty ? fitting : fitting.sorted())
  }

  /// A redacted request, also with anything in the place of a placeholder inside a longer text.
  func find(_ request: StoredRequest, api: Int, load: Load) -> Found {
    let target = rules[api].api.rest(of: request.url) ?? request.url.target.bytes[...]
    let found = find(request.method, target, request.headers, request.body?.bytes ?? [], api: api)
    guard found == .none, !inner[api].isEmpty else { return found }
    let normal = NormalRequest(request, api: rules[api].api)
    let fitting = inner[api].filter { index in
      guard let recorded = load(index) else { return false }
      return NormalRequest(recorded, api: rules[api].api).fits(normal, body: request.body?.bytes ?? [])
    }
    return fitting.isEmpty ? .none : .list(fitting)
  }

  /// Of those found the last; nil for none.
  func last(of found: Found) -> Int? {
    switch found {
    case .none: nil
    case .row(let row): rows[row].last
    case .list(let list): list.last
    }
  }

  /// Whether no scheme that both show is another.
  private static func areSame(_ recorded: [String: String], _ received: [String: String]) -> Bool {
    recorded.allSatisfy { name, scheme in received[name].map { $0 == scheme } ?? true }
  }
}
