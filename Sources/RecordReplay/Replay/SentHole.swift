import HTTPModel

/// A hole of a recorded request, from which a client's own value is taken; also one that is not compared.
struct SentHole: Sendable {
  private let place: CapturePlace
  private let pattern: PlaceholderPattern
  /// Whether the value is JSON in a string.
  private let isJSON: Bool

  static func list(_ request: StoredRequest, _ captures: [Capture], _ rules: MatchRules?) -> [SentHole] {
    let whole = request.url.target.bytes[...]
    let target = rules?.target(of: request.url) ?? whole
    let basePath = whole.segmentCount - target.segmentCount
    var groups: [CapturePlace: [Int]] = [:]
    for (index, capture) in captures.enumerated() {
      guard let place = CapturePlace(capture.place)?.behind(basePath) else { continue }
      groups[place, default: []].append(index)
    }
    let values = CaptureSource.compared(request, target: target).values(at: Set(groups.keys))
    return groups.compactMap { place, indices in
      let texts = CapturedTexts(indices.map { (Array(captures[$0].text.utf8), $0) })
      guard let value = values[place], let bytes = value.bytes,
        let pattern = PlaceholderPattern(bytes, value.hits(of: texts), captures)
      else { return nil }
      return SentHole(place: place, pattern: pattern, isJSON: place.isInJSON && WrittenText.isJSON(bytes))
    }
  }

  /// By name. A placeholder that a client sends is no value.
  static func values(of holes: [SentHole], in request: CaptureSource) -> [(name: String, value: [UInt8])] {
    if holes.isEmpty { return [] }
    let values = request.values(at: Set(holes.map(\.place)))
    return holes.flatMap { hole -> [(name: String, value: [UInt8])] in
      guard let bytes = values[hole.place]?.bytes, let ranges = hole.pattern.contents(of: bytes) else { return [] }
      return zip(hole.pattern.holes, ranges).compactMap { named, range in
        let part = bytes[range]
        let value = hole.isJSON ? WrittenText.unescaped(part) ?? Array(part) : Array(part)
        return Placeholder.isWhole(value) ? nil : (named.name, value)
      }
    }
  }
}

extension CapturePlace {
  /// Counted from behind so many segments of the path; nil where it is one of these.
  fileprivate func behind(_ segments: Int) -> CapturePlace? {
    guard case .path(let index) = self else { return self }
    return index < segments ? nil : .path(index - segments)
  }

  var isInJSON: Bool { if case .json = self { true } else { false } }
}
