import JSONModel

extension JSONObject {
  /// For each of the names that is there the last value, in the order of the names.
  func lastValues(of names: [String]) -> [(String, JSONValue)] {
    if names.count < 8 { return names.compactMap { name in self[name].map { (name, $0) } } }
    let values = Dictionary(map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    return names.compactMap { name in values[JSONString(name)].map { (name, $0) } }
  }
}
