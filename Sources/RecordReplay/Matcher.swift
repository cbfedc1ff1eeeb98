import HTTPModel

/// Finds the interactions that fit a request: one look-up for each set of places that a placeholder makes indifferent,
/// of which a cassette has one or two.
struct Matcher: Sendable {
  /// Interactions with one key, in their order.
  struct Row: Sendable {
    var indices: [Int] = []
    /// Whether one of them shows an authentication scheme.
    var showsSchemes = false
  }

  enum Found: Hashable {
    case none
    /// A row as it is, by its index.
    case row(Int)
    /// Of several rows, or of one without some; in their order.
    case list([Int])
  }

  private struct Table: Sendable {
    let mask: KeyMask
    var rows: [MatchKey: Int] = [:]
  }

  /// What is known of one API.
  private struct Shelf: Sendable {
    let rules: MatchRules
    var tables: [Table] = []
    var masks: [[NormalRequest.Place]: Int] = [:]
  }

  private var shelves: [Shelf]
  private(set) var rows: [Row] = []
  /// By index of the interaction: authentication schemes in lower case by header name, where one shows. Not looked up
  /// but compared: a value that is a placeholder as a whole shows none and fits any.
  private var schemes: [[String: String]]

  init(_ interactions: [Interaction], apis: [API]) {
    shelves = apis.map { Shelf(rules: MatchRules($0)) }
    schemes = []
    schemes.reserveCapacity(interactions.count)
    for (index, interaction) in interactions.enumerated() {
      guard interaction.direction == .outbound, let api = apis.firstIndex(where: { $0.name == interaction.api }) else {
        schemes.append([:])
        continue
      }
      schemes.append(Matcher.schemes(of: interaction.request.headers, shelves[api].rules))
      add(interaction.request, at: index, to: api)
    }
  }

  private mutating func add(_ request: StoredRequest, at index: Int, to api: Int) {
    let places = Matcher.placeholders(of: request, shelves[api].rules.api)
    let table: Int
    if let known = shelves[api].masks[places] {
      table = known
    } else {
      table = shelves[api].tables.count
      shelves[api].masks[places] = table
      shelves[api].tables.append(Table(mask: KeyMask(places)))
    }
    let rest = shelves[api].rules.api.rest(of: request.url) ?? request.url.target.bytes[...]
    let key = KeyWriter.key(
      request.method, rest, request.headers, request.body?.bytes ?? [], rules: shelves[api].rules,
      mask: shelves[api].tables[table].mask)
    let row: Int
    if let known = shelves[api].tables[table].rows[key] {
      row = known
    } else {
      row = rows.count
      shelves[api].tables[table].rows[key] = row
      rows.append(Row())
    }
    rows[row].indices.append(index)
    if !schemes[index].isEmpty { rows[row].showsSchemes = true }
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
    _ method: HTTPModel.Method, _ target: ArraySlice<UInt8>, _ headers: HeaderFields, _ body: [UInt8], api: Int
  ) -> Found {
    let shelf = shelves[api]
    var hit: Int?
    var others: [Int] = []
    for table in shelf.tables {
      let key = KeyWriter.key(method, target, headers, body, rules: shelf.rules, mask: table.mask)
      guard let row = table.rows[key] else { continue }
      if hit == nil { hit = row } else { others.append(row) }
    }
    guard let hit else { return .none }
    if others.isEmpty, !rows[hit].showsSchemes { return .row(hit) }
    let received = Matcher.schemes(of: headers, shelf.rules)
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
