import HTTPModel
import JSONModel

extension HARReader {
  /// No client takes as many.
  private static let maxFields = 10_000

  /// A list of names and values. Where the fields are null or absent there are none.
  func headers(_ place: JSONCursor?) throws(RecordingError) -> HeaderFields {
    guard let place, !place.isNull else { return [] }
    guard place.kind == .array else { throw place.fault("\"headers\" is \(place.kind), it must be an array") }
    var fields = HeaderFields()
    for element in place.elements where !element.isNull {
      try append(try element.member("name", .string).text(), element["value"], at: element, to: &fields)
    }
    guard fields.count <= HARReader.maxFields else { throw place.fault("more than \(HARReader.maxFields) fields") }
    return fields
  }

  private func append(
    _ name: String, _ value: JSONCursor?, at place: JSONCursor, to fields: inout HeaderFields
  ) throws(RecordingError) {
    // HTTP/2's pseudo fields say what request line and status line say already.
    if name.utf8.first == UInt8(ascii: ":") { return }
    guard name.utf8.isToken else { throw place.fault("not a valid field name") }
    guard let value, !value.isNull else { return }
    // Polly.JS 1 lists the values of one name.
    for place in value.kind == .array ? Array(value.elements) : [value] {
      guard let text = place.scalarText else {
        throw place.fault("\"value\" is \(place.kind), it must be a string")
      }
      for bytes in HARReader.lines(of: text) {
        guard bytes.isFieldText else { throw place.fault("a field's value holds a control character") }
        fields.append(HeaderField(nameBytes: Array(name.utf8), value: bytes))
      }
    }
  }

  /// Chromium joins fields of one name with line feeds. A line that begins with a blank goes on with the one before (RFC
  /// 9112, section 5.2).
  private static func lines(of text: String) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for piece in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
      let line = piece.last == 13 ? piece.dropLast() : piece
      let bytes = Array(Array(line)[...].trimmed)
      if let first = line.first, first == 32 || first == 9, let last = lines.indices.last {
        lines[last] += (lines[last].isEmpty || bytes.isEmpty ? [] : [32]) + bytes
      } else {
        lines.append(bytes)
      }
    }
    return lines
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
