import HTTPModel
import JSONModel

extension RequestFacts {
  /// Reasons beyond this many are not listed: whoever differs so much is another request.
  static let maxMismatches = 20

  /// Why a received request does not fit this recorded one; empty exactly where it does.
  func mismatches(to received: RequestFacts) -> [Mismatch] {
    var list: [Mismatch] = []
    if method != received.method {
      list.append(Mismatch(pointer: "/method", recorded: method.rawValue, received: received.method.rawValue))
    }
    let mine = path.segments, theirs = received.path.segments
    if mine != (mine.count == theirs.count ? zip(theirs, mine).map { adopted($0, by: $1) } : theirs) {
      list.append(
        Mismatch(pointer: "/url", recorded: RequestFacts.text(mine), received: RequestFacts.text(theirs)))
    }
    return Array((list + detailMismatches(to: received)).prefix(RequestFacts.maxMismatches))
  }

  /// Those of all but method and path.
  func detailMismatches(to received: RequestFacts) -> [Mismatch] {
    itemMismatches(query, received.query, "/url", "query item") + headerMismatches(received)
      + bodyMismatches(received).prefix(RequestFacts.maxMismatches)
  }

  private func itemMismatches(_ mine: [Item], _ theirs: [Item], _ pointer: String, _ noun: String) -> [Mismatch] {
    if mine == theirs { return [] }
    return RequestFacts.unpaired(mine, adopted(theirs, by: mine)).map { mine, theirs in
      Mismatch(
        pointer: pointer, recorded: mine.map { "\(noun) \($0.text)" }, received: theirs.map { "\(noun) \($0.text)" })
    }
  }

  /// What only one side has, those with the same name beside each other.
  private static func unpaired(_ mine: [Item], _ theirs: [Item]) -> [(Item?, Item?)] {
    let left = without(theirs, mine), right = without(mine, theirs)
    var places = Dictionary(grouping: right.indices) { right[$0].name }.mapValues { $0[...] }
    var paired: Set<Int> = []
    let pairs = left.map { item -> (Item?, Item?) in
      guard let place = places[item.name]?.popFirst() else { return (item, nil) }
      paired.insert(place)
      return (item, right[place])
    }
    return pairs + right.indices.filter { !paired.contains($0) }.map { (nil, right[$0]) }
  }

  /// `all` but for those that `others` holds as well, each as often as it does there.
  static func without(_ others: [Item], _ all: [Item]) -> [Item] {
    var spare: [Item: Int] = others.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return all.filter { item in
      guard let count = spare[item], count > 0 else { return true }
      spare[item] = count - 1
      return false
    }
  }

  private func headerMismatches(_ received: RequestFacts) -> [Mismatch] {
    let (schemes, otherSchemes) = (schemes(isRecorded: true), received.schemes(isRecorded: false))
    return rules.headers.enumerated().compactMap { index, header in
      let mine = headers[index], theirs = received.headers[index]
      if mine == adopted(theirs, by: mine), MatchRules.areSame(schemes[index], otherSchemes[index]) { return nil }
      return Mismatch(
        pointer: "/headers/\(header.name)", recorded: mine.text(scheme: schemes[index]),
        received: theirs.text(scheme: otherSchemes[index]))
    }
  }

  private func bodyMismatches(_ received: RequestFacts) -> [Mismatch] {
    switch (body, received.body) {
    case (.none, .none), (.anything, .anything): return []
    case (.bytes, .bytes) where source == received.source: return []
    case (.bytes, .bytes) where !(pattern(source)?.matches(received.source) ?? false):
      if let parts = MultipartParts.mismatches(recorded: source, received: received.source), !parts.isEmpty {
        return parts
      }
    case (.form(let mine), .form(let theirs)): return itemMismatches(mine, theirs, "/body", "field")
    case (.json(let mine), .json(let theirs)):
      let recorded = mine.value, received = adopted(theirs.value, by: recorded)
      let differences = recorded.differences(to: received).prefix(RequestFacts.maxMismatches).map { difference in
        Mismatch(
          pointer: RequestFacts.shown("/body/json\(difference.pointer)", limit: 1000),
          recorded: difference.old.map { RequestFacts.shown($0.bytes()) },
          received: difference.new.map { RequestFacts.shown($0.bytes()) })
      }
      if !differences.isEmpty { return differences }
      // Nothing differs where they do so only in members that others of the same name come after.
      let repeats = recorded.repeats(against: received)
      if !repeats.isEmpty || recorded == received { return repeats }
    // With a placeholder in it a text need not be what it was: JSON, for one.
    case (.bytes, _): if pattern(source)?.matches(received.source) ?? false { return [] }
    default: break
    }
    return [Mismatch(pointer: "/body", recorded: bodyText, received: received.bodyText)]
  }

  // MARK: Wording

  /// What would be read as a separator, and what escapes it, is shown escaped.
  private static func text(_ path: [[UInt8]?]) -> String {
    path.map { segment in
      guard let segment else { return anyText }
      return shown(segment.flatMap { "/?#%".utf8.contains($0) ? Array(PercentEncoding.encoded([$0]).utf8) : [$0] })
    }.joined(separator: "/")
  }

  static let anyText = "{{…}}"

  /// Nil for none.
  private var bodyText: String? {
    switch body {
    case .none: nil
    case .json(let json): RequestFacts.shown(json.value.bytes())
    // A hundred exceed the limit.
    case .form(let items):
      RequestFacts.shown("a form: " + items.prefix(100).map(\.text).joined(separator: "&"), limit: 200)
    case .bytes:
      String(validating: source, as: UTF8.self) == nil ? "\(source.count) bytes" : RequestFacts.shown(source)
    case .anything: RequestFacts.anyText
    }
  }

  /// At most 200 bytes; what is no text is replaced.
  static func shown(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    return bytes.count > 200 ? text + "…" : text
  }

  /// At most `limit` bytes.
  static func shown(_ text: String, limit: Int) -> String {
    text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…"
  }
}

extension RequestFacts.Item {
  fileprivate var text: String {
    "\(RequestFacts.shown(name))=\(value.map { RequestFacts.shown($0) } ?? RequestFacts.anyText)"
  }
}

extension RequestFacts.HeaderFact {
  /// Nil where it is not there.
  fileprivate func text(scheme: [UInt8]?) -> String? {
    switch self {
    case .absent: nil
    case .present: scheme.map { String(decoding: $0, as: UTF8.self) } ?? "a value"
    case .anything: RequestFacts.anyText
    case .text(let text): text.isEmpty ? "a value" : RequestFacts.shown(text)
    }
  }
}
