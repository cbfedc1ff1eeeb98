import HTTPModel
import JSONModel

/// What of a request is compared, in the form in which it is compared: the one place where that is decided.
///
/// The key for the look-up is written from it, and why another request is not the same is told from it, so the two agree.
struct RequestFacts {
  /// An item of a query or of a form, escapes undone.
  struct Item: Hashable {
    let name: ArraySlice<UInt8>
    /// Nil where anything fits.
    let value: ArraySlice<UInt8>?
  }

  enum PathFacts {
    /// As it came, since it holds no escapes.
    case plain(ArraySlice<UInt8>)
    /// Escapes undone; nil where anything fits.
    case segments([[UInt8]?])
  }

  enum HeaderFact: Hashable {
    case absent, present, anything
    case text(ArraySlice<UInt8>)
  }

  enum BodyFacts {
    case none
    case form([Item])
    case json(ComparedJSON)
    case bytes
    /// One that is there, whatever it is.
    case anything
  }

  let rules: MatchRules
  let method: HTTPMethod
  let path: PathFacts
  /// By name, then by value: order says nothing.
  let query: [Item]
  /// Of the headers that matter, see `MatchRules`.
  let headers: [HeaderFact]
  let body: BodyFacts
  /// The body as it came.
  let source: [UInt8]
  private let fields: HeaderFields
  /// Whether placeholders stand for anything, as in files that say nothing of captures.
  let hasPatterns: Bool

  /// `target` is what follows the API's base path, `body` what is left when codings are undone.
  init(
    _ method: HTTPMethod, _ target: ArraySlice<UInt8>, _ fields: HeaderFields, _ body: [UInt8], _ rules: MatchRules,
    mask: PlaceMask
  ) {
    (self.rules, self.method, self.fields, source) = (rules, method, fields, body)
    hasPatterns = !mask.isExact
    let mark = target.place(of: UInt8(ascii: "?")) ?? target.endIndex
    path = PathFacts(target[..<mark], rules, mask)
    query = mark == target.endIndex ? [] : Item.list(target[(mark + 1)...], masked: mask.query, except: rules.ignores)
    headers = rules.headers.indices.map { index in
      let header = rules.headers[index]
      let fact = HeaderFact(header.name, header.rule, fields, mask, hasBody: !body.isEmpty)
      return fact == .absent ? rules.defaults[index].map(HeaderFact.text) ?? fact : fact
    }
    if body.isEmpty {
      self.body = .none
    } else if let fit = mask.body, fit.fits(body[...]) {
      self.body = .anything
    } else {
      self.body = BodyFacts(body, ContentKind(fields.firstValue("content-type")), rules, mask)
    }
  }

  init(_ request: StoredRequest, _ rules: MatchRules, mask: PlaceMask = PlaceMask()) {
    self.init(
      request.method, rules.target(of: request.url), request.headers, request.comparedBody ?? [], rules, mask: mask)
  }

  /// Nil where the header does not matter.
  func header(_ name: String) -> HeaderFact? {
    rules.headers.firstIndex { $0.name == name }.map { headers[$0] }
  }

  /// See `MatchRules`.
  func schemes(isRecorded: Bool) -> [[UInt8]?] { rules.schemes(fields, isRecorded: isRecorded) }
}

extension RequestFacts.PathFacts {
  /// An escaped slash is none: `%2F` separates no segments.
  fileprivate init(_ path: ArraySlice<UInt8>, _ rules: MatchRules, _ mask: PlaceMask) {
    if mask.path.isEmpty, !rules.hasPathTemplates, !path.holds(UInt8(ascii: "%")) {
      self = .plain(path)
      return
    }
    var segments = rules.opened(Self.segments(path).map { PercentEncoding.decoded($0) })
    for (index, fit) in mask.path where index < segments.count {
      if let segment = segments[index], fit.fits(segment[...]) { segments[index] = nil }
    }
    self = .segments(segments)
  }

  private static func segments(_ path: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  /// Escapes undone; nil where anything fits.
  var segments: [[UInt8]?] {
    switch self {
    case .plain(let path): Self.segments(path).map { Array($0) }
    case .segments(let segments): segments
    }
  }
}

extension RequestFacts.Item {
  fileprivate static func list(
    _ bytes: ArraySlice<UInt8>, masked: [[UInt8]: [Int?: PlaceMask.Fit]], except isIgnored: (ArraySlice<UInt8>) -> Bool
  ) -> [Self] {
    var items: [Self] = []
    // Of each masked name.
    var counts: [[UInt8]: Int] = [:]
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].place(of: UInt8(ascii: "&")) ?? bytes.endIndex
      defer { start = end + 1 }
      if end == start { continue }
      let equals = bytes[start..<end].place(of: UInt8(ascii: "=")) ?? end
      let name = decoded(bytes[start..<equals])
      if isIgnored(name) { continue }
      let value = decoded(bytes[min(equals + 1, end)..<end])
      var isMasked = false
      if !masked.isEmpty, let fits = masked[Array(name)] {
        let number = counts[Array(name), default: 0]
        counts[Array(name)] = number + 1
        isMasked = (fits[number] ?? fits[nil])?.fits(value) ?? false
      }
      items.append(Self(name: name, value: isMasked ? nil : value))
    }
    let isSorted = zip(items, items.dropFirst()).allSatisfy { !precedes($1, $0) }
    return isSorted ? items : items.sorted(by: precedes)
  }

  private static func precedes(_ left: Self, _ right: Self) -> Bool {
    let order = left.name.order(to: right.name)
    if order != 0 { return order < 0 }
    guard let one = left.value, let other = right.value else { return left.value == nil && right.value != nil }
    return one.order(to: other) < 0
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isPlain = !bytes.holds(UInt8(ascii: "%")) && !bytes.holds(UInt8(ascii: "+"))
    return isPlain ? bytes : PercentEncoding.decodedForm(bytes)[...]
  }
}

extension RequestFacts.HeaderFact {
  fileprivate init(
    _ name: String, _ rule: Profile.HeaderRule, _ fields: HeaderFields, _ mask: PlaceMask, hasBody: Bool
  ) {
    guard let first = fields.firstValue(name), rule != .type || hasBody else {
      self = .absent
      return
    }
    switch rule {
    case .scheme: self = .present
    case .type: self = .text(ContentKind.essence(first))
    case .value:
      let values = fields.all(name)
      let whole = values.count == 1 ? first : Array(values.joined(separator: ", ").utf8)[...]
      self = .text(whole.trimmed)
    }
    if case .text(let text) = self, let fit = mask.headers[name], fit.fits(text) { self = .anything }
  }
}

extension RequestFacts.BodyFacts {
  fileprivate init(_ body: [UInt8], _ kind: ContentKind, _ rules: MatchRules, _ mask: PlaceMask) {
    switch kind.reading(body) {
    case .form: self = .form(RequestFacts.Item.list(body[...], masked: mask.form) { _ in false })
    case .json, .unknown:
      // What does not say what it is, is JSON where it is an object or an array.
      let isRead = kind == .json || ContentKind.looksLikeJSON(body)
      let document = isRead ? try? JSONDocument(parsing: body) : nil
      self = document.map { .json(ComparedJSON($0, rules, mask.json)) } ?? .bytes
    case .multipart, .other: self = .bytes
    }
  }
}
