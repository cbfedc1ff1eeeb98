import HTTPModel

/// Finds the interactions that fit a request: one look-up for each set of places that a placeholder makes indifferent,
/// of which a cassette has one or two.
struct Matcher: Sendable {
  private struct Table: Sendable {
    let mask: [NormalRequest.Place]
    var rows: [NormalRequest.Key: [Int]]
  }

  private var tables: [Table] = []
  /// By index of the interaction; nil for inbound ones and for those of an API that is not known here.
  private(set) var normals: [NormalRequest?]

  init(_ interactions: [Interaction], apis: [API]) {
    normals = interactions.map { interaction in
      guard interaction.direction == .outbound, let api = apis.first(where: { $0.name == interaction.api }) else {
        return nil
      }
      return NormalRequest(interaction.request, api: api)
    }
    var byMask: [[NormalRequest.Place]: Int] = [:]
    for (index, normal) in normals.enumerated() {
      guard let normal else { continue }
      let table = byMask[normal.placeholders] ?? tables.count
      if table == tables.count {
        byMask[normal.placeholders] = table
        tables.append(Table(mask: normal.placeholders, rows: [:]))
      }
      tables[table].rows[normal.masked(normal.placeholders), default: []].append(index)
    }
  }

  /// Indices of the interactions that fit, in their order.
  func candidates(for request: NormalRequest) -> [Int] {
    var found: [Int] = []
    for table in tables {
      let key = table.mask.isEmpty ? request.key : request.masked(table.mask)
      found += table.rows[key] ?? []
    }
    found = found.filter { normals[$0].map { $0.showsSameSchemes(as: request) } ?? false }
    return tables.count > 1 ? found.sorted() : found
  }

  /// The outbound interaction with the fewest and lightest mismatches; the first of several.
  func closest(to request: NormalRequest) -> (index: Int, mismatches: [Mismatch])? {
    var best: (index: Int, weight: Int)?
    for (index, normal) in normals.enumerated() {
      guard let normal else { continue }
      let weight = normal.distance(to: request)
      if weight < best?.weight ?? .max { best = (index, weight) }
    }
    guard let best, let normal = normals[best.index] else { return nil }
    return (best.index, normal.mismatches(to: request))
  }
}
