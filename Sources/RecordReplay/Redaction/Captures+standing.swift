import HTTPModel
import JSONModel

extension Captures {
  /// Those whose texts stand at their places, no more than a file may list. Others are left out: what is inside Base64,
  /// say, reads otherwise there.
  /// Bodies that were parsed need not be parsed again.
  func standing(
    in request: StoredRequest, _ outcome: StoredOutcome,
    parsed: (request: JSONDocument?, outcome: JSONDocument?) = (nil, nil)
  ) -> Captures {
    Captures(
      request: Captures.standing(
        self.request, CaptureSource(request, target: request.url.target.bytes[...], parsed: parsed.request)),
      response: Captures.standing(response, CaptureSource(outcome, parsed: parsed.outcome)))
  }

  private static func standing(_ captures: [Capture], _ source: @autoclosure () -> CaptureSource) -> [Capture] {
    if captures.isEmpty { return [] }
    let source = source()
    let placed = captures.map { CapturePlace($0.place) }
    if let kept = oneByOne(captures, placed, source) { return kept }
    let groups = Dictionary(grouping: captures.indices.filter { placed[$0] != nil }, by: { placed[$0] })
    var kept: [Capture] = []
    var standing: Set<Int> = []
    var hits = 0, textBytes = 0
    var start = 0
    // Of a message with very many most are left out, so they are not looked up all at once.
    while start < captures.count {
      let part = start..<min(start + maxCount, captures.count)
      let places = part.filter { placed[$0].map { groups[$0]?.first } == $0 }.compactMap { placed[$0] }
      let values = source.values(at: Set(places))
      for place in places {
        guard let value = values[place], let indices = groups[place], hits <= maxHits / 2 else { continue }
        let found = value.standing(indices.map { (captures[$0].text, $0) })
        hits += found.hits
        standing.formUnion(found.captures)
      }
      for index in part where standing.contains(index) {
        textBytes += captures[index].text.utf8.count
        if textBytes > maxTextBytes || kept.count == maxCount { return kept }
        kept.append(captures[index])
      }
      start = part.upperBound
    }
    return kept
  }
}

extension Captures {
  /// So many are looked up faster one by one.
  private static let few = 8

  /// The same for a few short captures at places of their own; nil for others.
  private static func oneByOne(
    _ captures: [Capture], _ placed: [CapturePlace?], _ source: CaptureSource
  ) -> [Capture]? {
    guard captures.count <= few, captures.allSatisfy({ $0.text.utf8.count <= maxTextBytes / few }),
      placed.indices.allSatisfy({ !placed[..<$0].contains(placed[$0]) })
    else { return nil }
    var kept: [Capture] = [], hits = 0
    for (capture, place) in zip(captures, placed) {
      guard let place, let value = source.value(at: place) else { continue }
      let count = value.count(of: Array(capture.text.utf8))
      hits += count
      if count > 0 { kept.append(capture) }
    }
    return hits <= maxHits / 2 ? kept : nil
  }
}

extension CaptureSource.Value {
  /// Which of the texts stand in it, and how often all of them do.
  fileprivate func standing(_ texts: [(text: String, capture: Int)]) -> (captures: [Int], hits: Int) {
    if texts.count == 1, let (text, capture) = texts.first {
      let count = count(of: Array(text.utf8))
      return (count > 0 ? [capture] : [], count)
    }
    let found = hits(of: CapturedTexts(texts.map { (Array($0.text.utf8), $0.capture) }))
    return (found.map(\.capture), found.count)
  }

  /// How often one text stands in it, from the left.
  fileprivate func count(of text: [UInt8]) -> Int {
    switch self {
    case .text(let bytes):
      var count = 0, rest = bytes[...]
      while let hit = rest.firstIndex(of: text) {
        count += 1
        rest = rest[(hit + text.count)...]
      }
      return count
    case .number(let bytes): return bytes == text ? 1 : 0
    case .other: return 0
    }
  }
}
