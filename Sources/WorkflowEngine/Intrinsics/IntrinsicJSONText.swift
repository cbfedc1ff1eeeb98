import JSONModel

extension JSONValue {
  /// As AWS writes JSON: compact, and only what must be escaped is. Number texts stay as they came. Where a member's
  /// key stands twice the last value counts, in the first one's place.
  var jsonText: String {
    var bytes: [UInt8] = []
    writeJSON(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes what `jsonText` is, and stops soon after `limit` bytes.
  func writeJSON(to bytes: inout [UInt8], limit: Int = .max) {
    if bytes.count > limit { return }
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += String(flag).utf8
    case .number(let number): bytes += number.text.utf8
    case .string(let string): JSONValue.writeJSON(string, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.writeJSON(to: &bytes, limit: limit)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.withoutRepeatedKeys.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.writeJSON(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.writeJSON(to: &bytes, limit: limit)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func writeJSON(_ string: JSONString, to bytes: inout [UInt8]) {
    let escaped = string.escaped
    bytes.append(UInt8(ascii: "\""))
    // Made anew, so that `\/` and `\u00e9` lose escapes that they do not need.
    bytes += (escaped.utf8.contains(UInt8(ascii: "\\")) ? JSONString(string.text).escaped : escaped).utf8
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONObject {
  /// Each key once: in its first place, with its last value.
  var withoutRepeatedKeys: JSONObject {
    var places: [JSONString: Int] = [:]
    var members: [Member] = []
    for member in self.members {
      if let place = places[member.key] {
        members[place].value = member.value
      } else {
        places[member.key] = members.count
        members.append(member)
      }
    }
    return JSONObject(members)
  }
}
