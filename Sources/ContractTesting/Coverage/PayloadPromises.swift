import JSONModel
import SchemaValidation

/// Lists what schemas promise for payloads.
struct PayloadPromises {
  private var spots: SchemaSpots
  private var isCut = false
  /// The webhook's, where these are one's.
  var event: String?

  /// Of one payload, each spot once; and how many values inside each other.
  private static let maxSpots = 20_000, maxDepth = 100

  init(_ spots: SchemaSpots) { self.spots = spots }

  var isTruncated: Bool { isCut || spots.isTruncated }

  private struct Place { let spot: Int, way: String, depth: Int, role: Role }

  private enum Role { case field, value, branch }

  mutating func add(
    _ schemas: [ContractPlace], _ part: String, _ direction: SchemaOptions.Direction, seen: Set<Coverage.Mark>,
    to group: inout CoverageSummary.Group
  ) {
    var places: [Place] = [], known: Set<Int> = []
    for schema in schemas {
      guard let start = spots.spot([schema]), known.insert(start).inserted else { continue }
      places.append(Place(spot: start, way: "", depth: 0, role: .value))
    }
    var next = 0
    while next < places.count {
      let place = places[next]
      next += 1
      let outline = spots.outline(place.spot)
      if place.role == .field, direction == .write ? outline.isReadOnly : outline.isWriteOnly { continue }
      for (missing, aspect) in promised(outline, at: place, part) {
        group.add(missing, isSeen: seen.contains(.init(spot: place.spot, aspect: aspect)))
      }
      for inner in PayloadPromises.inner(outline, of: place) where !known.contains(inner.spot) {
        guard known.count < PayloadPromises.maxSpots, inner.depth < PayloadPromises.maxDepth else {
          isCut = true
          continue
        }
        known.insert(inner.spot)
        places.append(inner)
      }
    }
  }

  private func promised(
    _ outline: SchemaSpots.Outline, at place: Place, _ part: String
  ) -> [(CoverageSummary.Missing, Coverage.Mark.Aspect)] {
    var promised: [(CoverageSummary.Missing, Coverage.Mark.Aspect)] = []
    let way = place.way
    if place.role == .field { promised.append((.init(.fields, in: part, way), .value)) }
    // A branch that takes null lets the union take it: that is told there.
    if outline.allowsNull, place.role != .branch { promised.append((.init(.nulls, in: part, way), .null)) }
    // Webhooks of one schema list the events of all of them, and each is found by its own.
    let own = outline.values.firstIndex { $0.text == event }
    let isEvent = event != nil && own != nil && Contract.eventMembers.contains { "/\($0)" == way }
    for (index, value) in outline.values.enumerated() where !isEvent || index == own {
      promised.append((.init(.enumValues, in: part, way, value: value.text(.compact)), .listed(index)))
    }
    for (number, union) in outline.unions.enumerated() where union.isChoice {
      for (index, branch) in union.branches.enumerated() where !branch.isNull {
        promised.append(
          (.init(.unionBranches, in: part, way, value: branch.label), .branch(union: number, index)))
      }
    }
    return promised
  }

  private static func inner(_ outline: SchemaSpots.Outline, of place: Place) -> [Place] {
    let depth = place.depth + 1
    var inner: [Place] = []
    for (name, spot) in outline.properties {
      let token = name.replacing("~", with: "~0").replacing("/", with: "~1")
      inner.append(Place(spot: spot, way: "\(place.way)/\(token)", depth: depth, role: .field))
    }
    for spot in outline.prefixItems + [outline.items, outline.others].compactMap(\.self) {
      inner.append(Place(spot: spot, way: "\(place.way)/*", depth: depth, role: .value))
    }
    for union in outline.unions {
      for branch in union.branches {
        let way = union.isChoice ? "\(place.way)<\(branch.label)>" : place.way
        inner.append(Place(spot: branch.spot, way: way, depth: depth, role: .branch))
      }
    }
    return inner
  }
}
