import JSONModel

/// A member of a definition's object.
struct DefinitionField: Sendable {
  let name: String
  /// Of the name.
  let position: TextPosition
  let value: JSONCursor
  let path: DefinitionPath
}

/// An object of a definition, by its members' names. Of two with the same name the later one counts; `DefinitionParser`
/// reports both.
struct DefinitionFields: Sendable {
  let all: [DefinitionField]
  let position: TextPosition
  let path: DefinitionPath
  /// Of many the last index of each name; nil where looking at them all is as fast.
  private let indices: [JSONString: Int]?

  init(_ cursor: JSONCursor, path: DefinitionPath) {
    let all = cursor.members.map { member in
      let name = member.key.text
      return DefinitionField(name: name, position: member.keyPosition, value: member.value, path: path.appending(name))
    }
    self.all = all
    position = cursor.position
    self.path = path
    indices =
      all.count <= 16 ? nil : Dictionary(all.indices.map { (JSONString(all[$0].name), $0) }, uniquingKeysWith: { $1 })
  }

  subscript(_ name: String) -> DefinitionField? {
    if let indices { return indices[JSONString(name)].map { all[$0] } }
    // By index: `last(where:)` copies each field that it looks at.
    for index in all.indices.reversed() where all[index].name.hasSameBytes(as: name) { return all[index] }
    return nil
  }
}
