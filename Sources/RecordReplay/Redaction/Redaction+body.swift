import HTTPModel
import JSONModel
import SecretDetection

extension Redaction {
  mutating func body(_ bytes: [UInt8], mediaType: MediaType?) -> [UInt8] {
    if bytes.isEmpty { return bytes }
    if let text = UTF16Text(bytes) {
      let new = body(text.utf8, mediaType: nil)
      // It is compared byte by byte.
      (redacted, seen.body, seen.clearBody) = (nil, nil, nil)
      return new == text.utf8 ? bytes : text.written(new)
    }
    way.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    redacted = nil
    switch ContentKind(mediaType).reading(bytes) {
    case .form:
      if let boundary = Redaction.boundary(of: bytes) {
        area = "/body"
        return multipart(bytes, boundary: boundary)
      }
      area = "/body/form"
      let new = items(bytes, .form) ?? bytes
      // What has blanks or tags in it is no form, whatever it is called, nor is what has no item.
      guard !bytes.contains(UInt8(ascii: "=")) || bytes.contains(where: { $0 <= 32 || $0 == UInt8(ascii: "<") }) else {
        return ContentKind.looksLikeJSON(bytes) && new == bytes ? text(bytes, mediaType) : new
      }
      area = "/body"
      return text(new, mediaType)
    case .multipart(let boundary):
      area = "/body"
      return multipart(bytes, boundary: Array(boundary.utf8))
    case let kind:
      // A secret in JSON is one under any media type.
      if kind == .json || ContentKind.looksLikeJSON(bytes), var glance = bodyGlance(bytes) {
        // Only what is JSON by its type is compared as such, and has places inside.
        let isJSON = kind == .json || kind == .unknown
        area = isJSON ? "/body/json" : "/body"
        depth = isJSON ? 0 : 1
        event = rules.eventType.flatMap { glance.document.root.resolve($0)?.string }
        defer { (depth, event) = (0, nil) }
        let known = memory.secrets.count
        let edits = json(&glance)
        seen.body = glance
        seen.clearBody = isClear && edits.isEmpty ? known : nil
        redacted = glance.document.replacing(edits)
        return redacted?.bytes ?? Edit.apply(edits, to: bytes)
      }
      area = "/body"
      if let boundary = Redaction.boundary(of: bytes) { return multipart(bytes, boundary: boundary) }
      return text(bytes, mediaType)
    }
  }

  /// Nil where the body is no JSON.
  private mutating func bodyGlance(_ bytes: [UInt8]) -> JSONGlance? {
    if pass == .replacing { return seen.body }
    return (try? JSONDocument(parsing: bytes)).map { glance(at: $0) }
  }

  /// A body, or a part of one, that is no JSON as a whole.
  mutating func text(_ bytes: [UInt8], _ mediaType: MediaType?) -> [UInt8] {
    if let type = mediaType, ["image", "font", "audio", "video"].contains(type.type), type.subtype != "svg+xml" {
      return bytes
    }
    if let lines = jsonLines(bytes) { return lines }
    return value(bytes, .text) ?? bytes
  }

  /// One JSON value a line, also behind `data:` (server-sent events). Nil where no line is.
  private mutating func jsonLines(_ bytes: [UInt8]) -> [UInt8]? {
    let lines = bytes.split { $0 == 10 || $0 == 13 }
    guard lines.contains(where: { Redaction.document(in: $0) != nil }) else { return nil }
    var edits: [Edit] = []
    depth += 1
    defer { depth -= 1 }
    for line in lines {
      if let (start, document) = Redaction.document(in: line) {
        if let new = json(document) { edits.append(Edit(start: start, length: line.endIndex - start, bytes: new)) }
      } else if let new = value(Array(line), .text) {
        edits.append(Edit(start: line.startIndex, length: line.count, bytes: new))
      }
    }
    return Edit.apply(edits, to: bytes)
  }

  /// The JSON of a line, and where it begins.
  private static func document(in line: ArraySlice<UInt8>) -> (start: Int, document: JSONDocument)? {
    var content = line
    if content.begins(with: Array("data:".utf8)) { content = content.dropFirst(5).drop { $0 == 32 } }
    guard let first = content.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    return (try? JSONDocument(parsing: Array(content))).map { (content.startIndex, $0) }
  }
}
