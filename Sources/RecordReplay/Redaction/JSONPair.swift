import JSONModel

/// A name and its value side by side.
struct JSONPair {
  let name: String
  let value: JSONCursor
  var valueKey: String?

  /// `["password", "…"]`
  init?(_ array: JSONCursor) {
    guard array.count == 2, let name = array[0]?.string, let value = array[1], value.kind == .string,
      name.utf8.count <= 64, JSONPair.isName(name)
    else { return nil }
    (self.name, self.value) = (name, value)
  }

  /// What the member is called that has the name, and the one that has the value.
  private static let nameKeys = [
    "name", "key", "id", "label", "field", "parameter", "param", "variable", "header", "attribute",
  ]
  private static let valueKeys: Set<String> = ["value", "val"]

  /// `{"name": N, "value": V}`, also with `key`, `id` and the like.
  init?(object: JSONCursor) {
    guard JSONPair.mayBeOne(object) else { return nil }
    let members = Array(object.members), keys = members.map(\.key.text)
    guard let value = keys.firstIndex(where: { JSONPair.valueKeys.contains($0.lowercased()) }),
      let text = JSONPair.nameKeys.lazy.compactMap({ key in
        keys.firstIndex { $0.lowercased() == key }.flatMap { members[$0].value.string }
      }).first(where: JSONPair.isName)
    else { return nil }
    self.name = text
    self.value = members[value].value
    valueKey = keys[value]
  }

  /// False of an object that has neither `value` nor `val`.
  private static func mayBeOne(_ object: JSONCursor) -> Bool {
    object.withNodes { mayBeOne(object.ordinal, $0) }
  }

  static func mayBeOne(_ object: Int, _ nodes: JSONNodes) -> Bool {
    (2...8).contains(nodes.count(of: object))
      && nodes.children(of: object).contains { key in
        let name = nodes.source(of: key)
        return nodes.hasEscapes(key) || (name.count == 5 || name.count == 3) && name[0] | 32 == UInt8(ascii: "v")
      }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "=") }
  }
}
