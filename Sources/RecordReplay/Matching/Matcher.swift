import HTTPModel

/// Finds the interactions that fit a request: one look-up for each set of places where a client may send something else,
/// of which a cassette has few.
///
/// Of each interaction it keeps its index, a key, and method and path, but no request. Where a miss must look at recorded
/// ones again, it is given a `Load`.
struct Matcher: Sendable {
  /// Gives a recorded request and its captures again, by the interaction's index; nil where it cannot be read any more.
  typealias Load = (Int) -> (request: StoredRequest, captures: [Capture]?)?

  enum Found: Hashable {
    case none
    /// A row as it is, by its index.
    case row(Int)
    /// Of several rows; in their order, never empty.
    case list([Int])
  }

  /// Recorded requests with holes of the same formats in the same places.
  struct Table: Sendable {
    let api: Int
    /// Whether their files list what is a hole.
    let hasCaptures: Bool
    /// Of received requests, and of recorded ones.
    let mask: PlaceMask, recordedMask: PlaceMask
    /// The first row with this key.
    fileprivate var rows: [MatchKey: Int32] = [:]
  }

  let rules: [MatchRules]
  private(set) var tables: [Table] = []
  private(set) var rows: [Row] = []
  /// Methods and paths, as in the keys, one behind another.
  private(set) var resources: [UInt8] = []
  /// By index of the API: its tables, and those by their places.
  private var tablesOfAPI: [[Int]]
  private var known: [[TableKey: Int]]
  /// By index of the API: interactions without captures and with a placeholder inside a longer text.
  private var inner: [[(index: Int, table: Int)]]
  /// By index of the interaction: its holes that are inside a longer text.
  private var patterns: [Int: [RequestHole]] = [:]
  /// Of what was taken out of requests, and of answers.
  private var sentNames: Set<String> = [], answeredNames: Set<String> = []
  /// What rows show of authentication schemes, each only once. Not looked up but compared: one that is not shown fits any.
  private var schemes: [[[UInt8]?]] = []
  /// What rows say of the representation they want, each only once; and the places of these.
  private var variants: [RequestVariant] = [], variantNumbers: [RequestVariant: Int] = [:]
  /// Of rows with one key all but the first.
  private var chained: [ChainKey: Int32] = [:]

  private struct ChainKey: Hashable {
    let key: MatchKey, table: Int, schemes: Int, variant: Int
  }

  private struct TableKey: Hashable {
    let hasCaptures: Bool
    let masked: [PlaceMask.Masked]
  }

  init(apis: [API]) {
    rules = apis.map { MatchRules($0) }
    tablesOfAPI = apis.map { _ in [] }
    known = apis.map { _ in [:] }
    inner = apis.map { _ in [] }
  }

  /// Which originals stand in requests as well as in answers: only of those a client's own value is given back.
  var sharedNames: Set<String> { sentNames.intersection(answeredNames) }

  /// Notes what was taken out of an interaction that is added.
  mutating func note(_ captures: Captures?) {
    for capture in captures?.request ?? [] { sentNames.insert(capture.name) }
    for capture in captures?.response ?? [] { answeredNames.insert(capture.name) }
  }

  /// Adds the request of an outbound interaction, with its index; they come in order. One of an API that is not among
  /// those given fits nothing, and neither does one whose body cannot be read. `captures` of nil: its file
  /// says nothing of them.
  mutating func add(_ request: StoredRequest, _ captures: [Capture]?, api name: String, at index: Int) {
    guard request.comparedBody != nil, let api = rules.firstIndex(where: { $0.api.name == name }) else { return }
    let table: Int
    if let captures {
      let holes = RequestHole.list(request, captures, rules[api])
      let others = Matcher.mayHoldPlaceholder(request) ? RequestFacts(request, rules[api]).anyPlaces : []
      table = self.table(
        for: holes.map { PlaceMask.Masked(place: $0.place, fit: $0.fit) }
          + others.map { PlaceMask.Masked(place: $0, fit: .anything) }, hasCaptures: true, api: api)
      let inside = holes.filter { $0.fit == .text }
      if !inside.isEmpty { patterns[index] = inside }
    } else {
      var (places, areInside) = ([RequestPlace](), false)
      if Matcher.mayHoldPlaceholder(request) { (places, areInside) = RequestFacts(request, rules[api]).placeholders }
      table = self.table(
        for: places.map { PlaceMask.Masked(place: $0, fit: .anything) }, hasCaptures: false, api: api)
      if areInside { inner[api].append((index, table)) }
    }
    let facts = recordedFacts(request, table)
    let key = facts.key, schemes = number(of: facts.schemes(isRecorded: true))
    let variant = number(of: RequestVariant(request.headers))
    let row = rows.count
    var next: Int?
    if let first = tables[table].rows[key].map({ Int($0) }) {
      let place = ChainKey(key: key, table: table, schemes: schemes, variant: variant)
      let isFirst = rows[first].schemes == schemes && rows[first].variant == variant
      if let same = isFirst ? first : chained[place].map({ Int($0) }) { return rows[same].append(index) }
      chained[place] = Int32(row)
      next = rows[first].next
      rows[first].next = row
    } else {
      tables[table].rows[key] = Int32(row)
    }
    rows.append(Row(index, table: table, schemes: schemes, variant: variant, resource: keep(facts.resource)))
    rows[row].next = next
  }

  private mutating func number(of variant: RequestVariant) -> Int {
    if let number = variantNumbers[variant] { return number }
    variantNumbers[variant] = variants.count
    variants.append(variant)
    return variants.count - 1
  }

