import JSONModel
import SecretDetection

/// A walk through a document: what it changes, and what it need not look at closely.
struct JSONWalk {
  var edits: [Edit] = []
  /// By a value's ordinal: whether it and all inside it stays as it is.
  private var staying: [Bool]

  init(_ document: JSONDocument) { staying = Array(repeating: false, count: document.valueCount) }

  func stays(_ value: JSONCursor) -> Bool { staying[value.ordinal] }

  fileprivate mutating func note(_ value: JSONCursor) { staying[value.ordinal] = true }
}

extension Redaction {
  /// Notes which values inside `place` stay; whether all do. `name` is the member's that has it, or whose array does.
  mutating func noteStaying(inside place: JSONCursor, under name: Name, in walk: inout JSONWalk) -> Bool {
    switch place.kind {
    case .object:
      var allStay = !JSONPair.mayBeOne(place)
      for member in place.members {
        let name = self.member(member.plainKey)
        let stays = noteStaying(member.value, under: name, in: &walk)
        allStay = allStay && stays
      }
      return allStay
    case .array:
      var allStay = place.count != 2 || place[0]?.kind != .string
      for element in place.elements {
        let stays = noteStaying(element, under: name, in: &walk)
        allStay = allStay && stays
      }
      return allStay
    default: return true
    }
  }

  private mutating func noteStaying(_ value: JSONCursor, under name: Name, in walk: inout JSONWalk) -> Bool {
    let isContainer = value.count > 0
    let stays =
      isContainer
      ? noteStaying(inside: value, under: name, in: &walk) && name.isQuiet : self.stays(value, under: name)
    if stays { walk.note(value) }
    return stays
  }
}
