import JSONModel

/// A body of JSON, compared by value: numbers by what they denote, strings with their escapes undone, members in any
/// order. Of members with one name the order counts.
struct ComparedJSON {
  private let document: JSONDocument
  /// Keys of the members that are not compared.
  private var ignored: Set<Int> = []
  /// Values in whose place anything fits.
  private var masked: Set<Int> = []

  init(_ document: JSONDocument, _ rules: MatchRules, _ mask: PlaceMask.JSONNode?) {
    self.document = document
    guard rules.ignoresMembers || mask != nil else { return }
    var way: [JSONToken] = []
    document.withNodes { decide(0, $0, mask, rules, &way) }
  }

  private mutating func decide(
    _ node: Int, _ nodes: JSONNodes, _ mask: PlaceMask.JSONNode?, _ rules: MatchRules, _ way: inout [JSONToken]
  ) {
    if let fit = mask?.fit, fit.fits(CaptureSource.Value(node, nodes)) {
      masked.insert(node)
      return
    }
    let isObject = nodes.kind(of: node) == .object
    let meant = isObject && mask?.isOfLast ?? false ? ComparedJSON.lastMembers(node, nodes, of: mask) : nil
    for (index, child) in nodes.children(of: node).enumerated() {
      way.append(isObject ? .member(nodes.text(of: child)) : .element(index))
      defer { way.removeLast() }
      if isObject, rules.ignores(way) {
        ignored.insert(child)
      } else {
        let mask = meant?.contains(child) ?? true ? way.last.flatMap { mask?.children[$0] } : nil
        decide(isObject ? child + 1 : child, nodes, mask, rules, &way)
      }
    }
  }

  /// Keys of the last members of those names that the mask says something of.
  private static func lastMembers(_ object: Int, _ nodes: JSONNodes, of mask: PlaceMask.JSONNode?) -> Set<Int> {
    var last: [JSONToken: Int] = [:]
    for key in nodes.children(of: object) {
      let token = JSONToken.member(nodes.text(of: key))
      if mask?.children[token] != nil { last[token] = key }
    }
    return Set(last.values)
  }

  // MARK: To the key

  func append(to bytes: inout [UInt8]) {
    var keys: [Int] = []
    document.withNodes { append(0, $0, &keys, to: &bytes) }
  }

  /// `keys` are those of all objects that are open.
  private func append(_ node: Int, _ nodes: JSONNodes, _ keys: inout [Int], to bytes: inout [UInt8]) {
    if masked.contains(node) { return bytes.append(UInt8(ascii: "*")) }
    let kind = nodes.kind(of: node)
    switch kind {
    case .object:
      bytes.append(UInt8(ascii: "{"))
      let first = keys.count
      for key in nodes.children(of: node) where !ignored.contains(key) { keys.append(key) }
      nodes.sort(&keys, from: first)
      for position in first..<keys.count {
        bytes.append(UInt8(ascii: ","))
        bytes.appendCounted { nodes.appendScalar(keys[position], to: &$0) }
        append(keys[position] + 1, nodes, &keys, to: &bytes)
      }
      keys.removeLast(keys.count - first)
      bytes.append(UInt8(ascii: "}"))
    case .array:
      bytes.append(UInt8(ascii: "["))
      for element in nodes.children(of: node) { append(element, nodes, &keys, to: &bytes) }
      bytes.append(UInt8(ascii: "]"))
    case .null, .bool, .number, .string:
      bytes.append(kind.rawValue)
      bytes.appendCounted { nodes.appendScalar(node, to: &$0) }
    }
  }

  // MARK: To be explained

  /// Stands in the place of what may be anything: in the same places on both sides, so a text that reads so is no other.
  static let anything = JSONValue.string(RequestFacts.anyText)

  /// Without what is not compared.
  var value: JSONValue { document.withNodes { value(0, $0) } }

  private func value(_ node: Int, _ nodes: JSONNodes) -> JSONValue {
    if masked.contains(node) { return ComparedJSON.anything }
    return switch nodes.kind(of: node) {
    case .object:
      .object(
        JSONObject(
          nodes.children(of: node).filter { !ignored.contains($0) }.map { key in
            JSONObject.Member(key: nodes.string(of: key), value: value(key + 1, nodes))
          }))
    case .array: .array(nodes.children(of: node).map { value($0, nodes) })
    case .null, .bool, .number, .string: nodes.value(of: node)
    }
  }
}
