import HTTPModel

/// The parts of a multipart body (RFC 2046, section 5.1; RFC 7578), by which it is compared: every client makes up another
/// boundary, and spells the fields of a part as it likes.
struct MultipartParts {
  struct Part: Hashable {
    /// Nil where there is none.
    var name: String?, fileName: String?
    /// `type/subtype`; nil for plain text, which is what a part without one is.
    var type: String?
    let content: ArraySlice<UInt8>
  }

  /// Those of a form are sorted by their names: the order of fields says nothing. Of one name they keep it.
  private(set) var parts: [Part] = []

  /// More parts are compared as bytes.
  private static let maxParts = 10_000
  /// Between the parts of a body in the form in which it is compared. It is no boundary that a client makes up.
  private static let mark = Array("--tapedeck-part".utf8)

  /// The body in a form that is the same for the same parts; as it is where it is not a multipart body, or is damaged.
  static func comparable(_ body: [UInt8], type value: ArraySlice<UInt8>?) -> [UInt8] {
    guard let value, value.first.map({ $0 | 32 }) == UInt8(ascii: "m"), body.first != nil,
      let type = MediaType(String(decoding: value, as: UTF8.self)), type.type == "multipart",
      let boundary = type.parameter("boundary"), body[...].firstIndex(of: mark) == nil,
      let parts = MultipartParts(body, boundary: Array(boundary.utf8), isForm: type.subtype == "form-data")
    else { return body }
    return parts.bytes
  }

  /// Nil where the boundary does not divide the body.
  private init?(_ body: [UInt8], boundary: [UInt8], isForm: Bool) {
    let delimiter = Array("--".utf8) + boundary
    guard !boundary.isEmpty, var place = body[...].firstIndex(of: delimiter) else { return nil }
    while true {
      let start = place + delimiter.count
      if body[start...].starts(with: "--".utf8) { break }
      guard parts.count < MultipartParts.maxParts, let next = MultipartParts.next(delimiter, in: body, from: start),
        let part = MultipartParts.part(body, start..<next)
      else { return nil }
      parts.append(part)
      place = next
    }
    if parts.isEmpty { return nil }
    guard isForm else { return }
    let order = parts.indices.sorted { left, right in
      let (one, other) = (parts[left].name ?? "", parts[right].name ?? "")
      return one == other ? left < right : one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    parts = order.map { parts[$0] }
  }

  /// At the beginning of a line.
  private static func next(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    var start = start
    while let place = body[start...].firstIndex(of: delimiter) {
      if body[place - 1] == 10 { return place }
      start = place + 1
    }
    return nil
  }

  private static func part(_ body: [UInt8], _ range: Range<Int>) -> Part? {
    // Some tools write them with the line ends of a text file.
    let ends = [[13, 10, 13, 10], [10, 10] as [UInt8]].compactMap { blank in
      body[range].firstIndex(of: blank).map { (head: $0, content: $0 + blank.count) }
    }
    guard let (end, start) = ends.min(by: { $0.head < $1.head }) else { return nil }
    let last = range.upperBound - (body[range].dropLast().last == 13 ? 2 : 1)
    var part = Part(content: body[start..<max(start, last)])
    for line in body[range.lowerBound..<end].split(whereSeparator: { $0 == 13 || $0 == 10 }) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = String(decoding: line[(colon + 1)...].trimmed, as: UTF8.self)
      switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
      // Its parameters are written as a media type's.
      case "content-disposition":
        let parameters = MediaType("form/data;\(value)")
        (part.name, part.fileName) = (parameters?.parameter("name"), parameters?.parameter("filename"))
      case "content-type": part.type = MediaType(value).flatMap { $0.essence == "text/plain" ? nil : $0.essence }
      default: break
      }
    }
    return part
  }

  private var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += MultipartParts.mark + [13, 10] + part.head + [13, 10, 13, 10] + part.content + [13, 10]
    }
    return bytes + MultipartParts.mark + Array("--".utf8)
  }
}

extension MultipartParts.Part {
  fileprivate var head: [UInt8] {
    var lines = [name.map { "name=\"\($0)\"" }, fileName.map { "filename=\"\($0)\"" }].compactMap(\.self)
    if let type { lines.append("type=\(type)") }
    return Array(lines.joined(separator: "; ").utf8)
  }
}

// MARK: To be explained

extension MultipartParts {
  /// Part by part what differs between two bodies in the form in which they are compared; nil where one is no such.
  static func mismatches(recorded: [UInt8], received: [UInt8]) -> [Mismatch]? {
    guard let mine = texts(recorded), let theirs = texts(received) else { return nil }
    var spare = theirs.map { Optional($0) }
    var open: [[UInt8]] = []
    for part in mine {
      if let index = spare.firstIndex(of: part) { spare[index] = nil } else { open.append(part) }
    }
    var left = spare.compactMap(\.self)
    var list: [Mismatch] = []
    for part in open {
      let other =
        left.firstIndex { head(of: $0) == head(of: part) } ?? left.firstIndex { name(of: $0) == name(of: part) }
      list.append(Mismatch(pointer: "/body", recorded: shown(part), received: other.map { shown(left[$0]) }))
      if let other { left.remove(at: other) }
    }
    return list + left.map { Mismatch(pointer: "/body", recorded: nil, received: shown($0)) }
  }

  /// Head and content of each part, as they are compared.
  private static func texts(_ body: [UInt8]) -> [[UInt8]]? {
    guard body.starts(with: mark + [13, 10]) else { return nil }
    var texts: [[UInt8]] = []
    var start = mark.count + 2
    while let next = body[start...].firstIndex(of: [13, 10] + mark), texts.count < 100 {
      texts.append(Array(body[start..<next]))
      start = min(next + mark.count + 4, body.count)
    }
    return texts
  }

  private static func head(of part: [UInt8]) -> ArraySlice<UInt8> { part.prefix { $0 != 13 } }

  private static func name(of part: [UInt8]) -> ArraySlice<UInt8> {
    part.prefix { $0 != 13 && $0 != UInt8(ascii: ";") }
  }

  private static func shown(_ part: [UInt8]) -> String {
    let head = head(of: part), content = part.dropFirst(head.count + 4)
    let isText = String(validating: content, as: UTF8.self) != nil
    return RequestFacts.shown(
      "part \(String(decoding: head, as: UTF8.self)): "
        + (isText ? RequestFacts.shown(content) : "\(content.count) bytes"), limit: 400)
  }
}
