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

  /// `{"name": N, "value": V}`, also with `key`.
  init?(object: JSONCursor) {
    guard JSONPair.mayBeOne(object) else { return nil }
    let members = Array(object.members), keys = members.map(\.key.text)
    guard let value = keys.firstIndex(where: { $0.lowercased() == "value" }),
      let name = keys.firstIndex(where: { ["name", "key"].contains($0.lowercased()) }),
      let text = members[name].value.string, JSONPair.isName(text)
    else { return nil }
    self.name = text
    self.value = members[value].value
    valueKey = keys[value]
  }

  /// False of an object that has no `value`.
  private static func mayBeOne(_ object: JSONCursor) -> Bool {
    object.withNodes { mayBeOne(object.ordinal, $0) }
  }

  static func mayBeOne(_ object: Int, _ nodes: JSONNodes) -> Bool {
    (2...8).contains(nodes.count(of: object))
      && nodes.children(of: object).contains { key in
        let name = nodes.source(of: key)
        return nodes.hasEscapes(key) || name.count == 5 && name[0] | 32 == UInt8(ascii: "v")
      }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "=") }
  }
}
