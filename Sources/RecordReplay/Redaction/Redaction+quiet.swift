import HTTPModel
import JSONModel
import SecretDetection

/// Most members and header fields are told by a glance at their bytes to stay: their places are not even made.
extension Redaction {
  /// What was judged of one API's names.
  struct Names: Sendable {
    var members = NameMemo<Name>()
    var fields = NameMemo<Name>()
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
    let rules = rules
    return known.members.verdict(on: name) { name in
      rules.mayName(member: name) || !rules.detector.saysNothing(name)
        ? .telling : .quiet(mayBeSuspect: rules.detector.mayBeSuspect(member: name))
    }
  }

  mutating func member(_ key: ArraySlice<UInt8>?) -> Name {
    key?.withUnsafeBufferPointer { member($0) } ?? .telling
  }

  mutating func member(_ name: String) -> Name {
    var name = name
    return name.withUTF8 { name in member(name) }
  }

  mutating func field(_ name: ArraySlice<UInt8>) -> Name {
    let rules = rules
    return name.withUnsafeBufferPointer { name in
      known.fields.verdict(on: name) { name in
        let lower = name.lowercased()
        if Redaction.untouched.contains(lower) { return .untouched }
        if rules.mayName(field: name) || Redaction.special.contains(lower) || !rules.detector.saysNothing(name) {
          return .telling
        }
        return .quiet(mayBeSuspect: rules.detector.mayBeSuspect(field: name))
      }
    }
  }

  /// Whether a member's value, or an element of its array, stays as it is.
  mutating func stays(_ value: JSONCursor, under name: Name) -> Bool {
    if value.kind == .null || value.kind == .bool { return true }
    guard case .quiet(let mayBeSuspect) = name else { return false }
    switch value.kind {
    case .number: return value.sourceBytes.withUnsafeBufferPointer { rules.detector.findsNothing(in: $0) }
    case .string:
      return value.plainText?.withUnsafeBufferPointer { stays($0, mayBeSuspect: mayBeSuspect) } ?? false
    default: return value.count == 0
    }
  }

  /// Whether a field's value stays as it is.
  mutating func stays(_ value: ArraySlice<UInt8>, under name: Name) -> Bool {
    switch name {
    case .untouched: true
    case .quiet(let mayBeSuspect): value.withUnsafeBufferPointer { stays($0, mayBeSuspect: mayBeSuspect) }
    case .telling: false
    }
  }

  /// Whether a segment of a path stays as it is, on a host that has no webhooks.
  mutating func stays(_ segment: UnsafeBufferPointer<UInt8>, segmentAfter before: [UInt8]) -> Bool {
    !segment.contains(UInt8(ascii: ";")) && !SecretDetector.mayNameLink(before)
      && stays(segment, mayBeSuspect: !SecretDetector.isUUID(segment))
  }

  /// Whether a text whose name says nothing stays as it is.
  mutating func stays(_ text: UnsafeBufferPointer<UInt8>, mayBeSuspect: Bool) -> Bool {
    guard rules.detector.findsNothing(in: text), !NestedValue.isPossible(text) else { return false }
    return pass == .learning
      || !(mayBeSuspect && SecretDetector.looksDrawn(text)) && !memory.mayOccur(in: text)
  }
}
