import HTTPModel
import Locking

/// Finds the recorded request that is nearest to one that nothing fits. Misses are rare, so nothing is made ready for
/// them before the first.
final class ClosestSearch: Sendable {
  private let interactions: [Interaction]
  private let apis: [API]
  /// By index of the interaction; nil for inbound ones and for those of an API that is not known here.
  private let normals = Lock<[NormalRequest?]?>(nil)

  init(_ interactions: [Interaction], apis: [API]) {
    self.interactions = interactions
    self.apis = apis
  }

  /// The outbound interaction of the same API with the fewest and lightest mismatches; the first of several.
  func closest(to request: NormalRequest) -> (index: Int, mismatches: [Mismatch])? {
    let normals = ready()
    var best: (index: Int, weight: Int)?
    for (index, normal) in normals.enumerated() {
      guard let normal, normal.key.api == request.key.api else { continue }
      if let weight = normal.distance(to: request, below: best?.weight ?? .max) { best = (index, weight) }
      if best?.weight == 0 { break }
    }
    guard let best, let normal = normals[best.index] else { return nil }
    return (best.index, normal.mismatches(to: request))
  }

  private func ready() -> [NormalRequest?] {
    normals.withLock { normals in
      if let normals { return normals }
      let made = interactions.map { interaction -> NormalRequest? in
        guard interaction.direction == .outbound, let api = apis.first(where: { $0.name == interaction.api }) else {
          return nil
        }
        return NormalRequest(interaction.request, api: api)
      }
      normals = made
      return made
    }
  }
}
