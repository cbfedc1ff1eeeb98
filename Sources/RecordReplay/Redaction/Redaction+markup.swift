import HTTPModel
import SecretDetection

extension Redaction {
  /// XML and HTML: attributes and the text of elements, by their names. Whatever is no tag is text. Nil where all stays.
  mutating func markup(_ bytes: [UInt8]) -> [UInt8]? {
    var edits: [Edit] = []
    // Of the elements that are open: what their tags are called, and what their text is.
    var open: [String] = [], called: [String] = []
    var key: String?
    let outer = names
    defer { names = outer }
    var index = 0
    // A `<` without a `>` behind it begins no tag.
    let last = bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
    while index < bytes.count {
      let start = index
      if index > last {
        text(bytes, index..<bytes.count, called, into: &edits)
        break
      }
      if bytes[index] != UInt8(ascii: "<") {
        index = bytes[index...].place(of: UInt8(ascii: "<")) ?? bytes.count
        text(bytes, start..<index, called, into: &edits)
        // A property list has a key, and its value behind it.
        if open.last == "key", index - start <= 64 {
          key = String(decoding: MarkupText.decoded(bytes[start..<index].trimmed), as: UTF8.self)
        }
        continue
      }
      if bytes[index...].begins(with: Array("<![CDATA[".utf8)) {
        let end = bytes[index...].firstIndex(of: Array("]]>".utf8)) ?? bytes.count
        let range = min(index + 9, end)..<end
        names = outer + called.suffix(Redaction.maxDepth)
        if let new = value(Array(bytes[range]), .element) {
          edits.append(Edit(start: range.lowerBound, length: range.count, bytes: new))
        }
        index = min(end + 3, bytes.count)
        continue
      }
      if bytes[index...].begins(with: Array("<!--".utf8)), let end = bytes[index...].firstIndex(of: Array("-->".utf8)),
        end >= index + 4
      {
        text(bytes, (index + 4)..<end, [], into: &edits)
        index = end + 3
        continue
      }
      guard let tag = MarkupTag(bytes, at: index) else {
        index += 1
        continue
      }
      index = tag.end
      attributes(bytes, tag, called, into: &edits)
      switch tag.kind {
      case .opening:
        guard open.count < 256 else { break }
        open.append(tag.name)
        called.append(tag.content(bytes, behind: key))
        if tag.name != "key" { key = nil }
      case .closing:
        if let last = open.lastIndex(of: tag.name), open.count - last <= 16 {
          open.removeSubrange(last...)
          called.removeSubrange(last...)
        }
      case .empty, .other: break
      }
    }
    return edits.isEmpty ? nil : Edit.apply(edits, to: bytes)
  }

  private mutating func text(_ bytes: [UInt8], _ range: Range<Int>, _ open: [String], into edits: inout [Edit]) {
    let trimmed = bytes[range].trimmed.indices
    if trimmed.isEmpty { return }
    let kept = names
    names = kept + open.suffix(Redaction.maxDepth)
    defer { names = kept }
    let isRaw = ["script", "style"].contains(open.last?.lowercased() ?? "")
    let decoded = isRaw ? Array(bytes[trimmed]) : MarkupText.decoded(bytes[trimmed])
    if let new = value(decoded, .element) {
      edits.append(Edit(start: trimmed.lowerBound, length: trimmed.count, bytes: isRaw ? new : MarkupText.encoded(new)))
    }
  }

  private mutating func attributes(_ bytes: [UInt8], _ tag: MarkupTag, _ open: [String], into edits: inout [Edit]) {
    if tag.attributes.isEmpty { return }
    // A form's field has its name beside its value: `<input type="hidden" name="csrf" value="…">`.
    let field = tag.named(bytes, by: ["name", "key", "id"])
    let kept = names
    defer { names = kept }
    for attribute in tag.attributes where !attribute.value.isEmpty {
      let isNamed = ["value", "content"].contains(attribute.name.lowercased()) && field != nil
      names = kept + open.suffix(4) + [tag.name, isNamed ? field ?? "" : "@" + attribute.name]
      if let new = value(MarkupText.decoded(bytes[attribute.value]), .attribute) {
        edits.append(
          Edit(start: attribute.value.lowerBound, length: attribute.value.count, bytes: MarkupText.encoded(new)))
      }
    }
  }
}

