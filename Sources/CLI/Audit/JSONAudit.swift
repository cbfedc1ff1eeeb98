import Hashing
import JSONModel
import SecretDetection

/// Credentials in a JSON document, a HAR file or a cassette's file: each member is judged by its name, and what a
/// string holds is taken apart.
struct JSONAudit {
  private let detector: SecretDetector
  /// JSON in strings in strings is followed so far.
  private static let deepest = 4

  init(_ detector: SecretDetector) { self.detector = detector }

  func findings(in document: JSONDocument) -> [FoundCredential] {
    var found: [FoundCredential] = []
    walk(document.root, ValueContext(role: .member), nil, depth: 0, &found)
    return found
  }

  /// `position` is that of the string which the value stands in; nil in the file itself.
  private func walk(
    _ cursor: JSONCursor, _ context: ValueContext, _ position: TextPosition?, depth: Int,
    _ found: inout [FoundCredential]
  ) {
    var inner = context
    switch cursor.kind {
    case .object:
      inner.siblings = cursor.count > 1_000 ? [] : cursor.members.map(\.key.text)
      let named = pairName(cursor)
      for member in cursor.members {
        let key = member.key.text
        // In an object under a secret name all texts are secret, whatever they are called.
        let container = member.value.kind == .string ? secretContainer(context, cursor) : nil
        inner.names = container.map { context.names + [$0] } ?? context.names + [key]
        inner.role = .member
        if let named, key == "value" {
          inner.names = [named]
          inner.role = JSONAudit.role(of: context.names)
        } else if key == "text", cursor["encoding"]?.string == "base64", let text = member.value.string {
          decoded(text, at: position ?? member.value.position, &found)
          continue
        }
        walk(member.value, inner, position, depth: depth, &found)
      }
    case .array:
      for (index, element) in cursor.elements.enumerated() {
        inner.names = context.names + [String(index)]
        walk(element, inner, position, depth: depth, &found)
      }
    case .string: string(cursor, context, position, depth: depth, &found)
    case .null, .bool, .number: break
    }
  }

  /// The name of the object where it says that what is inside is secret; a resource only tells of the secret.
  private func secretContainer(_ context: ValueContext, _ cursor: JSONCursor) -> String? {
    guard cursor.count <= 16, detector.isSecretContainer(context), cursor["id"] == nil, cursor["type"] == nil,
      cursor["name"] == nil
    else { return nil }
    return context.names.last { Int($0) == nil }
  }

  /// Of `{"name": N, "value": V}` the name.
  private func pairName(_ cursor: JSONCursor) -> String? {
    guard cursor.count <= 16, cursor["value"] != nil else { return nil }
    return cursor["name"]?.string ?? cursor["key"]?.string
  }

  /// Of a HAR's lists.
  private static func role(of names: [String]) -> ValueRole {
    switch names.dropLast().last {
    case "headers": .header
    case "cookies": .cookie
    case "queryString": .query
    case "params": .form
    default: .member
    }
  }

  private func string(
    _ cursor: JSONCursor, _ context: ValueContext, _ position: TextPosition?, depth: Int,
    _ found: inout [FoundCredential]
  ) {
    guard let text = cursor.string else { return }
    let bytes = Array(text.utf8)
    if depth < JSONAudit.deepest, bytes.count > 1, bytes[0] == UInt8(ascii: "{") || bytes[0] == UInt8(ascii: "["),
      let inside = try? JSONDocument(parsing: bytes)
    {
      return walk(inside.root, context, position ?? cursor.position, depth: depth + 1, &found)
    }
    let (start, context) = field(bytes, context)
    let value = start == 0 ? bytes : Array(bytes[start...])
    for detection in detector.detections(in: value, context) {
      let range = detection.range.lowerBound + start..<detection.range.upperBound + start
      found.append(
        FoundCredential(
          detection: detection, value: Array(bytes[range]),
          position: position ?? JSONAudit.position(of: range.lowerBound, in: cursor)))
    }
  }

  /// A cassette writes a field as one string, `Name: value`: its value is judged as a field's.
  private func field(_ bytes: [UInt8], _ context: ValueContext) -> (start: Int, context: ValueContext) {
    guard context.names.count >= 2, context.names[context.names.count - 2] == "headers",
      let colon = bytes.prefix(128).firstIndex(of: UInt8(ascii: ":")), colon + 1 < bytes.count,
      bytes[colon + 1] == UInt8(ascii: " ")
    else { return (0, context) }
    var context = context
    context.role = .header
    context.names = [String(decoding: bytes[..<colon], as: UTF8.self)]
    return (colon + 2, context)
  }

  /// Where a byte of a string's text stands in the file.
  private static func position(of offset: Int, in cursor: JSONCursor) -> TextPosition {
    guard var slicer = StringSlicer(cursor) else { return cursor.position }
    if offset > 0 { _ = slicer.next(offset) }
    return slicer.next(1).position
  }

  private func decoded(_ text: String, at position: TextPosition, _ found: inout [FoundCredential]) {
    guard let bytes = Base64.decode(text), !bytes.prefix(8_192).contains(0) else { return }
    for detection in detector.detections(inText: bytes) {
      found.append(
        FoundCredential(detection: detection, value: Array(bytes[detection.range]), position: position))
    }
  }
}
