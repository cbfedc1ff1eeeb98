import HTTPModel
import Hashing
import JSONModel

/// A `multipart/form-data` body (RFC 7578), made again from the fields that a HAR file lists.
struct MultipartForm {
  let boundary: String
  let bytes: [UInt8]
  /// The first file whose content is not listed; nil where all are.
  let missing: String?

  /// Charles writes the content of files in Base64.
  init(_ fields: JSONCursor, _ type: MediaType, isOfCharles: Bool) throws(RecordingError) {
    guard fields.kind == .array else { throw fields.fault("\"params\" is \(fields.kind), it must be an array") }
    var parts: [Part] = []
    for field in fields.elements {
      parts.append(
        Part(
          name: try field.member("name", .string).text(), fileName: field["fileName"]?.string,
          type: field["contentType"]?.string, value: field["value"]?.scalarText))
    }
    var contents: [[UInt8]] = []
    var missing: String?
    for part in parts {
      if part.fileName != nil, isOfCharles, let value = part.value, let bytes = ChunkList.base64(value) {
        contents.append(bytes)
      } else {
        if part.value == nil, let name = part.fileName, missing == nil {
          missing = "a file\(AttachedFiles.shown(name))"
        }
        contents.append(Array((part.value ?? "").utf8))
      }
    }
    let boundary = MultipartForm.boundary(type.parameter("boundary"), outside: contents)
    var bytes: [UInt8] = []
    for (part, content) in zip(parts, contents) {
      guard part.isSafe else { throw fields.fault("a part's name or type holds a control character") }
      bytes += "--\(boundary)\r\n\(part.head)\r\n".utf8
      bytes += content + [13, 10]
    }
    bytes += "--\(boundary)--\r\n".utf8
    (self.boundary, self.bytes, self.missing) = (boundary, bytes, missing)
  }

  private struct Part {
    let name: String
    let fileName: String?, type: String?
    let value: String?

    var head: String {
      let file = fileName.map { "; filename=\"\(Part.quoted($0))\"" } ?? ""
      let type = type.map { $0.isEmpty ? "" : "Content-Type: \($0)\r\n" } ?? ""
      return "Content-Disposition: form-data; name=\"\(Part.quoted(name))\"\(file)\r\n\(type)"
    }

    var isSafe: Bool { [name, fileName ?? "", type ?? ""].allSatisfy { $0.utf8.isFieldText } }

    /// As browsers do it (WHATWG, multipart/form-data encoding algorithm); line ends are refused before.
    private static func quoted(_ text: String) -> String { text.replacingScalars("\"", with: "%22") }
  }

  /// The stated one where it is one (RFC 2046, section 5.1.1), else one that is in no part.
  private static func boundary(_ stated: String?, outside contents: [[UInt8]]) -> String {
    if let stated, (1...70).contains(stated.utf8.count), stated.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) {
      return stated
    }
    let boundary = "tapedeck-boundary-"
    let isFree = !contents.contains { $0[...].firstRange(of: Array(boundary.utf8)) != nil }
    // Its own digest no text holds.
    return boundary + (isFree ? "0" : String(Digest.sha256.hex(contents.joined()).prefix(32)))
  }
}
