import HTTPModel
import JSONModel

extension Captures {
  /// Those whose texts stand at their places, no more than a file may list. Others are left out: what is inside Base64,
  /// say, reads otherwise there.
  /// Bodies that were parsed need not be parsed again.
  func standing(
    in request: StoredRequest, _ outcome: StoredOutcome, parsed: (request: JSONDocument?, outcome: JSONDocument?) = (nil, nil)
  ) -> Captures {
    Captures(
      request: Captures.standing(
        self.request, CaptureSource(request, target: request.url.target.bytes[...], parsed: parsed.request)),
      response: Captures.standing(response, CaptureSource(outcome, parsed: parsed.outcome)))
  }

  private static func standing(_ captures: [Capture], _ source: CaptureSource) -> [Capture] {
    if captures.isEmpty { return [] }
    let placed = captures.map { CapturePlace($0.place) }
    let values = source.values(at: Set(placed.compactMap(\.self)))
    var kept: Set<Int> = []
    var hits = 0
    for (place, indices) in Dictionary(grouping: captures.indices.filter { placed[$0] != nil }, by: { placed[$0] }) {
      guard let place, let value = values[place], hits <= maxHits / 2 else { continue }
      if indices.count == 1, let index = indices.first {
        let count = value.count(of: Array(captures[index].text.utf8))
        hits += count
        if count > 0 { kept.insert(index) }
        continue
      }
      let found = value.hits(of: CapturedTexts(indices.map { (Array(captures[$0].text.utf8), $0) }))
      hits += found.count
      kept.formUnion(found.map(\.capture))
    }
    var textBytes = 0
    return captures.indices.filter { index in
      guard kept.contains(index) else { return false }
      textBytes += captures[index].text.utf8.count
      return textBytes <= maxTextBytes
    }.prefix(maxCount).map { captures[$0] }
  }
}

extension CaptureSource.Value {
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
