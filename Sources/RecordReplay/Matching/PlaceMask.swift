/// Places whose values are not compared, and what fits there.
final class PlaceMask: Sendable {
  enum Fit: Hashable, Sendable {
    case anything
    /// A string or number of the format; another JSON value only where that is `any`.
    case format(CaptureFormat)
    /// A text. It is compared with a pattern afterwards.
    case text
  }

  struct Masked: Hashable, Sendable {
    let place: RequestPlace
    let fit: Fit
  }

  let path: [Int: Fit]
  /// By name, then by number.
  let query: [[UInt8]: [Int?: Fit]]
  let headers: [String: Fit]
  let form: [[UInt8]: [Int?: Fit]]
  /// Nil for none.
  let json: JSONNode?
  let body: Fit?

  /// A place in JSON and what is below it.
  final class JSONNode: Sendable {
    /// Nil where it is compared.
    let fit: Fit?
    let children: [JSONToken: JSONNode]
    /// Whether of members with one name the last is meant, else all are.
    let isOfLast: Bool

    fileprivate init?(_ ways: [(way: ArraySlice<JSONToken>, fit: Fit)], isOfLast: Bool) {
      if ways.isEmpty { return nil }
      fit = ways.first { $0.way.isEmpty }?.fit
      children = Dictionary(grouping: ways.filter { !$0.way.isEmpty }) { $0.way[$0.way.startIndex] }
        .compactMapValues { JSONNode($0.map { ($0.way.dropFirst(), $0.fit) }, isOfLast: isOfLast) }
      self.isOfLast = isOfLast
    }
  }

  /// Whether nothing but what it names may differ: no other placeholder is one, and of members with one name the last
  /// is meant.
  let isExact: Bool

  init(_ masked: [Masked] = [], isExact: Bool = false) {
    self.isExact = isExact
    var path: [Int: Fit] = [:], query: [[UInt8]: [Int?: Fit]] = [:], headers: [String: Fit] = [:]
    var form: [[UInt8]: [Int?: Fit]] = [:], body: Fit?
    var ways: [(ArraySlice<JSONToken>, Fit)] = []
    for masked in masked {
      let fit = masked.fit
      switch masked.place {
      case .path(let index): path[index] = fit
      case .query(let name, let number): query[name, default: [:]][number] = fit
      case .header(let name): headers[name] = fit
      case .form(let name, let number): form[name, default: [:]][number] = fit
      case .json(let way): ways.append((way[...], fit))
      case .body: body = fit
      }
    }
    (self.path, self.query, self.headers, self.form, self.body) = (path, query, headers, form, body)
    json = JSONNode(ways, isOfLast: isExact)
  }

  /// Where anything fits.
  convenience init(anythingAt places: some Sequence<RequestPlace>, isExact: Bool = false) {
    self.init(places.map { Masked(place: $0, fit: .anything) }, isExact: isExact)
  }
}

extension PlaceMask.Fit {
  func fits(_ text: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .anything, .text: true
    case .format(let format): format.fits(text)
    }
  }

  func fits(_ value: CaptureSource.Value) -> Bool {
    switch (self, value) {
    case (.anything, _), (.text, .text): true
    case (.text, _): false
    case (.format(let format), .text(let text)), (.format(let format), .number(let text)): format.fits(text)
    case (.format(let format), .other): format == .any
    }
  }
}
