import JSONModel

extension DefinitionParser {
  func template(_ field: DefinitionField?, state: String) -> PayloadTemplate? {
    guard let field else { return nil }
    return PayloadTemplate(root: node(field.value, owner: field, path: field.path, members: [], state: state))
  }

  private func node(
    _ cursor: JSONCursor, owner: DefinitionField, path: DefinitionPath, members: [String], state: String
  ) -> PayloadTemplate.Node {
    switch cursor.kind {
    case .object: return object(cursor, owner: owner, path: path, members: members, state: state)
    case .array:
      let nodes = cursor.elements.enumerated().map { index, element in
        node(element, owner: owner, path: path.appending(index), members: members + [String(index)], state: state)
      }
      return nodes.allSatisfy(\.isLiteral) ? .literal(cursor.value) : .array(nodes)
    default: return .literal(cursor.value)
    }
  }

  private func object(
    _ cursor: JSONCursor, owner: DefinitionField, path: DefinitionPath, members: [String], state: String
  ) -> PayloadTemplate.Node {
    var literals: [(key: JSONString, node: PayloadTemplate.Node)] = []
    var expressions: [(key: JSONString, expression: Expression)] = []
    var hasExpression = false
    let fields = DefinitionFields(cursor, path: path)
    for (field, member) in zip(fields.all, cursor.members) {
      let inner = members + [field.name]
      guard let plain = PayloadTemplate.plainName(field.name) else {
        warnOfMissingDollar(field, in: path)
        literals.append(
          (member.key, node(field.value, owner: owner, path: field.path, members: inner, state: state)))
        continue
      }
      hasExpression = true
      if fields[plain] != nil {
        report(
          "The fields '\(plain)' and '\(field.name)' can't both be there", at: field.path, position: field.position)
      }
      let place = place(field, state: state, members: inner, of: owner)
      if let expression = expression(field, place: place, container: path) {
        expressions.append((JSONString(plain), expression))
      }
    }
    if !hasExpression, literals.allSatisfy(\.node.isLiteral) { return .literal(cursor.value) }
    return .object(
      literals: literals, expressions: JavaHashOrder.sorted(expressions) { $0.key.text })
  }
}

extension PayloadTemplate.Node {
  var isLiteral: Bool { if case .literal = self { true } else { false } }
}
