import JSONModel

/// Objects of one shape that a draft has in several places, each lifted into a component.
///
/// Two have one shape where their schemas are the same but for the comments. A shape inside another one counts once for
/// all places that the outer one is in.
struct RepeatedShapes {
  fileprivate struct Place {
    let block: YAMLBlock
    /// Where the first one is, for the comment.
    let source: String
    var count = 0
    /// What places would call it, in their order.
    var names: [String] = []
  }

  /// By the schema's text.
  private var places: [String: Place] = [:]
  private var order: [String] = []
  /// Of the shapes that are lifted.
  private var names: [String: String] = [:]

  /// Fewer members are not worth a name.
  private static let minMembers = 2

  /// `sections`: of a draft, by their keys: `paths`, `webhooks`.
  init(_ sections: [YAMLBlock.Member]) {
    for section in sections { visit(section.value, [section.key]) }
    var used: Set<String> = []
    for shape in order {
      guard let place = places[shape], place.count > 1 else { continue }
      names[shape] = RepeatedShapes.free(place.commonName, &used)
    }
  }

  /// The same section with references to components.
  func lifted(_ section: YAMLBlock.Member) -> YAMLBlock.Member { lifted(section, isComponent: false) }

  /// In the order in which they first come.
  var components: [YAMLBlock.Member] {
    order.compactMap { shape in
      guard let name = names[shape], let place = places[shape] else { return nil }
      let comment = "in \(place.count) places; the counts are those of \(place.source)"
      return lifted(YAMLBlock.Member(name, place.block, comment), isComponent: true)
    }
  }

  // MARK: Finding

  private mutating func visit(_ block: YAMLBlock, _ way: [String]) {
    switch block {
    case .mapping(let members):
      if let shape = RepeatedShapes.shape(block) {
        let isKnown = places[shape] != nil
        if !isKnown {
          order.append(shape)
          places[shape] = Place(block: block, source: ShapeName.place(way))
        }
        places[shape]?.count += 1
        places[shape]?.names.append(ShapeName.name(way))
        if isKnown { return }
      }
      for member in members { visit(member.value, way + [member.key]) }
    case .list(let items):
      for item in items { visit(item, way) }
    case .scalar, .values: break
    }
  }

  /// Nil for what is not an object's schema with some members.
  private static func shape(_ block: YAMLBlock) -> String? {
    guard case .mapping(let members) = block,
      members.contains(where: { $0.key == "type" && $0.value.json == "object" }),
      case .mapping(let properties)? = members.first(where: { $0.key == "properties" })?.value,
      properties.count >= minMembers
    else { return nil }
    return block.json.text()
  }

  private static func free(_ name: String, _ used: inout Set<String>) -> String {
    var free = name, number = 2
    while !used.insert(free).inserted {
      free = "\(name)\(number)"
      number += 1
    }
    return free
  }

  // MARK: Replacing

  private func lifted(_ member: YAMLBlock.Member, isComponent: Bool) -> YAMLBlock.Member {
    YAMLBlock.Member(member.key, lifted(member.value, isComponent: isComponent), member.comment)
  }

  private func lifted(_ block: YAMLBlock, isComponent: Bool) -> YAMLBlock {
    switch block {
    case .mapping(let members):
      if !isComponent, let name = RepeatedShapes.shape(block).flatMap({ names[$0] }) {
        return .mapping([YAMLBlock.Member("$ref", text: "#/components/schemas/\(name)")])
      }
      return .mapping(members.map { lifted($0, isComponent: false) })
    case .list(let items): return .list(items.map { lifted($0, isComponent: false) })
    case .scalar, .values: return block
    }
  }
}

extension RepeatedShapes.Place {
  /// The one that most places have; of several of these the first.
  fileprivate var commonName: String {
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return names.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? "Object"
  }
}
