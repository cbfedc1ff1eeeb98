import JSONModel

extension SchemaEvidence {
  /// An object with more different members is a map.
  static let maxMembers = 200

  /// Adds a member of the object that was counted last.
  mutating func add(_ member: JSONMember, depth: Int) {
    let key = member.key
    if let place = places[key] {
      if members[place].lastObject != objects {
        members[place].lastObject = objects
        members[place].present += 1
      }
      members[place].evidence.add(member.value, depth: depth)
      return
    }
    if !isMap, !SchemaEvidence.isData(key) {
      if members.count < SchemaEvidence.maxMembers {
        append(Member(name: key.text, present: 1, lastObject: objects), for: key)
        members[members.count - 1].evidence.add(member.value, depth: depth)
        return
      }
      becomeMap()
    }
    if othersBox.isEmpty { othersBox = [SchemaEvidence()] }
    othersBox[0].add(member.value, depth: depth)
  }

  mutating func mergeMembers(_ other: SchemaEvidence) {
    if other.isMap { becomeMap() }
    for member in other.members {
      let key = JSONString(member.name)
      if let place = places[key] {
        members[place].present += member.present
        members[place].evidence.merge(member.evidence)
      } else if !isMap, members.count < SchemaEvidence.maxMembers {
        append(
          Member(name: member.name, present: member.present, evidence: member.evidence, lastObject: -1), for: key)
      } else {
        becomeMap()
        mergeOthers(member.evidence)
      }
    }
    if let others = other.others { mergeOthers(others) }
  }

  private mutating func append(_ member: Member, for key: JSONString) {
    places[key] = members.count
    members.append(member)
  }

  private mutating func mergeOthers(_ evidence: SchemaEvidence) {
    if othersBox.isEmpty { othersBox = [evidence] } else { othersBox[0].merge(evidence) }
  }

  private mutating func becomeMap() {
    if isMap { return }
    isMap = true
    let all = members
    members = []
    places = [:]
    for member in all { mergeOthers(member.evidence) }
  }

  private static func isData(_ key: JSONString) -> Bool {
    let text = key.text
    // A lone surrogate has no text that a schema could name it with.
    if text.unicodeScalars.contains("\u{FFFD}") { return true }
    return IdentifierShape.matches(text)
  }
}
