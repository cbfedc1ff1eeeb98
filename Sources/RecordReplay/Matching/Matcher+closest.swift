import HTTPModel

extension Matcher {
  /// The interaction of the same API with the fewest and lightest mismatches; the first of several.
  func closest(to request: StoredRequest, api: Int, load: Load) -> (index: Int, mismatches: [Mismatch])? {
    let received = NormalRequest(request, api: rules[api].api)
    var best: (index: Int, weight: Int, normal: NormalRequest)?
    for index in interactions[api].lazy.map({ Int($0) }) {
      guard let recorded = load(index) else { continue }
      let normal = NormalRequest(recorded, api: rules[api].api)
      if let weight = normal.distance(to: received, below: best?.weight ?? .max) { best = (index, weight, normal) }
      if best?.weight == 0 { break }
    }
    return best.map { ($0.index, $0.normal.mismatches(to: received)) }
  }
}
