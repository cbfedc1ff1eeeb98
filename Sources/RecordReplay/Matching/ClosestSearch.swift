import HTTPModel
import Locking

/// Looks through all recorded requests for one that no look-up finds: one that fits where placeholders stand inside
/// longer texts, and else the nearest. That is rare, so nothing is made ready before the first.
final class ClosestSearch: Sendable {
  private let interactions: [Interaction]
  private let apis: [API]
  private let recorded = Lock<Recorded?>(nil)

  private struct Recorded: Sendable {
    /// By index of the interaction; nil for inbound ones and for those of an API that is not known here.
    let normals: [NormalRequest?]
    /// Those with placeholders inside texts.
    let inner: [Int]
  }

  init(_ interactions: [Interaction], apis: [API]) {
    self.interactions = interactions
    self.apis = apis
  }

  /// The indices of those that fit with anything in the place of each placeholder, in order.
  func fitting(_ request: StoredRequest, api: API) -> [Int] {
    let recorded = ready()
    if recorded.inner.isEmpty { return [] }
    let normal = NormalRequest(request, api: api)
    return recorded.inner.filter { recorded.normals[$0]?.fits(normal, body: request.body?.bytes ?? []) ?? false }
  }

  /// The outbound interaction of the same API with the fewest and lightest mismatches; the first of several.
  func closest(to request: NormalRequest) -> (index: Int, mismatches: [Mismatch])? {
    let normals = ready().normals
    var best: (index: Int, weight: Int)?
    for (index, normal) in normals.enumerated() {
      guard let normal, normal.key.api == request.key.api else { continue }
      if let weight = normal.distance(to: request, below: best?.weight ?? .max) { best = (index, weight) }
      if best?.weight == 0 { break }
    }
    guard let best, let normal = normals[best.index] else { return nil }
    return (best.index, normal.mismatches(to: request))
  }

  private func ready() -> Recorded {
    recorded.withLock { recorded in
      if let recorded { return recorded }
      let normals = interactions.map { interaction -> NormalRequest? in
        guard interaction.direction == .outbound, let api = apis.first(where: { $0.name == interaction.api }) else {
          return nil
        }
        return NormalRequest(interaction.request, api: api)
      }
      let made = Recorded(
        normals: normals, inner: normals.indices.filter { normals[$0]?.holdsInnerPlaceholders ?? false })
      recorded = made
      return made
    }
  }
}
