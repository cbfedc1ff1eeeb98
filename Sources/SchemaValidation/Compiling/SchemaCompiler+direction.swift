import JSONModel

/// Members that only the other direction has (`readOnly`, `writeOnly`).
extension SchemaCompiler {
  /// What decides whether a schema belongs to the other direction: its own keyword, and the schemas that it refers to or
  /// joins by `allOf`.
  struct DirectionMark {
    var isMarked = false
    var others: [SchemaLocation] = []
  }

  /// The most schemas that are looked at for one member.
  private static let maxMarks = 256

  /// The names in `properties` that need not be there in the direction that is checked: each one's schema, or one that
  /// holds with it, says that it belongs to the other.
  mutating func namesOfOtherDirection(_ keywords: SchemaKeywords) -> Set<[UInt8]> {
    guard let direction = options.direction, let properties = keywords[.properties] else { return [] }
    let keyword: Keyword = direction == .write ? .readOnly : .writeOnly
    var names: Set<[UInt8]> = []
    for property in properties.members {
      let location = SchemaLocation(document: keywords.document, node: property.value.ordinal)
      if isMarked(location, keyword) { names.insert(property.key.codeUnits) }
    }
    return names
  }

  private mutating func isMarked(_ schema: SchemaLocation, _ keyword: Keyword) -> Bool {
    var waiting = [schema], seen: Set = [schema]
    while let next = waiting.popLast() {
      let mark = directionMarks[next] ?? directionMark(next, keyword)
      directionMarks[next] = mark
      if mark.isMarked { return true }
      for other in mark.others where seen.count < SchemaCompiler.maxMarks && seen.insert(other).inserted {
        waiting.append(other)
      }
    }
    return false
  }

  private mutating func directionMark(_ location: SchemaLocation, _ keyword: Keyword) -> DirectionMark {
    var mark = DirectionMark()
    let schema = index.cursor(location.document, location.node)
    guard schema.kind == .object else { return mark }
    let resource = index.resource(of: location.node, in: location.document)
    let dialect = index.resources[resource].dialect
    let reference = schema["$ref"]
    if reference == nil || !dialect.refHidesOthers {
      mark.isMarked = dialect.has(keyword) && schema[keyword.name]?.bool == true
      let parts = schema["allOf"].map { Array($0.elements.prefix(SchemaCompiler.maxMarks)) } ?? []
      mark.others = parts.map { SchemaLocation(document: location.document, node: $0.ordinal) }
    }
    if let reference, let text = reference.string,
      let target = try? index.target(of: text, from: resource, at: reference.place)
    {
      mark.others.append(SchemaLocation(document: target.document, node: target.node))
    }
    return mark
  }
}
