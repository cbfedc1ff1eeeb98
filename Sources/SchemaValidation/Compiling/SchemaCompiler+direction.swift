import JSONModel

/// Members that only the other direction has (`readOnly`, `writeOnly`).
extension SchemaCompiler {
  /// Whether a required name need not be there in the direction that is checked: its schema, or one that it refers to,
  /// says that it belongs to the other.
  mutating func isOfOtherDirection(_ name: [UInt8], _ keywords: SchemaKeywords) -> Bool {
    guard let direction = options.direction, let properties = keywords[.properties] else { return false }
    let keyword: Keyword = direction == .write ? .readOnly : .writeOnly
    guard let property = properties.members.first(where: { $0.key.codeUnits == name }) else { return false }
    return isMarked(property.value, keyword, in: keywords.document, depth: 0)
  }

  private mutating func isMarked(_ schema: JSONCursor, _ keyword: Keyword, in document: Int, depth: Int) -> Bool {
    guard schema.kind == .object, depth < 8 else { return false }
    let resource = index.resource(of: schema.ordinal, in: document)
    let dialect = index.resources[resource].dialect
    let reference = schema["$ref"]
    if !(reference != nil && dialect.refHidesOthers) {
      if dialect.has(keyword), schema[keyword.name]?.bool == true { return true }
      for part in schema["allOf"].map({ Array($0.elements) }) ?? []
      where isMarked(part, keyword, in: document, depth: depth + 1) {
        return true
      }
    }
    guard let reference, let text = reference.string,
      let target = try? index.target(of: text, from: resource, at: reference.place)
    else { return false }
    return isMarked(
      index.cursor(target.document, target.node), keyword, in: target.document, depth: depth + 1)
  }
}
