import HTTPModel
import JSONModel

extension Redaction {
  mutating func body(_ bytes: [UInt8], mediaType: MediaType?) -> [UInt8] {
    if bytes.isEmpty { return bytes }
    switch ContentKind(mediaType) {
    case .form: return fields(bytes)
    case .multipart(let boundary): return multipart(bytes, boundary: Array(boundary.utf8))
    case let kind:
      // A secret in JSON is one under any media type.
      if kind == .json || ContentKind.looksLikeJSON(bytes), let document = try? JSONDocument(parsing: bytes) {
        return json(document)
      }
    }
    return queries(in: looseMembers(bytes), beginsAsQuery: true)
  }

  /// Replaces by the bytes, so that whatever is not secret stays as it was written.
  private mutating func json(_ document: JSONDocument) -> [UInt8] {
    var edits: [Edit] = []
    var tokens: [String] = []
    visit(document.root, at: &tokens, into: &edits)
    return Edit.apply(edits, to: document.bytes)
  }

  /// `tokens` is the way to the place; the same list is used for all places, since a copy for each would cost as much as
  /// the body is deep.
  private mutating func visit(_ place: JSONCursor, at tokens: inout [String], into edits: inout [Edit]) {
    switch place.kind {
    case .object:
      for member in place.members {
        let name = member.key.text
        tokens.append(name)
        let isPlace = rules.isSecret(place: tokens)
        if isPlace || rules.isSecret(member: name.utf8) {
          let isWhole = isPlace || rules.isNamedByProfile(member: name.utf8)
          hide(member.value, named: name, isWhole: isWhole, at: &tokens, into: &edits)
        } else {
          visit(member.value, at: &tokens, into: &edits)
        }
        tokens.removeLast()
      }
    case .array:
      let name = tokens.last ?? "secret"
      for (index, element) in place.elements.enumerated() {
        tokens.append(String(index))
        if rules.isSecret(place: tokens) {
          hide(element, named: name, isWhole: true, at: &tokens, into: &edits)
        } else {
          visit(element, at: &tokens, into: &edits)
        }
        tokens.removeLast()
      }
    case .string:
      if let text = place.string { edit(place, to: string(text), was: text, into: &edits) }
    case .null, .bool, .number: break
    }
  }

  /// What stands in a secret place. An object there may be a resource (`"token": {"id": …}`), whose own members say what
  /// is secret, unless the profile means it whole.
  private mutating func hide(
    _ place: JSONCursor, named name: String, isWhole: Bool, at tokens: inout [String], into edits: inout [Edit]
  ) {
    switch place.kind {
    case .string:
      if let text = place.string { edit(place, to: replace(text.utf8, named: name), was: text, into: &edits) }
    // A number is not looked for elsewhere: it would be found inside others.
    case .number: edit(place, to: replace(place.sourceBytes, named: name, isData: true), was: "", into: &edits)
    case .array:
      for (index, element) in place.elements.enumerated() {
        tokens.append(String(index))
        hide(element, named: name, isWhole: isWhole, at: &tokens, into: &edits)
        tokens.removeLast()
      }
    case .object where isWhole:
      for member in place.members {
        tokens.append(member.key.text)
        hide(member.value, named: name, isWhole: true, at: &tokens, into: &edits)
        tokens.removeLast()
      }
    case .object: visit(place, at: &tokens, into: &edits)
    case .null, .bool: break
    }
  }

  /// A string may hold JSON itself (Keygen's webhooks do), or a URL.
  mutating func string(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    if ContentKind.looksLikeJSON(bytes) || bytes.first(where: { $0 > 32 }) == UInt8(ascii: "\""),
      let document = try? JSONDocument(parsing: bytes, limits: JSONLimits(depth: 64))
    {
      return json(document)
    }
    return queries(in: bytes)
  }

