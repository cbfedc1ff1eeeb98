import JSONModel

extension Execution {
  /// One pass over an object's members.
  @inline(never) mutating func members(_ rule: UnsafePointer<MembersRule>, _ node: Int, _ frame: Int) -> Bool {
    if rule.pointee.required > 64 || Mode.records { return membersKeepingAccount(rule, node, frame) }
    guard spend(nodes[node].size &* (1 &+ rule.pointee.patternEnd &- rule.pointee.patternStart)) else { return false }
    if Mode.describes, rule.pointee.namesProperties { described.name(node, by: rule.pointee.propertiesPlace) }
    var seen: UInt64 = 0
    var key = node + 1
    for index in 0..<nodes[node].size {
      var isDescribed = false
      if rule.pointee.names >= 0, let slot = slot(rule.pointee.names, key) {
        if slot.pointee.required >= 0 { seen |= 1 &<< UInt64(truncatingIfNeeded: slot.pointee.required) }
        if slot.pointee.value >= 0 {
          isDescribed = true
          if frame >= 0 { marks[frame + index] = 1 }
          if Mode.describes { described.describe(key) }
          if !run(UInt32(bitPattern: slot.pointee.value), key &+ 1, -1) { return false }
        }
      }
      if rule.pointee.hasMore, !undescribed(rule, key, index, frame, isDescribed) { return false }
      key = Int(nodes[key &+ 1].next)
    }
    let all: UInt64 = rule.pointee.required == 64 ? .max : 1 &<< UInt64(rule.pointee.required) &- 1
    return seen == all
  }

  /// What `patternProperties`, `additionalProperties` and `propertyNames` say of a member.
  private mutating func undescribed(
    _ rule: UnsafePointer<MembersRule>, _ key: Int, _ index: Int, _ frame: Int, _ isDescribed: Bool
  ) -> Bool {
    var isDescribed = isDescribed
    for number in rule.pointee.patternStart..<rule.pointee.patternEnd {
      let property = program.patternProperties + number
      guard search(property.pointee.pattern, key) else { continue }
      isDescribed = true
      if frame >= 0 { marks[frame + index] = 1 }
      if Mode.describes { described.describe(key) }
      if !run(property.pointee.block, key + 1, -1) { return false }
    }
    if rule.pointee.additional >= 0, !isDescribed {
      if frame >= 0 { marks[frame + index] = 1 }
      if Mode.describes { described.describe(key) }
      if !run(UInt32(rule.pointee.additional), key + 1, -1) { return false }
    }
    return rule.pointee.propertyNames < 0 || run(UInt32(rule.pointee.propertyNames), key, -1)
  }

  /// The same, for those who want to know all that is wrong; and for any number of required names.
  private mutating func membersKeepingAccount(
    _ rule: UnsafePointer<MembersRule>, _ node: Int, _ frame: Int
  ) -> Bool {
    guard spend(nodes[node].size &* (1 &+ rule.pointee.patternEnd &- rule.pointee.patternStart)) else { return false }
    if Mode.describes, rule.pointee.namesProperties { described.name(node, by: rule.pointee.propertiesPlace) }
    var isValid = true
    var seen: UInt64 = 0, seenMany = [Bool](repeating: false, count: max(0, rule.pointee.required - 64))
    var said = SaidMembers()
    var key = node + 1
    for index in 0..<nodes[node].size {
      var isDescribed = false
      if rule.pointee.names >= 0, let slot = slot(rule.pointee.names, key) {
        let number = Int(slot.pointee.required)
        if number >= 64 { seenMany[number - 64] = true } else if number >= 0 { seen |= 1 << UInt64(number) }
        if slot.pointee.value >= 0 {
          isDescribed = true
          if recorder.keepsAnnotations { said.properties.append(key) }
          let block = UInt32(bitPattern: slot.pointee.value)
          isValid = run(block, key + 1, -1, via: rule.pointee.propertiesPlace) && isValid
        }
      }
      if rule.pointee.hasMore { isValid = undescribed(rule, key, &isDescribed, &said) && isValid }
      if frame >= 0, isDescribed { marks[frame + index] = 1 }
      if Mode.describes, isDescribed { described.describe(key) }
      if !Mode.records, !isValid { return false }
      key = Int(nodes[key + 1].next)
    }
    for number in 0..<rule.pointee.required
    where number < 64 ? seen & 1 << UInt64(number) == 0 : !seenMany[number - 64] {
      if !Mode.records { return false }
      missing(rule.pointee.names, number, node, rule.pointee.requiredPlace)
      isValid = false
    }
    if Mode.records, recorder.keepsAnnotations { say(said, rule, node) }
    return isValid
  }

  private mutating func undescribed(
    _ rule: UnsafePointer<MembersRule>, _ key: Int, _ isDescribed: inout Bool, _ said: inout SaidMembers
  ) -> Bool {
    var isValid = true
    let before = said.patterns.count
    for number in rule.pointee.patternStart..<rule.pointee.patternEnd {
      let property = program.patternProperties + number
      guard search(property.pointee.pattern, key) else { continue }
      isDescribed = true
      if said.patterns.count == before, recorder.keepsAnnotations { said.patterns.append(key) }
      isValid = run(property.pointee.block, key + 1, -1, via: rule.pointee.patternsPlace) && isValid
    }
    if rule.pointee.additional >= 0, !isDescribed {
      isDescribed = true
      if recorder.keepsAnnotations { said.additional.append(key) }
      isValid = run(UInt32(rule.pointee.additional), key + 1, -1, via: rule.pointee.additionalPlace) && isValid
    }
    if rule.pointee.propertyNames >= 0 {
      isValid = run(UInt32(rule.pointee.propertyNames), key, -1, via: rule.pointee.namesPlace) && isValid
    }
    return isValid
  }

  private mutating func say(_ said: SaidMembers, _ rule: UnsafePointer<MembersRule>, _ node: Int) {
    if rule.pointee.hasProperties { recorder.say(rule.pointee.propertiesPlace, node, .keys(said.properties)) }
    if rule.pointee.patternStart < rule.pointee.patternEnd {
      recorder.say(rule.pointee.patternsPlace, node, .keys(said.patterns))
    }
    if rule.pointee.additional >= 0 { recorder.say(rule.pointee.additionalPlace, node, .keys(said.additional)) }
  }
}

/// Which members each keyword described, by their keys.
private struct SaidMembers {
  var properties: [Int] = [], patterns: [Int] = [], additional: [Int] = []
}

extension MembersRule {
  /// Says more than what members of certain names must be.
  var hasMore: Bool { additional >= 0 || patternStart < patternEnd || propertyNames >= 0 }
}
