import JSONModel
import SecretDetection

extension Redaction {
  /// Replaces by the bytes, so that whatever is not secret stays as it was written. Nil where all stays.
  mutating func json(_ document: JSONDocument) -> [UInt8]? {
    var edits: [Edit] = []
    visit(document.root, siblings: [], into: &edits)
    return edits.isEmpty ? nil : Edit.apply(edits, to: document.bytes)
  }

  /// At the document's own level a place has tokens; inside a string it is that string's.
  mutating func enter<Result>(_ name: String, _ body: (inout Redaction) -> Result) -> Result {
    let isOuter = depth == 0
    if isOuter { way.append(name) }
    names.append(name)
    defer {
      if isOuter { way.removeLast() }
      names.removeLast()
    }
    return body(&self)
  }

  private mutating func visit(_ place: JSONCursor, siblings: [String], into edits: inout [Edit]) {
    switch place.kind {
    case .object: object(place, into: &edits)
    case .array:
      if let pair = JSONPair(place) {
        enter("1") { $0.named(pair.name, pair.value, into: &edits) }
        return
      }
      for (index, element) in place.elements.enumerated() {
        enter(String(index)) { $0.visit(element, siblings: [], into: &edits) }
      }
    case .string:
      if let text = place.string, let new = value(Array(text.utf8), .member, siblings: siblings) {
        edits.append(Redaction.quoted(new, at: place))
      }
    case .number:
      // A number is secret by its name alone, and is looked for nowhere else.
      if let new = number(place, siblings) { edits.append(new) }
    case .null, .bool: break
    }
  }

  private mutating func object(_ place: JSONCursor, into edits: inout [Edit]) {
    let members = Array(place.members)
    let keys = members.map(\.key.text)
    // `{"name": "password", "value": "…"}`
    let named = JSONPair(members: members, keys: keys)
    for (member, key) in zip(members, keys) {
      enter(key) { walk in
        if key == named?.valueKey, let name = named?.name {
          walk.named(name, member.value, into: &edits)
        } else if member.value.count > 0, walk.hidesAll(in: member.value) {
          walk.hideAll(in: member.value, into: &edits)
        } else {
          walk.visit(member.value, siblings: keys.count <= 64 ? keys : [], into: &edits)
        }
      }
    }
  }

  /// A value whose name stands beside it.
  private mutating func named(_ name: String, _ value: JSONCursor, into edits: inout [Edit]) {
    names.append(name)
    visit(value, siblings: [], into: &edits)
    names.removeLast()
  }

  /// An object or a list under a name that says secret. A resource's own members say what is secret.
  private func hidesAll(in place: JSONCursor) -> Bool {
    if rules.name(of: .member, named) != nil { return true }
    if place.kind == .object, place["id"] != nil { return false }
    return rules.detector.isSecretContainer(context(.member, []))
  }

  private mutating func hideAll(in place: JSONCursor, into edits: inout [Edit]) {
    switch place.kind {
    case .object:
      for member in place.members { enter(member.key.text) { $0.hideAll(in: member.value, into: &edits) } }
    case .array:
      for (index, element) in place.elements.enumerated() {
        enter(String(index)) { $0.hideAll(in: element, into: &edits) }
      }
    case .string:
      guard let text = place.string else { return }
      let bytes = Array(text.utf8)
      if let new = replaced([Found(bytes.indices, name, "structure:inside")], in: bytes, context(.member, [])) {
        edits.append(Redaction.quoted(new, at: place))
      }
    case .number: if let new = hidden(place, "structure:inside") { edits.append(new) }
    case .null, .bool: break
    }
  }

  private mutating func number(_ place: JSONCursor, _ siblings: [String]) -> Edit? {
    if let name = rules.name(of: .member, named) {
      return hidden(place, "profile:\(name)")
    }
    let bytes = Array(place.sourceBytes)
    guard bytes.count <= 40,
      let found = rules.detector.detections(in: bytes, context(.member, siblings)).first,
      found.range == bytes.indices, !rules.keeps(found.rule)
    else { return nil }
    return hidden(place, found.rule)
  }

  /// A number stays one where a client reads it.
  private mutating func hidden(_ place: JSONCursor, _ rule: String) -> Edit? {
    let bytes = Array(place.sourceBytes)
    if isStandIn(bytes) { return nil }
    memory.learn(bytes, api: rules.api, called: name, rule: rule, isData: true)
    guard pass == .replacing, let secret = memory[bytes] else { return nil }
    let text = side == .sent ? secret.placeholder : Redaction.number(secret.standIn)
    note(secret, text, rule)
    return Edit(
      start: place.sourceBytes.startIndex, length: bytes.count,
      bytes: side == .sent ? JSONValue.string(String(decoding: text, as: UTF8.self)).bytes() : text)
  }

  /// What the value, or the list that holds it, is called.
  private var name: String { names.last { Int($0) == nil } ?? "secret" }

  /// Without leading zeros, which no number has.
  private static func number(_ standIn: [UInt8]) -> [UInt8] {
    var digits = standIn.filter { (48...57).contains($0) }
    if digits.first == 48, digits.count > 1 { digits[0] = 49 }
    return digits.isEmpty ? [48] : digits
  }

  private static func quoted(_ bytes: [UInt8], at place: JSONCursor) -> Edit {
    Edit(
      start: place.sourceBytes.startIndex, length: place.sourceBytes.count,
      bytes: JSONValue.string(String(decoding: bytes, as: UTF8.self)).bytes())
  }
}

/// A name and its value side by side.
private struct JSONPair {
  let name: String
  let value: JSONCursor
  var valueKey: String?

  /// `["password", "…"]`
  init?(_ array: JSONCursor) {
    guard array.count == 2, let name = array[0]?.string, let value = array[1], value.kind == .string,
      name.utf8.count <= 64, JSONPair.isName(name)
    else { return nil }
    (self.name, self.value) = (name, value)
  }

  /// `{"name": N, "value": V}`, also with `key`.
  init?(members: [JSONMember], keys: [String]) {
    guard (2...8).contains(keys.count), let value = keys.firstIndex(where: { $0.lowercased() == "value" }),
      let name = keys.firstIndex(where: { ["name", "key"].contains($0.lowercased()) }),
      let text = members[name].value.string, JSONPair.isName(text)
    else { return nil }
    self.name = text
    self.value = members[value].value
    valueKey = keys[value]
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "=") }
  }
}
