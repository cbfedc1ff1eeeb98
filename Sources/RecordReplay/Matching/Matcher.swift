import HTTPModel

/// Finds the interactions that fit a request: one look-up for each set of places that a placeholder makes indifferent,
/// of which a cassette has one or two.
final class Matcher: Sendable {
  /// Interactions with one key.
  struct Row: Sendable {
    /// In their order; never empty.
    var indices: [Int]
    /// Whether one of them shows an authentication scheme.
    var showsSchemes: Bool
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
    var rows: [MatchKey: Int] = [:]
  }

  private let rules: [MatchRules]
  /// By index of the API.
  private let tables: [[Table]]
  let rows: [Row]
  /// By index of the interaction: authentication schemes in lower case by header name, where one shows. Not looked up
  /// but compared: a value that is a placeholder as a whole shows none and fits any.
  private let schemes: [[String: String]]

  init(_ interactions: [Interaction], apis: [API]) {
    let rules = apis.map { MatchRules($0) }
    var tables = apis.map { _ in [Table]() }
    var known = apis.map { _ in [[NormalRequest.Place]: Int]() }
    var rows: [Row] = []
    var schemes: [[String: String]] = []
    schemes.reserveCapacity(interactions.count)
    for (index, interaction) in interactions.enumerated() {
      let request = interaction.request
      guard interaction.direction == .outbound, let api = apis.firstIndex(where: { $0.name == interaction.api }) else {
        schemes.append([:])
        continue
      }
      let shown = Matcher.schemes(of: request.headers, rules[api])
      schemes.append(shown)
      let places = Matcher.placeholders(of: request, apis[api])
      let table = known[api][places] ?? tables[api].count
      if table == tables[api].count {
        known[api][places] = table
        tables[api].append(Table(mask: KeyMask(places)))
      }
      let key = KeyWriter.key(
        request.method, apis[api].rest(of: request.url) ?? request.url.target.bytes[...], request.headers,
        request.body?.bytes ?? [], rules: rules[api], mask: tables[api][table].mask)
      let row = tables[api][table].rows[key] ?? rows.count
      if row == rows.count {
        tables[api][table].rows[key] = row
        rows.append(Row(indices: [], showsSchemes: false))
      }
      rows[row].indices.append(index)
      if !shown.isEmpty { rows[row].showsSchemes = true }
    }
    (self.rules, self.tables, self.rows, self.schemes) = (rules, tables, rows, schemes)
  }

  /// Most requests hold none, which is seen at once.
  private static func placeholders(of request: StoredRequest, _ api: API) -> [NormalRequest.Place] {
    let target = request.url.target.bytes[...], body = (request.body?.bytes ?? [])[...]
    let mayHold =
      mayHoldPlaceholder(target, escape: UInt8(ascii: "%"))
      || mayHoldPlaceholder(body, escape: UInt8(ascii: "\\")) || body.contains(UInt8(ascii: "%"))
      || request.headers.contains { mayHoldPlaceholder($0.value[...], escape: nil) }
    return mayHold ? NormalRequest(request, api: api).placeholders : []
  }

  /// Its braces may stand there as they are or escaped.
  private static func mayHoldPlaceholder(_ bytes: ArraySlice<UInt8>, escape: UInt8?) -> Bool {
    bytes.firstIndex(of: Array("{{".utf8)) != nil || (escape.map { bytes.contains($0) } ?? false)
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
      guard let row = tables[api][table].rows[key] else { continue }
      if hit == nil { hit = row } else { others.append(row) }
    }
    guard let hit else { return .none }
    if others.isEmpty, !rows[hit].showsSchemes { return .row(hit) }
    let received = Matcher.schemes(of: headers, rules[api])
    let all = others.reduce(rows[hit].indices) { $0 + rows[$1].indices }
    let fitting = all.filter { Matcher.areSame(schemes[$0], received) }
    if others.isEmpty, fitting.count == all.count { return .row(hit) }
    return fitting.isEmpty ? .none : .list(others.isEmpty ? fitting : fitting.sorted())
  }

  /// Whether no scheme that both show is another.
  private static func areSame(_ recorded: [String: String], _ received: [String: String]) -> Bool {
    recorded.allSatisfy { name, scheme in received[name].map { $0 == scheme } ?? true }
  }
}
