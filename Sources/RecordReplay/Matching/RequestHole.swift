import HTTPModel

/// A place of a recorded request where a client may send something else, and what the text there stands for.
struct RequestHole: Sendable {
  let place: RequestPlace
  /// The same place in a message; nil for a header, whose fields are compared as one.
  let source: CapturePlace?
  /// As the interaction's file says it.
  let label: String
  /// What is recorded there.
  let text: [UInt8]
  let pattern: PlaceholderPattern

  var fit: PlaceMask.Fit { pattern.whole.map { .format($0) } ?? .text }

  /// Whether what was received at its place fits.
  func fits(_ value: CaptureSource.Value) -> Bool {
    if let format = pattern.whole { return PlaceMask.Fit.format(format).fits(value) }
    if case .text(let text) = value { return pattern.matches(text) }
    return false
  }
}

extension RequestHole {
  /// Those of a recorded request that are compared, in the order of its captures.
  static func list(_ request: StoredRequest, _ captures: [Capture], _ rules: MatchRules) -> [RequestHole] {
    if captures.isEmpty { return [] }
    let target = rules.target(of: request.url)
    let maker = HoleMaker(
      captures: captures, message: .compared(request, target: target), facts: RequestFacts(request, rules),
      basePath: request.url.target.bytes[...].segmentCount - target.segmentCount)
    return maker.holes
  }
}

private struct HoleMaker {
  let captures: [Capture]
  /// Its path is what follows the API's base path.
  let message: CaptureSource
  let facts: RequestFacts
  /// So many segments are before that.
  let basePath: Int

  var holes: [RequestHole] {
    let places = captures.map { CapturePlace($0.place) }
    var groups: [Group: [Int]] = [:]
    var order: [Group] = []
    for (index, place) in places.enumerated() {
      guard let place, let group = group(of: place) else { continue }
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(index)
    }
    let bodies = places.compactMap(\.self).filter(\.isInBody)
    let isWhole = !bodies.allSatisfy(isRead)
    if isWhole { order.removeAll { if case .one(let place) = $0 { place.isInBody } else { false } } }
    var sources: Set<CapturePlace> = []
    for case .one(let place) in order { sources.insert(place) }
    let values = message.values(at: sources)
    let ways = ways(to: sources)
    var holes = order.compactMap { group -> RequestHole? in
      let indices = groups[group] ?? []
      switch group {
      case .header(let name): return header(name, indices, places)
      case .one(let source):
        guard let value = values[source], let place = place(of: source, ways) else { return nil }
        return hole(place, source, indices, value)
      }
    }
    if isWhole, let bytes = message.body.atHand {
      let indices = places.indices.filter { places[$0]?.isInBody ?? false }
      holes += [hole(.body, .body, indices, .text(bytes))].compactMap(\.self)
    }
    return holes
  }

  /// What is compared as one.
  private enum Group: Hashable {
    case one(CapturePlace)
    case header(String)
  }

  /// Nil for what is not compared.
  private func group(of place: CapturePlace) -> Group? {
    switch place {
    case .path(let index):
      let own = index - basePath
      guard own >= 0, facts.path.segments.count > own + 1, facts.path.segments[own + 1] != nil else { return nil }
      return .one(.path(own))
    case .query(let name, _): return facts.rules.ignores(query: name[...]) ? nil : .one(place)
    case .header(let name, _): return .header(name)
    case .json, .form, .body: return .one(place)
    case .trailer, .reason: return nil
    }
  }

  /// Whether the body is compared so that the place is one of it.
  private func isRead(_ place: CapturePlace) -> Bool {
    switch (facts.body, place) {
    case (.json, .json), (.form, .form): true
    default: false
    }
  }

  private func ways(to places: Set<CapturePlace>) -> [CapturePlace: [JSONToken]] {
    let tree = CaptureTree(places)
    guard !tree.isEmpty, let root = message.json else { return [:] }
    var ways: [CapturePlace: [JSONToken]] = [:]
    tree.visit(root) { place, _, way in if !isIgnored(way) { ways[place] = way } }
    return ways
  }

  /// Whether it leads into a member that is not compared.
  private func isIgnored(_ way: [JSONToken]) -> Bool {
    way.indices.contains { index in
      guard facts.rules.ignoresMembers, case .member = way[index] else { return false }
      return facts.rules.ignores(Array(way[...index]))
    }
  }

  private func place(of source: CapturePlace, _ ways: [CapturePlace: [JSONToken]]) -> RequestPlace? {
    switch source {
    case .path(let index): .path(index + 1)
    case .query(let name, let number): .query(name, number)
    case .form(let name, let number): .form(name, number)
    case .json: ways[source].map { .json($0) }
    case .body: .body
    case .header, .trailer, .reason: nil
    }
  }

  private func hole(
    _ place: RequestPlace, _ source: CapturePlace?, _ indices: [Int], _ value: CaptureSource.Value
  ) -> RequestHole? {
    let texts = CapturedTexts(indices.map { (Array(captures[$0].text.utf8), $0) })
    guard let text = value.bytes, let pattern = PlaceholderPattern(text, value.hits(of: texts), captures) else {
      return nil
    }
    let label = place == .body ? "/body" : captures[indices[0]].place
    return RequestHole(place: place, source: source, label: label, text: text, pattern: pattern)
  }

  /// Of a header with several fields all are compared as one text.
  private func header(_ name: String, _ indices: [Int], _ places: [CapturePlace?]) -> RequestHole? {
    guard case .text(let text)? = facts.header(name) else { return nil }
    let texts = CapturedTexts(indices.map { (Array(captures[$0].text.utf8), $0) })
    guard let pattern = PlaceholderPattern(Array(text), texts.hits(in: Array(text)), captures) else { return nil }
    return RequestHole(
      place: .header(name), source: nil, label: "/headers/\(name)", text: Array(text), pattern: pattern)
  }
}

extension ArraySlice<UInt8> {
  /// Of a target's path.
  var segmentCount: Int { prefix { $0 != UInt8(ascii: "?") }.count { $0 == UInt8(ascii: "/") } }
}
