import HTTPModel
import Hashing
import JSONModel

extension HARReader {
  func headers(_ place: JSONCursor?) throws(RecordingError) -> HeaderFields {
    guard let place else { return [] }
    guard place.kind == .array else { throw error("\"headers\" is \(place.kind), it must be an array", at: place) }
    var fields = HeaderFields()
    for element in place.elements {
      let name = try text(member("name", of: element, kind: .string))
      let valuePlace = try member("value", of: element, kind: .string)
      // HTTP/2's pseudo fields say what request line and status line say already.
      if name.utf8.first == UInt8(ascii: ":") { continue }
      guard name.utf8.isToken else { throw error("not a valid field name", at: element) }
      // Browsers join several cookies with line feeds.
      for piece in try text(valuePlace).utf8.split(separator: 10, omittingEmptySubsequences: false) {
        let value = Array(Array(piece)[...].trimmed)
        guard value.isFieldText else { throw error("a field's value holds a control character", at: valuePlace) }
        fields.append(HeaderField(nameBytes: Array(name.utf8), value: value))
        guard name.lowercased() == "set-cookie" || piece.count == (valuePlace.string ?? "").utf8.count else {
          throw error("a field's value holds a line feed", at: valuePlace)
        }
      }
    }
    return fields
  }

  /// HAR keeps a request's body as text. Where the bytes are none, tools say so by `encoding`, or in the comment.
  func requestBody(_ place: JSONCursor?, lost: inout [String]) throws(RecordingError) -> [UInt8] {
    guard let place, place.kind != .null else { return [] }
    guard place.kind == .object else { throw error("\"postData\" is \(place.kind), it must be an object", at: place) }
    let isBase64 = place["encoding"]?.string == "base64" || place["comment"]?.string == "base64"
    if let textPlace = place["text"], textPlace.string?.utf8.isEmpty == false {
      return try bytes(textPlace, isBase64: isBase64)
    }
    guard let fields = place["params"], fields.count > 0 else { return [] }
    guard MediaType(place["mimeType"]?.string ?? "")?.isForm ?? false else {
      lost.append("the request's body")
      return []
    }
    lost.append("the request body's own bytes: it was made again from its fields")
    let pairs = fields.elements.map { field in
      PercentEncoding.encoded((field["name"]?.string ?? "").utf8) + "="
        + PercentEncoding.encoded((field["value"]?.string ?? "").utf8)
    }
    return Array(pairs.joined(separator: "&").utf8)
  }

  func content(_ place: JSONCursor?, lost: inout [String]) throws(RecordingError) -> [UInt8] {
    guard let place, place.kind != .null else { return [] }
    guard place.kind == .object else { throw error("\"content\" is \(place.kind), it must be an object", at: place) }
    guard let textPlace = place["text"], textPlace.kind != .null else { return [] }
    let encoding = place["encoding"]?.string ?? ""
    guard ["", "base64"].contains(encoding) else {
      throw error("the content's encoding is neither absent nor base64", at: place["encoding"] ?? place)
    }
    let bytes = try bytes(textPlace, isBase64: encoding == "base64")
    if let size = place["size"]?.int, size >= 0, size != bytes.count {
      lost.append("the response body's own bytes: the file says that there were \(size), and holds \(bytes.count)")
    }
    return bytes
  }

  private func bytes(_ place: JSONCursor, isBase64: Bool) throws(RecordingError) -> [UInt8] {
    let text = try text(place)
    guard isBase64 else { return Array(text.utf8) }
    // Some tools break lines, which strict Base64 has none of.
    guard let bytes = Base64.decode(text.utf8.filter { $0 > 32 }) else { throw error("not valid Base64", at: place) }
    return bytes
  }
}
