import JSONModel

/// Members that only the other direction has (`readOnly`, `writeOnly`): they are not required.
extension SchemaCompiler {
  /// What decides whether a schema belongs to the other direction: its own keyword, and the schemas that it refers to or
  /// joins by `allOf`.
  struct DirectionMark {
    var isMarked = false
    var others: [SchemaLocation] = []
  }

  /// The most schemas that are looked into for one list of required names, the most that are for one of its members, and
  /// the most members for all lists.
  private static let mostParts = 64, mostMarks = 256, mostLooks = 1_000_000
  /// References and `allOf`s inside each other are followed so far.
  private static let deepest = 8

  /// Which of some names a schema need not have in the direction that is checked. The property may be described by any
  /// schema that applies to the same object for certain: this one, what it refers to, what is in its `allOf`, and where
  /// it is itself an alternative or a part of another, that one with its parts.
  mutating func namesOfOtherDirection(_ names: [[UInt8]], _ keywords: SchemaKeywords) -> Set<[UInt8]> {
    guard let direction = options.direction, !names.isEmpty else { return [] }
    let keyword: Keyword = direction == .write ? .readOnly : .writeOnly
    let wanted = Set(names)
    var found: Set<[UInt8]> = [], seen: Set<SchemaLocation> = []
    var rest = [SchemaLocation(document: keywords.document, node: keywords.schema.ordinal)]
    while let outer = owners[rest[rest.count - 1]], rest.count < SchemaCompiler.deepest { rest.append(outer) }
    while let location = rest.popLast(), seen.count < SchemaCompiler.mostParts {
      guard seen.insert(location).inserted else { continue }
      let schema = index.cursor(location.document, location.node)
      guard schema.kind == .object else { continue }
      let (parts, isHidden) = conjunction(schema, in: location.document)
      rest += parts
      guard !isHidden, let properties = schema["properties"] else { continue }
      for property in properties.members {
        looks += 1
        guard looks < SchemaCompiler.mostLooks else { return found }
        guard wanted.contains(property.key.codeUnits) else { continue }
        let member = SchemaLocation(document: location.document, node: property.value.ordinal)
        if isMarked(member, keyword) { found.insert(property.key.codeUnits) }
      }
    }
    return found
  }

  private mutating func isMarked(_ schema: SchemaLocation, _ keyword: Keyword) -> Bool {
    var waiting = [schema], seen: Set = [schema]
    while let next = waiting.popLast() {
      let mark = directionMarks[next] ?? directionMark(next, keyword)
      directionMarks[next] = mark
      if mark.isMarked { return true }
      for other in mark.others where seen.count < SchemaCompiler.mostMarks && seen.insert(other).inserted {
        waiting.append(other)
      }
    }
    return false
  }

  private mutating func directionMark(_ location: SchemaLocation, _ keyword: Keyword) -> DirectionMark {
    var mark = DirectionMark()
    let schema = index.cursor(location.document, location.node)
    guard schema.kind == .object else { return mark }
    let (parts, isHidden) = conjunction(schema, in: location.document)
    mark.others = parts
    mark.isMarked =
      !isHidden && index.resources[index.resource(of: location.node, in: location.document)].dialect.has(keyword)
      && schema[keyword.name]?.bool == true
    return mark
  }

  /// What else every value of a schema must fit, and whether nothing beside its reference counts.
  private mutating func conjunction(
    _ schema: JSONCursor, in document: Int
  ) -> (parts: [SchemaLocation], isHidden: Bool) {
    var parts: [SchemaLocation] = []
    let resource = index.resource(of: schema.ordinal, in: document)
    let reference = schema["$ref"]
    if let reference, let text = reference.string,
      let target = try? index.target(of: text, from: resource, at: reference.place)
    {
      parts.append(SchemaLocation(document: target.document, node: target.node))
    }
    if reference != nil, index.resources[resource].dialect.refHidesOthers { return (parts, true) }
    if let all = schema["allOf"] {
      parts += all.elements.prefix(SchemaCompiler.mostParts).map {
        SchemaLocation(document: document, node: $0.ordinal)
      }
    }
    return (parts, false)
  }
}
