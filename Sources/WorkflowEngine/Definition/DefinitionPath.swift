import JSONModel

/// A path through a definition, in both ways of writing it.
struct DefinitionPath: Hashable, Sendable {
  var pointer = JSONPointer()
  var location = ""

  func appending(_ key: String) -> DefinitionPath {
    DefinitionPath(pointer: pointer.appending(key), location: "\(location)/\(key)")
  }

  func appending(_ index: Int) -> DefinitionPath {
    DefinitionPath(pointer: pointer.appending(index), location: "\(location)[\(index)]")
  }
}

/// Where an expression stands: the facts that AWS's causes and our reports name.
struct ExpressionPlace: Hashable, Sendable {
  var state: String
  /// The state's field: `ResultSelector`.
  var field: String
  /// The way down from there: `["body.$"]`. Empty where the field itself is the expression.
  var members: [String] = []
  var pointer: JSONPointer
  var position: TextPosition

  /// What AWS's causes call the field.
  var name: String { members.last ?? field }
}