/// A tag of XML or HTML.
private struct MarkupTag {
  enum Kind { case opening, closing, empty, other }
  struct Attribute {
    let name: String
    let value: Range<Int>
  }

  /// Elements that say in an attribute what their text is called.
  private static let named: Set<String> = [
    "string", "item", "property", "entry", "param", "parameter", "setting", "field", "variable", "env", "arg",
    "attribute",
  ]

  /// The value of the first of these attributes that it has.
  func named(_ bytes: [UInt8], by keys: [String]) -> String? {
    keys.lazy.compactMap { key in attributes.first { $0.name.lowercased() == key } }.first
      .map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }

  /// What its text is called: as it is, or as an attribute or the key before it says.
  func content(_ bytes: [UInt8], behind key: String?) -> String {
    if name == "string" || name == "data", let key { return key }
    return MarkupTag.named.contains(name.lowercased()) ? named(bytes, by: ["name", "key"]) ?? name : name
  }

  let kind: Kind
  let name: String
  private(set) var attributes: [Attribute] = []
  /// Behind the `>`.
  let end: Int

  /// Nil where the `<` begins no tag, or one that exceeds 64 KiB or does not end.
  init?(_ bytes: [UInt8], at start: Int) {
    var index = start + 1
    guard index < bytes.count else { return nil }
    let first = bytes[index]
    let isClosing = first == UInt8(ascii: "/")
    if isClosing { index += 1 }
    if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") {
      // A comment may hold tags. Nobody writes longer ones than this.
      guard let close = bytes[index...].prefix(1 << 12).firstIndex(of: UInt8(ascii: ">")) else { return nil }
      (kind, name, end) = (.other, "", close + 1)
      return
    }
    guard index < bytes.count, bytes[index] | 32 >= 97 && bytes[index] | 32 <= 122 || bytes[index] == UInt8(ascii: "_")
    else { return nil }
    let nameStart = index
    while index < bytes.count, MarkupTag.isName(bytes[index]) { index += 1 }
    name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
    let limit = min(bytes.count, start + 1 << 16)
    var isEmpty = false
    while true {
      while index < limit, bytes[index] <= 32 { index += 1 }
      guard index < limit else { return nil }
      if bytes[index] == UInt8(ascii: ">") { break }
      if bytes[index] == UInt8(ascii: "/") {
        isEmpty = true
        index += 1
        continue
      }
      isEmpty = false
      let begin = index
      while index < limit, bytes[index] > 32, !"=></".utf8.contains(bytes[index]) { index += 1 }
      if index < limit, bytes[index] == UInt8(ascii: "<") { return nil }
      if index == begin { index += 1 }
      let attribute = String(decoding: bytes[begin..<index], as: UTF8.self)
      while index < limit, bytes[index] <= 32 { index += 1 }
      guard index < limit, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < limit, bytes[index] <= 32 { index += 1 }
      guard index < limit else { return nil }
      let quote = bytes[index]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        guard let close = bytes[(index + 1)..<limit].firstIndex(of: quote) else { return nil }
        attributes.append(Attribute(name: attribute, value: (index + 1)..<close))
        index = close + 1
      } else {
        let value = index
        while index < limit, bytes[index] > 32, !"<>".utf8.contains(bytes[index]) { index += 1 }
        attributes.append(Attribute(name: attribute, value: value..<index))
      }
      if attributes.count > 256 { break }
    }
    while index < limit, bytes[index] != UInt8(ascii: ">") { index += 1 }
    kind = isClosing ? .closing : isEmpty || MarkupTag.void.contains(name.lowercased()) ? .empty : .opening
    end = min(index + 1, bytes.count)
  }

  private static let void: Set<String> = [
    "input", "meta", "link", "br", "hr", "img", "area", "base", "col", "embed", "source", "wbr",
  ]

  private static func isName(_ byte: UInt8) -> Bool {
    byte | 32 >= 97 && byte | 32 <= 122 || (48...57).contains(byte) || byte >= 128 || "_-.:".utf8.contains(byte)
  }
}
