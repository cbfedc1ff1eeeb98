import HTTPModel
import Hashing
import JSONModel

/// Header fields as a cassette writes them: `"Name: value"`, or `{"name": …, "base64": …}` where the value is not UTF-8.
enum HeaderText {
  static func json(_ fields: HeaderFields) -> JSONValue {
    var line = JSONLine()
    write(fields, to: &line)
    return (try? JSONValue(parsing: line.bytes)) ?? .array([])
  }

  static func write(_ fields: HeaderFields, to line: inout JSONLine) {
    line.array { line in
      fields.forEach { name, value in write(name, value, to: &line) }
    }
  }

  private static func write(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, to line: inout JSONLine
  ) {
    if value.isUTF8 {
      line.string { line in
        line.text(name)
        line.text(value.isEmpty ? ":" : ": ")
        line.text(value)
      }
    } else {
      line.object { line in
        line.key("name")
        line.string { $0.text(name) }
        line.key("base64")
        line.string(Base64.encode(value))
      }
    }
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
      guard let bytes = Base64.decode(try coded.requireString()) else { throw coded.wrong("is not valid Base64") }
      value = bytes
      try members.finish()
    } else {
      guard let text = place.string else { throw place.wrongKind("a string \"Name: value\" or an object") }
      let bytes = Array(text.utf8)
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw place.wrong("has no colon") }
      name = Array(bytes[..<colon])
      value = Array(bytes[(colon + 1)...].trimmed)
    }
    guard name.isToken else { throw place.wrong("has no valid field name") }
    guard value.isFieldText else { throw place.wrong("has a control character in its value") }
    return HeaderField(nameBytes: name, value: value)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether it is text. Nearly all of it is ASCII.
  var isUTF8: Bool {
    var all: UInt8 = 0
    for byte in self { all |= byte }
    return all < 128 || String(validating: self, as: UTF8.self) != nil
  }
}
