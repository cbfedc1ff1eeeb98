import HTTPModel
import SecretDetection

extension Redaction {
  /// `multipart/form-data` (RFC 7578): the content of parts with a secret name is replaced, that of others is looked
  /// through as a body of its own. All other bytes stay.
  mutating func multipart(_ bytes: [UInt8], boundary: [UInt8]) -> [UInt8] {
    let delimiter = Array("--".utf8) + boundary
    // What is called so and is not divided so is looked at for what it is.
    guard !boundary.isEmpty, bytes[...].firstIndex(of: delimiter) != nil else {
      return body(bytes, mediaType: Redaction.boundary(of: bytes) == boundary ? nil : MediaType("text/plain"))
    }
    var edits: [Edit] = []
    var start: Int?
    var index = 0
    while let place = bytes[index...].firstIndex(of: delimiter) {
      if let start { part(bytes, start..<max(start, bytes.beforeLineEnd(place)), into: &edits) }
      index = place + delimiter.count
      start = index
    }
    // A body that was cut off has no last delimiter.
    if let start { part(bytes, start..<bytes.count, into: &edits) }
    return Edit.apply(edits, to: bytes)
  }

  /// The boundary that a body begins with, whatever its label: a line of two hyphens and more, and a part's field behind it.
  static func boundary(of bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: "--".utf8), let end = bytes.prefix(80).firstIndex(of: 0x0A) else { return nil }
    let line = Array(bytes[2..<end].trimmed), next = bytes[(end + 1)...].prefix(12)
    let isField =
      String(decoding: next, as: UTF8.self).lowercased() == "content-disp"
      || String(decoding: next, as: UTF8.self).lowercased() == "content-type"
    return line.isEmpty || line.contains(UInt8(ascii: " ")) || !isField ? nil : line
  }

  private mutating func part(_ bytes: [UInt8], _ range: Range<Int>, into edits: inout [Edit]) {
    // Some tools write line feeds alone.
    let ends = ["\r\n\r\n", "\n\n"].compactMap { blank in
      bytes[range].firstIndex(of: Array(blank.utf8)).map { (start: $0, length: blank.utf8.count) }
    }
    guard let end = ends.min(by: { $0.start < $1.start }) else { return }
    let head = String(decoding: bytes[range.lowerBound..<end.start], as: UTF8.self)
    let content = (end.start + end.length)..<range.upperBound
    var name: String?, type: MediaType?
    var isFile = false
    for line in head.utf8.split(whereSeparator: { $0 == 13 || $0 == 10 }) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = String(decoding: line[line.index(after: colon)...], as: UTF8.self)
      switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
      // Its parameters are written as those of a media type.
      case "content-disposition":
        let parameters = MediaType("form/data;" + value)
        name = parameters?.parameter("name")
        isFile = parameters?.parameter("filename") != nil
      case "content-type": type = MediaType(value)
      default: break
      }
    }
    let old = Array(bytes[content])
    if type?.type == "multipart" { return }
    names = [name ?? ""]
    depth += 1
    defer {
      depth -= 1
      names = []
    }
    let new: [UInt8]
    if name == nil || isFile {
      new = text(old, type)
    } else {
      new = value(old, .part) ?? old
    }
    if new != old { edits.append(Edit(start: content.lowerBound, length: content.count, bytes: new)) }
  }
}

extension [UInt8] {
  /// Where the line end begins that is before `place`.
  fileprivate func beforeLineEnd(_ place: Int) -> Int {
    guard place > 0, self[place - 1] == 10 else { return place }
    return place > 1 && self[place - 2] == 13 ? place - 2 : place - 1
  }
}
