import HTTPModel
import JSONModel
import SecretDetection

/// One pass over one side of an exchange: looks at every value where it stands, decoded, and writes what it changes in the
/// escaping of its place.
///
/// A first pass only learns what is secret, so that what a later exchange gives away is taken out of the earlier ones; a
/// second one replaces.
struct Redaction {
  enum Pass { case learning, replacing }
  /// Whoever sends it reads placeholders back from the cassette; whoever receives it must be able to parse it.
  enum Side { case sent, received }

  let pass: Pass
  private(set) var side: Side
  let rules: SecretRules
  /// Given and taken back by who makes passes: it has one owner, or each change would copy it.
  var memory = SecretMemory()
  var known = Names()
  /// What learning saw of this side; for both passes.
  var seen = MessageGlance()
  /// Counts what keeps a value from being settled: what is learnt from it, what must be looked at again.
  var unsettled = 0
  /// What was found in the last value, where that depends on nothing but its bytes and its place; else nil.
  var lastFound: [Found]?
  /// Whether nothing known begins anywhere in the document that was gone through last.
  var isClear = false
  /// The body that was gone through last as it is now, where it is JSON.
  var redacted: JSONDocument?
  private(set) var captures: [Capture] = []
  /// By place, text and name: why something was taken out does not make it another one. Empty where they are few.
  private var noted: Set<[String]> = []
  private(set) var replacements: [Replacement] = []
  private(set) var doubts: [Doubt] = []

  /// Whether the exchange was redacted before.
  var isAgain = false
  /// Texts that are no secrets: they stand for some already.
  var ignored: Set<[UInt8]> = []

  /// Of the exchange's URL.
  let host: String, path: String
  /// What the body that is looked at says that happened.
  var event: String?
  /// Where the walk is, as a capture says it: `/body/json`.
  var area = ""
  /// From there, as a JSON pointer's tokens. What is inside a string stands at that string's place.
  var way: [String] = []
  /// The names that lead to the value.
  var names: [String] = []
  /// How many values hold the one that is looked at.
  var depth = 0

  /// Values inside values inside values beyond this are looked at as text.
  static let maxDepth = 12

  init(_ pass: Pass, _ side: Side, _ rules: SecretRules, url: AbsoluteURL) {
    (self.pass, self.side, self.rules) = (pass, side, rules)
    host = url.origin.host
    path = String(decoding: url.target.path, as: UTF8.self)
  }

  /// Goes on with the other side of the exchange. What was noted of this one is forgotten.
  mutating func turn(seeing glance: MessageGlance) {
    side = side == .sent ? .received : .sent
    (seen, redacted, noted) = (glance, nil, [])
    (captures, replacements, doubts) = ([], [], [])
  }

  /// What is to stand in the place of a decoded value; nil where it stays.
  /// `known` is what learning found by looking at the value's bytes; see `lastFound`.
  mutating func value(
    _ bytes: [UInt8], _ role: ValueRole, siblings: [String] = [], known: [Found]? = nil
  ) -> [UInt8]? {
    lastFound = nil
    guard !bytes.isEmpty else { return nil }
    let context = context(role, siblings)
    if let known { return replaced(known, in: bytes, context) }
    if let name = rules.name(of: role, named) {
      return replaced([Found(bytes.indices, name, "profile:\(name)")], in: bytes, context)
    }
    if rules.keeps(role, named) { return nil }
    if memory.key != nil, let name = rules.personalName(of: role, named) {
      var found = Found(bytes.indices, name, "personal:\(name)")
      found.isPersonal = true
      return replaced([found], in: bytes, context)
    }
    if depth < Redaction.maxDepth, let kind = NestedValue(bytes, role) {
      depth += 1
      unsettled += 1
      defer { depth -= 1 }
      let result = inside(kind, bytes)
      lastFound = nil
      if let result { return result.isChanged ? result.bytes : nil }
      return replaced(detections(in: bytes, context), in: bytes, context)
    }
    let found = detections(in: bytes, context)
    lastFound = found
    return replaced(found, in: bytes, context)
  }

  private func detections(in bytes: [UInt8], _ context: ValueContext) -> [Found] {
    rules.detector.detections(in: bytes, context).filter { !rules.keeps($0.rule) }.map { Found($0) }
  }

  /// As profiles name places.
  var named: NamedPlace { NamedPlace(names: names, way: way, depth: depth, path: path, event: event) }

  func context(_ role: ValueRole, _ siblings: [String]) -> ValueContext {
    ValueContext(role: role, names: names, siblings: siblings, host: host, path: path)
  }

  /// A part of a value that must go.
  struct Found {
    let range: Range<Int>
    var name: String
    let rule: String
    var isData = false, isPersonal = false

    init(_ range: Range<Int>, _ name: String, _ rule: String) {
      (self.range, self.name, self.rule) = (range, name, rule)
    }

    init(_ detection: Detection) { self.init(detection.range, detection.name, detection.rule) }
  }

