import HTTPModel
import SecretDetection

/// Most members and header fields are told by a glance at their bytes to stay: their places are not even made.
extension Redaction {
  /// What was judged of one API's names, and of its header fields.
  struct Names: Sendable {
    var members = NameMemo<Name>()
    var fields = NameMemo<Name>()
    var values = FieldMemo()
  }

  /// What a name says of its value.
  enum Name: Sendable {
    /// Nothing in it is a secret.
    case untouched
    /// The value is judged by itself. Whether it may be suspect, too.
    case quiet(mayBeSuspect: Bool)
    case telling

    var isQuiet: Bool { if case .quiet = self { true } else { false } }
  }

  /// Of a member, whatever its siblings are. One that begins as a number may is never quiet: it may be an index.
  mutating func member(_ name: UnsafeBufferPointer<UInt8>) -> Name {
    guard let first = name.first, first > UInt8(ascii: "9") else { return .telling }
    if let known = known.members.verdict(on: name) { return known }
    let verdict = rules.verdict(onMember: String(decoding: name, as: UTF8.self))
    known.members.note(verdict, on: name)
    return verdict
  }

  mutating func member(_ key: ArraySlice<UInt8>?) -> Name {
    key?.withUnsafeBufferPointer { member($0) } ?? .telling
  }

  mutating func member(_ name: String) -> Name {
    var name = name
    return name.withUTF8 { name in member(name) }
  }

  mutating func field(_ name: ArraySlice<UInt8>) -> Name {
    name.withUnsafeBufferPointer { name in
      if let known = known.fields.verdict(on: name) { return known }
      let verdict = rules.verdict(onField: String(decoding: name, as: UTF8.self))
      known.fields.note(verdict, on: name)
      return verdict
    }
  }

  /// Whether a text that was glanced at stays in this pass.
  mutating func stays(_ text: UnsafeBufferPointer<UInt8>, _ glance: Glance) -> Bool {
    if pass == .learning { return glance != .open }
    return glance == .stays && !memory.mayOccur(in: text)
  }
}

extension SecretRules {
  fileprivate func verdict(onMember name: String) -> Redaction.Name {
    mayName(member: name) || !detector.saysNothing(name)
      ? .telling : .quiet(mayBeSuspect: detector.mayBeSuspect(member: name))
  }

  fileprivate func verdict(onField name: String) -> Redaction.Name {
    let lower = name.lowercased()
    if Redaction.untouched.contains(lower) { return .untouched }
    if mayName(field: name) || Redaction.special.contains(lower) || !detector.saysNothing(name) { return .telling }
    return .quiet(mayBeSuspect: detector.mayBeSuspect(field: name))
  }
}

extension Glance {
  /// At a field's value.
  init(at value: ArraySlice<UInt8>, under name: Redaction.Name, _ detector: SecretDetector) {
    switch name {
    case .untouched: self = .stays
    case .quiet(let mayBeSuspect):
      self = value.withUnsafeBufferPointer { Glance(at: $0, mayBeSuspect: mayBeSuspect, detector) }
    case .telling: self = .open
    }
  }

  /// At a text whose name says nothing.
  init(at text: UnsafeBufferPointer<UInt8>, mayBeSuspect: Bool, _ detector: SecretDetector) {
    self =
      !Glance.isQuiet(text, detector) ? .open : mayBeSuspect && SecretDetector.looksDrawn(text) ? .later : .stays
  }

  /// At a segment of a path, on a host that has no webhooks.
  init(
    at segment: UnsafeBufferPointer<UInt8>, segmentAfter before: UnsafeBufferPointer<UInt8>, _ detector: SecretDetector
  ) {
    if segment.contains(UInt8(ascii: ";")) || SecretDetector.mayNameLink(before) {
      self = .open
    } else {
      self.init(at: segment, mayBeSuspect: !SecretDetector.isUUID(segment), detector)
    }
  }

  /// At a segment from which nothing is learnt.
  init(atQuiet segment: UnsafeBufferPointer<UInt8>) {
    self = !SecretDetector.isUUID(segment) && SecretDetector.looksDrawn(segment) ? .later : .stays
  }

  /// Whether nothing is learnt from a text whose name says nothing.
  static func isQuiet(_ text: UnsafeBufferPointer<UInt8>, _ detector: SecretDetector) -> Bool {
    let glance = TextGlance(text)
    return detector.findsNothing(in: text, glance) && !NestedValue.isPossible(text, glance)
  }
}
