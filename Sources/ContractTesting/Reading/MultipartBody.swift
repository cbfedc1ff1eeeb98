import HTTPModel
import JSONModel

/// The parts of a `multipart/form-data` body (RFC 7578).
enum MultipartBody {
  private static let maxParts = 10_000

  /// Nil where the body is not divided by the boundary, or a part has no name.
  static func fields(_ bytes: [UInt8], boundary: String) -> [FormField]? {
    let mark = Array("--\(boundary)".utf8)
    guard !boundary.isEmpty, var position = find(mark, in: bytes, from: 0) else { return nil }
    var fields: [FormField] = []
    while true {
      let start = position + mark.count
      if bytes[start...].starts(with: "--".utf8) { return fields }
      guard fields.count < maxParts, let next = find(mark, in: bytes, from: start),
        let field = field(bytes[start..<next])
      else { return nil }
      fields.append(field)
      position = next
    }
  }

  private static func field(_ part: ArraySlice<UInt8>) -> FormField? {
    guard let end = find(Array("\r\n\r\n".utf8), in: Array(part), from: 0).map({ part.startIndex + $0 }) else {
      return nil
    }
    var name: String?
    var type: MediaType?
    for line in part[..<end].split(whereSeparator: { $0 == 13 || $0 == 10 }) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
      switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
      // The parameters are written as a media type's.
      case "content-disposition": name = MediaType("x/" + value.drop { $0 == " " })?.parameter("name")
      case "content-type": type = MediaType(value)
      default: continue
      }
    }
    guard let name else { return nil }
    var text = Array(part[(end + 4)...])
    if text.suffix(2) == [13, 10] { text.removeLast(2) }
    return FormField(name: Array(name.utf8), text: text, isJSON: type?.isJSON ?? false)
  }

  private static func find(_ text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = text.first, bytes.count >= text.count else { return nil }
    var index = start
    while index <= bytes.count - text.count {
      if bytes[index] == first, bytes[index..<index + text.count].elementsEqual(text) { return index }
      index += 1
    }
    return nil
  }
}
