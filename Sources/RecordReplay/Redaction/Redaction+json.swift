import JSONModel
import SecretDetection

extension Redaction {
  /// Replaces by the bytes, so that whatever is not secret stays as it was written. Nil where all stays.
  mutating func json(_ document: JSONDocument) -> [UInt8]? {
    var glance = glance(at: document)
    let edits = json(&glance)
    return edits.isEmpty ? nil : Edit.apply(edits, to: document.bytes)
  }

  /// The same of a document that was glanced at: what is to stand in the place of some strings and numbers. Learning notes
  /// what it need not look at again.
  mutating func json(_ glance: inout JSONGlance) -> [Edit] {
    let root = glance.document.root
    let places = pass == .learning ? [] : memory.places(inJSON: glance.document)
    defer { isClear = places == [] }
    var walk = JSONWalk(glance, pass, places: places)
    // One owner, or the first change would copy it.
    glance.values = []
    defer { glance = walk.glance }
    if !stays(root, in: walk) { visit(root, siblings: [], into: &walk) }
    return walk.edits
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

  /// What `look` does with a value that may not stay. One of which nothing is learnt is not looked at again.
  private mutating func look(
    at value: JSONCursor, called name: String, into walk: inout JSONWalk,
    _ look: (inout Redaction, inout JSONWalk) -> Void
  ) {
    let before = unsettled
    enter(name) { look(&$0, &walk) }
    if pass == .learning, unsettled == before { walk.settle(value) }
  }

  /// Whether the value stays as it is. Of one that must be looked at later, nothing is settled.
  private mutating func stays(_ value: JSONCursor, in walk: JSONWalk) -> Bool {
    guard walk.stays(value) else { return false }
    if pass == .learning, walk.isLater(value) { unsettled += 1 }
    return true
  }

  /// The same of all children of a value; those that do not stay, or all.
  private mutating func children(of place: JSONCursor, all: Bool, in walk: JSONWalk) -> [JSONWalk.Child] {
    let (open, hasLater) = walk.children(of: place, all: all)
    if pass == .learning, hasLater { unsettled += 1 }
    return open
  }

  private mutating func visit(_ place: JSONCursor, siblings: [String], into walk: inout JSONWalk) {
    switch place.kind {
    case .object: object(place, into: &walk)
    case .array:
      if let pair = JSONPair(place) {
        enter("1") { $0.named(pair.name, pair.value, into: &walk) }
        return
      }
      for child in children(of: place, all: false, in: walk) {
        let element = place.other(child.node)
        look(at: element, called: String(child.position), into: &walk) { $0.visit(element, siblings: [], into: &$1) }
      }
    case .string: string(place, siblings, into: &walk)
    case .number:
      // A number is secret by its name alone, and is looked for nowhere else.
      if let new = number(place, siblings) { walk.edits.append(new) }
    case .null, .bool: break
    }
  }

  private mutating func string(_ place: JSONCursor, _ siblings: [String], into walk: inout JSONWalk) {
    let plain = place.plainText
    guard let text = plain.map(Array.init) ?? place.string.map({ Array($0.utf8) }) else { return }
    if pass == .learning {
      // What is known is looked for in the document's own bytes, so not in these.
      if plain == nil { unsettled += 1 }
    } else if walk.isLater(place),
      text.withUnsafeBufferPointer({ !memory.mayOccur(in: $0) && !SecretDetector.looksDrawn($0) })
    {
      return
    }
    if let new = value(text, .member, siblings: siblings, known: walk.found(in: place)) {
      walk.edits.append(Redaction.quoted(new, at: place))
    }
    if pass == .learning, let lastFound, !lastFound.isEmpty { walk.note(lastFound, in: place) }
  }

  private mutating func object(_ place: JSONCursor, into walk: inout JSONWalk) {
    // `{"name": "password", "value": "…"}`
    let named = JSONPair(object: place)
    var siblings: [String]?
    for child in children(of: place, all: named != nil, in: walk) {
      let member = place.member(child.node)
      let key = member.plainKey.map { String(decoding: $0, as: UTF8.self) } ?? member.key.text
      if siblings == nil, place.count <= 64, member.value.count == 0, Redaction.readsSiblings(key) {
        siblings = place.members.map(\.key.text)
      }
      let mayHide = member.value.count > 0 && !self.member(member.plainKey).isQuiet
      look(at: member.value, called: key, into: &walk) { redaction, walk in
        if key == named?.valueKey, let name = named?.name {
          redaction.named(name, member.value, into: &walk)
        } else if mayHide, redaction.hidesAll(in: member.value) {
          redaction.hideAll(in: member.value, into: &walk)
        } else {
          redaction.visit(member.value, siblings: siblings ?? [], into: &walk)
        }
      }
    }
  }

  /// Whether a value under the name is judged by its siblings' names, too. A number is the index of an element: its own
  /// name is another.
  private static func readsSiblings(_ name: String) -> Bool {
    name.utf8.first.map { $0 <= UInt8(ascii: "9") } ?? true || SecretDetector.readsSiblings(of: name)
  }

  /// A value whose name stands beside it.
  private mutating func named(_ name: String, _ value: JSONCursor, into walk: inout JSONWalk) {
    names.append(name)
    visit(value, siblings: [], into: &walk)
    names.removeLast()
  }

  /// An object or a list under a name that says secret. A resource's own members say what is secret.
  private func hidesAll(in place: JSONCursor) -> Bool {
    if rules.name(of: .member, named) != nil { return true }
    if place.kind == .object, place["id"] != nil { return false }
    return rules.detector.isSecretContainer(context(.member, []))
  }

  private mutating func hideAll(in place: JSONCursor, into walk: inout JSONWalk) {
    unsettled += 1
    switch place.kind {
    case .object:
      for member in place.members { enter(member.key.text) { $0.hideAll(in: member.value, into: &walk) } }
    case .array:
      for (index, element) in place.elements.enumerated() {
        enter(String(index)) { $0.hideAll(in: element, into: &walk) }
      }
    case .string:
      guard let text = place.string else { return }
      let bytes = Array(text.utf8)
      if let new = replaced([Found(bytes.indices, name, "structure:inside")], in: bytes, context(.member, [])) {
        walk.edits.append(Redaction.quoted(new, at: place))
      }
    case .number: if let new = hidden(place, "structure:inside") { walk.edits.append(new) }
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
    unsettled += 1
    let bytes = Array(place.sourceBytes)
    if isStandIn(bytes, isNumber: true) { return nil }
    memory.learn(bytes, api: rules.api, called: name, rule: rule, isData: true)
    guard pass == .replacing, let secret = memory[bytes] else { return nil }
    let text = side == .sent ? secret.placeholder : StandIn.number(of: secret.standIn)
    note(secret, text, rule)
    return Edit(
      start: place.sourceBytes.startIndex, length: bytes.count,
      bytes: side == .sent ? JSONValue.string(String(decoding: text, as: UTF8.self)).bytes() : text)
  }

  /// What the value, or the list that holds it, is called.
  private var name: String { names.last { Int($0) == nil } ?? "secret" }

  private static func quoted(_ bytes: [UInt8], at place: JSONCursor) -> Edit {
    Edit(
      start: place.sourceBytes.startIndex, length: place.sourceBytes.count,
      bytes: JSONString.quoted(bytes))
  }
}

extension JSONString {
  /// The JSON of a text; bytes that are not UTF-8 are replaced.
  fileprivate static func quoted(_ text: [UInt8]) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(text.count + 2)
    let isUTF8 = text.withUnsafeBufferPointer(\.isUTF8)
    append(quoting: isUTF8 ? text : Array(String(decoding: text, as: UTF8.self).utf8), to: &json)
    return json
  }
}

extension JSONDocument {
  /// The same with the edits made; itself where there are none.
  func replacing(_ edits: [Edit]) -> JSONDocument? {
    edits.isEmpty ? self : replacing(edits.map { ($0.start, $0.length, $0.bytes) })
  }
}
