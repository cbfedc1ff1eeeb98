import JSONModel

extension JSONValue {
  /// The same value as AWS holds it after reading it: no escape but the needed ones, and of members with the same key
  /// the last value in the first one's place.
  var unescaped: JSONValue {
    switch self {
    case .null, .bool, .number: return self
    case .string(let string): return .string(string.text)
    case .array(let elements): return .array(elements.map(\.unescaped))
    case .object(let object):
      var members: [JSONObject.Member] = []
      members.reserveCapacity(object.count)
      var places: [JSONString: Int] = [:]
      for member in object {
        let key = JSONString(member.key.text)
        if let place = places[key] {
          members[place].value = member.value.unescaped
        } else {
          places[key] = members.count
          members.append(JSONObject.Member(key: key, value: member.value.unescaped))
        }
      }
      return .object(JSONObject(members))
    }
  }

  /// A string's text, or the JSON text of a number, a boolean or null; nil for arrays and objects.
  var scalarText: String? {
    switch self {
    case .string(let string): string.text
    case .number, .bool, .null: text()
    case .array, .object: nil
    }
  }
}