  mutating func replaced(_ found: [Found], in bytes: [UInt8], _ context: ValueContext) -> [UInt8]? {
    let found = found.filter {
      !$0.range.isEmpty && !Placeholder.isWhole(bytes[$0.range], api: rules.api)
        && !isStandIn(Array(bytes[$0.range]))
    }
    for one in found { learn(Array(bytes[one.range]), one) }
    if pass == .learning {
      if !found.isEmpty || rules.detector.suspicion(of: bytes, context) != nil { unsettled += 1 }
      return nil
    }
    var edits: [Edit] = []
    for one in found {
      if let secret = memory[Array(bytes[one.range])] { edits.append(edit(secret, one.range, one.rule)) }
    }
    // Both come in order.
    var next = found[...]
    for occurrence in memory.occurrences(in: bytes) {
      while let first = next.first, first.range.upperBound <= occurrence.range.lowerBound { next.removeFirst() }
      if let first = next.first, first.range.overlaps(occurrence.range) { continue }
      let secret = memory.secrets[occurrence.secret]
      edits.append(edit(secret, occurrence.range, "repeated:\(secret.rule)"))
    }
    if edits.isEmpty {
      if doubts.count < 1000, let reason = rules.detector.suspicion(of: bytes, context) {
        doubts.append(Doubt(place: place, reason: reason, api: rules.api, remedy: remedy(context.role)))
      }
      return nil
    }
    edits.sort { $0.start < $1.start }
    return Edit.apply(edits, to: bytes)
  }

  /// Of what was redacted before.
  func isStandIn(_ text: [UInt8], isNumber: Bool = false) -> Bool {
    isAgain && (ignored.contains(text) || (isNumber ? StandIn.isOne(number: text) : StandIn.isOne(text)))
  }

  private mutating func learn(_ value: [UInt8], _ found: Found) {
    memory.learn(
      value, api: rules.api, called: found.name, rule: found.rule, isData: found.isData, isPersonal: found.isPersonal)
  }

  mutating func edit(_ secret: KnownSecret, _ range: Range<Int>, _ rule: String) -> Edit {
    let text = side == .sent ? secret.placeholder : secret.standIn
    note(secret, text, rule)
    return Edit(start: range.lowerBound, length: range.count, bytes: text)
  }

  mutating func note(_ secret: KnownSecret, _ text: [UInt8], _ rule: String) {
    let place = place
    let capture = Capture(
      place: place, text: String(decoding: text, as: UTF8.self), name: secret.name,
      format: side == .sent ? CaptureFormat(of: secret.value, at: place, isPersonal: secret.isPersonal, text) : .any,
      rule: String(decoding: rule.utf8.prefix(Capture.maxRuleBytes - 4), as: UTF8.self))
    if isNew(capture) { captures.append(capture) }
    replacements.append(Replacement(place: place, name: secret.name, rule: rule))
  }

  private mutating func isNew(_ capture: Capture) -> Bool {
    // So few are compared faster than they are hashed.
    if captures.count < 16 { return !captures.contains { $0.isSame(as: capture) } }
    if noted.isEmpty { noted = Set(captures.map(\.identity)) }
    return noted.insert(capture.identity).inserted
  }

  /// What was noted of the same field of another message.
  mutating func noteAgain(_ field: FieldMemo.Replaced) {
    for capture in field.captures where isNew(capture) { captures.append(capture) }
    replacements += field.replacements
    doubts += field.doubts.prefix(1000 - doubts.count)
  }

  /// How much was noted so far.
  var mark: (captures: Int, replacements: Int) { (captures.count, replacements.count) }

  /// What was replaced since is called, without the API; nil for nothing.
  func names(since mark: (captures: Int, replacements: Int)) -> String? {
    replacements[mark.replacements...].first.map { String($0.name.dropFirst(rules.api.count + 1)) }
  }

  mutating func undo(to mark: (captures: Int, replacements: Int)) {
    if !noted.isEmpty { for capture in captures[mark.captures...] { noted.remove(capture.identity) } }
    captures.removeSubrange(mark.captures...)
    replacements.removeSubrange(mark.replacements...)
  }

  /// Where the value is that is looked at.
  var place: String {
    way.reduce(area) { place, token in
      let isPlain = !token.utf8.contains(UInt8(ascii: "~")) && !token.utf8.contains(UInt8(ascii: "/"))
      return place + "/" + (isPlain ? token : token.replacing("~", with: "~0").replacing("/", with: "~1"))
    }
  }
}

extension Capture {
  fileprivate var identity: [String] { [place, text, name] }

  fileprivate func isSame(as other: Capture) -> Bool {
    text == other.text && place == other.place && name == other.name
  }
}

/// What was replaced, without the value.
public struct Replacement: Hashable, Sendable {
  /// As a capture's.
  public let place: String
  /// Which secret it was: `keygen.token`.
  public let name: String
  /// Why: `name:password`, `shape:jwt`, `profile:otp`; `repeated:…` where another place gave it away.
  public let rule: String

  /// Whether another place gave it away.
  public var isRepetition: Bool { rule.hasPrefix("repeated:") }
}

/// Bytes put in the place of others. In order, none over another.
struct Edit {
  let start: Int, length: Int
  let bytes: [UInt8]

  static func apply(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
    if edits.isEmpty { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + max(0, $1.bytes.count - $1.length) })
    var done = 0
    for edit in edits {
      result += bytes[done..<edit.start]
      result += edit.bytes
      done = edit.start + edit.length
    }
    result += bytes[done...]
    return result
  }
}
