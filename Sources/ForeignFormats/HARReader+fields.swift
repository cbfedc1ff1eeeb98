import HTTPModel
import JSONModel

extension HARReader {
  /// A list of names and values. Where the fields are null or absent there are none.
  func headers(_ place: JSONCursor?) throws(RecordingError) -> HeaderFields {
    guard let place, !place.isNull else { return [] }
    guard place.kind == .array else { throw place.fault("\"headers\" is \(place.kind), it must be an array") }
    var fields = HeaderFields()
    for element in place.elements {
      let name = try element.member("name", .string).text()
      // HTTP/2's pseudo fields say what request line and status line say already.
      if name.utf8.first == UInt8(ascii: ":") { continue }
      guard name.utf8.isToken else { throw element.fault("not a valid field name") }
      guard let value = element["value"], !value.isNull else { continue }
      // Polly.JS 1 lists the values of one name.
      for place in value.kind == .array ? Array(value.elements) : [value] {
        // Chromium joins fields of one name with line feeds.
        for piece in try fieldText(place).utf8.split(separator: 10, omittingEmptySubsequences: false) {
          let bytes = Array(Array(piece)[...].trimmed)
          guard bytes.isFieldText else { throw place.fault("a field's value holds a control character") }
          fields.append(HeaderField(nameBytes: Array(name.utf8), value: bytes))
        }
      }
    }
    return fields
  }

  private func fieldText(_ place: JSONCursor) throws(RecordingError) -> String {
    switch place.kind {
    case .string: return try place.text()
    case .number: return place.written
    case .bool: return place.written
    default: throw place.fault("\"value\" is \(place.kind), it must be a string")
    }
  }

  /// The value of HTTP/2's `:status`, where a tool kept it among the fields.
  func pseudoStatus(_ place: JSONCursor?) -> Int? {
    place?.elements.first { $0["name"]?.string == ":status" }?["value"]?.string.flatMap { Int($0) }
  }
}

extension JSONCursor {
  /// As it is written in the file.
  var written: String { String(decoding: sourceBytes, as: UTF8.self) }
}