  private func edit(_ place: JSONCursor, to bytes: [UInt8], was text: String, into edits: inout [Edit]) {
    guard !bytes.elementsEqual(text.utf8) else { return }
    let quoted = JSONValue.string(String(decoding: bytes, as: UTF8.self)).bytes()
    edits.append(Edit(start: place.sourceBytes.startIndex, length: place.sourceBytes.count, bytes: quoted))
  }

  /// Text that is no JSON, or JSON that was cut off: each `"secret name": "value"` in it.
  private mutating func looseMembers(_ bytes: [UInt8]) -> [UInt8] {
    var edits: [Edit] = []
    var index = 0
    while let name = LooseString(bytes, from: index) {
      index = name.end
      guard rules.isSecret(member: bytes[name.content]) else { continue }
      var next = name.end
      while next < bytes.count, bytes[next] <= 32 { next += 1 }
      guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { continue }
      next += 1
      while next < bytes.count, bytes[next] <= 32 { next += 1 }
      let digits = bytes[min(next, bytes.count)...].prefix { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
      if digits.contains(where: { (48...57).contains($0) }) {
        let name = String(decoding: bytes[name.content], as: UTF8.self)
        let quote = [UInt8(ascii: "\"")]
        let placeholder = quote + replace(digits, named: name, isData: true) + quote
        edits.append(Edit(start: next, length: digits.count, bytes: placeholder))
        index = next + digits.count
        continue
      }
      guard next < bytes.count, bytes[next] == UInt8(ascii: "\""), let value = LooseString(bytes, from: next) else {
        continue
      }
      let placeholder = replace(bytes[value.content], named: String(decoding: bytes[name.content], as: UTF8.self))
      edits.append(Edit(start: value.content.lowerBound, length: value.content.count, bytes: placeholder))
      index = value.end
    }
    return Edit.apply(edits, to: bytes)
  }

  /// Any text: the values of secret query items in it, also behind a `#`. `beginsAsQuery`: the text may itself be one.
  mutating func queries(in bytes: [UInt8], beginsAsQuery: Bool = false) -> [UInt8] {
    let marks = Array("?&#".utf8)
    guard beginsAsQuery || bytes.contains(where: marks.contains) else { return bytes }
    let ends = Array(" \t\r\n\"'<>#&,;)\\".utf8)
    var edits: [Edit] = []
    var index = 0
    var isFirst = beginsAsQuery
    while true {
      if !isFirst {
        guard let mark = bytes[index...].firstIndex(where: marks.contains) else { break }
        index = mark + 1
      }
      isFirst = false
      let nameEnd = bytes[index...].prefix(100).firstIndex { $0 == UInt8(ascii: "=") || ends.contains($0) }
      guard let nameEnd, bytes[nameEnd] == UInt8(ascii: "=") else { continue }
      let name = PercentEncoding.decodedForm(bytes[index..<nameEnd])
      guard rules.isSecret(query: name) else { continue }
      let end = bytes[(nameEnd + 1)...].firstIndex(where: ends.contains) ?? bytes.endIndex
      let value = bytes[(nameEnd + 1)..<end]
      let placeholder = replace(value, named: SecretRules.normal(name))
      edits.append(Edit(start: nameEnd + 1, length: value.count, bytes: placeholder))
      index = end
    }
    return Edit.apply(edits, to: bytes)
  }
}

/// Bytes put in the place of others. In order, none over another.
struct Edit {
  let start: Int, length: Int
  let bytes: [UInt8]

  static func apply(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
    if edits.isEmpty { return bytes }
    var result: [UInt8] = []
    var done = 0
    for edit in edits {
      result += bytes[done..<edit.start] + edit.bytes
      done = edit.start + edit.length
    }
    return result + bytes[done...]
  }
}

/// What stands between two quotes, the second of which may be missing.
private struct LooseString {
  let content: Range<Int>
  /// Behind the closing quote.
  let end: Int

  init?(_ bytes: [UInt8], from start: Int) {
    guard start < bytes.count, let open = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    var index = open + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let close = min(index, bytes.count)
    content = (open + 1)..<close
    end = min(close + 1, bytes.count)
  }
}
