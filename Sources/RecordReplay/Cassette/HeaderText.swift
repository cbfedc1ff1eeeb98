import HTTPModel
import Hashing
import JSONModel

/// Header fields as a cassette writes them: `"Name: value"`, or `{"name": …, "base64": …}` where the value is not UTF-8.
enum HeaderText {
  static func json(_ fields: HeaderFields) -> JSONValue { .array(fields.map(json)) }

  private static func json(_ field: HeaderField) -> JSONValue {
    guard let value = String(validating: field.value, as: UTF8.self) else {
      return ["name": .string(field.name), "base64": .string(Base64.encode(field.value))]
    }
    return .string(value.utf8.isEmpty ? "\(field.name):" : "\(field.name): \(value)")
  }

  static func fields(_ place: JSONCursor?) throws(ShapeError) -> HeaderFields {
    guard let place else { return [] }
    return HeaderFields(try place.list { element throws(ShapeError) in try field(element) })
  }

  private static func field(_ place: JSONCursor) throws(ShapeError) -> HeaderField {
    let name: [UInt8], value: [UInt8]
    if place.kind == .object {
      var members = try JSONMembers(place)
      name = Array(try members.required("name").requireString().utf8)
      let coded = try members.required("base64")
      guard let bytes = Base64.decode(try coded.requireString()) else { throw coded.wrong("is no Base64") }
      value = bytes
      try members.finish()
    } else {
      guard let text = place.string else { throw place.wrongKind("a string \"Name: value\" or an object") }
      let bytes = Array(text.utf8)
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw place.wrong("has no colon") }
      name = Array(bytes[..<colon])
      value = trimmed(bytes[(colon + 1)...])
    }
    guard isToken(name) else { throw place.wrong("has no valid field name") }
    guard isValue(value) else { throw place.wrong("has a control character in its value") }
    return HeaderField(nameBytes: name, value: value)
  }

  /// RFC 9110 section 5.6.2.
  static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// No CR, LF or NUL (RFC 9110 section 5.5), and no other control but the tab.
  static func isValue(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { ($0 >= 32 && $0 != 127) || $0 == 9 }
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let blanks: [UInt8] = [32, 9]
    let rest = bytes.drop(while: blanks.contains)
    let end = rest.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? rest.startIndex
    return Array(rest[..<end])
  }
}
