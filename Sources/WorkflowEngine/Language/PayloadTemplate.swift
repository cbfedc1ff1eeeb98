import JSONModel

/// The value of Parameters, ResultSelector or Credentials: JSON in which a member `name.$` is an expression.
struct PayloadTemplate: Sendable {
  indirect enum Node: Sendable {
    /// Holds no expression anywhere.
    case literal(JSONValue)
    /// The members that come out, in AWS's order: those without `.$` as defined, then those with it in the order of a
    /// Java hash map.
    case object(literals: [(key: JSONString, node: Node)], expressions: [(key: JSONString, expression: Expression)])
    case array([Node])
  }

  let root: Node

  /// The name that comes out of `name.$`; nil where the name has no such end.
  static func plainName(_ name: String) -> String? {
    let bytes = name.utf8
    return bytes.suffix(2).elementsEqual(".$".utf8) ? String(decoding: bytes.dropLast(2), as: UTF8.self) : nil
  }

  func value(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    try PayloadTemplate.value(of: root, &data)
  }

  private static func value(of node: Node, _ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    switch node {
    case .literal(let value): return TracedValue(value)
    case .array(let nodes):
      var values: [TracedValue] = []
      for node in nodes { values.append(try value(of: node, &data)) }
      return TracedValue(.array(values.map(\.value)), .elements(values.map(\.origin)))
    case .object(let literals, let expressions):
      var members: [(key: JSONString, value: TracedValue)] = []
      for (key, node) in literals { members.append((key, try value(of: node, &data))) }
      for (key, expression) in expressions { members.append((key, try expression.value(&data))) }
      return TracedValue(
        .object(JSONObject(members.map { JSONObject.Member(key: $0.key, value: $0.value.value) })),
        .members(members.map { ($0.key, $0.value.origin) }))
    }
  }
}