  private mutating func table(for masked: [PlaceMask.Masked], hasCaptures: Bool, api: Int) -> Int {
    let key = TableKey(hasCaptures: hasCaptures, masked: masked)
    if let table = known[api][key] { return table }
    known[api][key] = tables.count
    tablesOfAPI[api].append(tables.count)
    tables.append(
      Table(
        api: api, hasCaptures: hasCaptures, mask: PlaceMask(masked, isExact: hasCaptures),
        recordedMask: PlaceMask(anythingAt: masked.map(\.place), isExact: hasCaptures)))
    return tables.count - 1
  }

  private mutating func number(of shown: [[UInt8]?]) -> Int {
    if let number = schemes.firstIndex(of: shown) { return number }
    schemes.append(shown)
    return schemes.count - 1
  }

  /// Of rows that come one behind another many are for one resource.
  private mutating func keep(_ resource: [UInt8]) -> Range<Int> {
    if let last = rows.last?.resource, resources[last].equals(resource) { return last }
    resources += resource
    return (resources.count - resource.count)..<resources.count
  }

  /// What a received request says, as a table sees it.
  func facts(_ request: StoredRequest, _ table: Int) -> RequestFacts {
    RequestFacts(request, rules[tables[table].api], mask: tables[table].mask)
  }

  /// What one of its recorded requests says, as a table sees it.
  func recordedFacts(_ request: StoredRequest, _ table: Int) -> RequestFacts {
    RequestFacts(request, rules[tables[table].api], mask: tables[table].recordedMask)
  }

  /// Most requests hold none, which is seen at once. Its braces may stand there as they are or escaped.
  private static func mayHoldPlaceholder(_ request: StoredRequest) -> Bool {
    let texts = [request.url.target.bytes, request.comparedBody ?? []] + request.headers.map(\.value)
    return ["{{", "%7B", "%7b", "\\u007"].contains { sign in
      texts.contains { $0[...].firstIndex(of: Array(sign.utf8)) != nil }
    }
  }

  /// `target` is what follows the base path of the API with this index, `body` what is left when codings are undone. A
  /// request whose secrets were replaced is not looked for among those with captures, which know what may differ.
  func find(
    _ method: HTTPMethod, _ target: ArraySlice<UInt8>, _ headers: HeaderFields, _ body: [UInt8], api: Int,
    isRedacted: Bool = false
  ) -> Found {
    var fitting: [Fitting] = []
    var shown: [[UInt8]?]?
    var received: ReceivedRequest?
    for table in tablesOfAPI[api] where !(isRedacted && tables[table].hasCaptures) {
      let facts = RequestFacts(method, target, headers, body, rules[api], mask: tables[table].mask)
      var next = tables[table].rows[facts.key].map { Int($0) }
      while let row = next {
        next = rows[row].next
        let recorded = schemes[rows[row].schemes]
        if recorded.contains(where: { $0 != nil }) {
          let received = shown ?? rules[api].schemes(headers, isRecorded: false)
          shown = received
          guard zip(recorded, received).allSatisfy(MatchRules.areSame) else { continue }
        }
        if tables[table].hasCaptures, patterns[rows[row][0]] != nil {
          let request = received ?? ReceivedRequest(method, target, headers, body, rules[api])
          received = request
          let indices = rows[row].indices.filter { request.fits(patterns[$0] ?? []) }
          if !indices.isEmpty { fitting.append(Fitting(row: row, indices: indices)) }
        } else {
          fitting.append(Fitting(row: row, indices: nil))
        }
      }
    }
    return found(fitting, headers)
  }

  /// A row that fits, or some of its interactions.
  private struct Fitting {
    let row: Int
    /// Nil for all.
    let indices: [Int]?
  }

  /// Of several rows those whose variant the request means.
  private func found(_ fitting: [Fitting], _ headers: HeaderFields) -> Found {
    var fitting = fitting
    if fitting.count > 1 {
      fitting = RequestVariant(headers).fitting(fitting.map { ($0, variants[rows[$0.row].variant]) })
    }
    switch fitting.count {
    case 0: return .none
    case 1: return fitting[0].indices.map(Found.list) ?? .row(fitting[0].row)
    default: return .list(fitting.flatMap { $0.indices ?? rows[$0.row].indices }.sorted())
    }
  }

  /// Whether there are interactions of the API with this index whose files say nothing of captures.
  func isRedactionNeeded(api: Int) -> Bool { tablesOfAPI[api].contains { !tables[$0].hasCaptures } }

  /// A redacted request, also with anything in the place of a placeholder inside a longer text. Only interactions whose
  /// files say nothing of captures are found so.
  func find(_ request: StoredRequest, api: Int, load: Load) -> Found {
    let target = rules[api].target(of: request.url)
    let found = find(
      request.method, target, request.headers, request.comparedBody ?? [], api: api, isRedacted: true)
    if found != .none { return found }
    var received: [Int: RequestFacts] = [:]
    let fitting = inner[api].filter { index, table in
      let facts = received[table] ?? facts(request, table)
      received[table] = facts
      return load(index).map { recordedFacts($0.request, table).mismatches(to: facts).isEmpty } ?? false
    }
    return fitting.isEmpty ? .none : .list(fitting.map(\.index))
  }

  /// Those found, in their order.
  func indices(of found: Found) -> [Int] {
    switch found {
    case .none: []
    case .row(let row): rows[row].indices
    case .list(let list): list
    }
  }

  /// Of those found the last; nil for none.
  func last(of found: Found) -> Int? {
    switch found {
    case .none: nil
    case .row(let row): rows[row].last
    case .list(let list): list.last
    }
  }
}
