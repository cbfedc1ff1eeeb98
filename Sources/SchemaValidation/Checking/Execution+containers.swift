import JSONModel

extension Execution {
  mutating func items(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    guard spend(nodes[node].size) else { return false }
    var isValid = true
    var element = node + 1
    let first = Int(check.pointee.b)
    for index in 0..<nodes[node].size {
      if index >= first {
        if frame >= 0 { marks[frame + index] = 1 }
        if !run(check.pointee.a, element, -1, via: check.pointee.place) {
          isValid = false
          if !Mode.records { return false }
        }
      }
      element = Int(nodes[element].next)
    }
    if Mode.records, nodes[node].size > first { recorder.say(check.pointee.place, node, .all) }
    return isValid
  }

  mutating func prefixItems(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    var isValid = true
    var element = node + 1
    let first = Int(check.pointee.a)
    let count = min(Int(check.pointee.b) - first, nodes[node].size)
    guard spend(count) else { return false }
    for index in 0..<count {
      if frame >= 0 { marks[frame + index] = 1 }
      if !run(program.lists[first + index], element, -1, via: check.pointee.place) {
        isValid = false
        if !Mode.records { return false }
      }
      element = Int(nodes[element].next)
    }
    if Mode.records, count > 0 {
      recorder.say(check.pointee.place, node, count == nodes[node].size ? .all : .index(count - 1))
    }
    return isValid
  }

  mutating func contains(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    let rule = program.contains + Int(check.pointee.a)
    let before = mark
    let marksItems = frame >= 0 && rule.pointee.marks
    guard spend(nodes[node].size) else { return false }
    var found = 0
    var indices: [Int] = []
    var element = node + 1
    for index in 0..<nodes[node].size {
      let describedBefore = described.mark
      if run(rule.pointee.block, element, -1, via: check.pointee.place) {
        found += 1
        if marksItems { marks[frame + index] = 1 }
        if Mode.records, recorder.keepsAnnotations { indices.append(index) }
        // Whoever wants to know which ones goes on.
        if !Mode.records, !Mode.describes, !marksItems, rule.pointee.maximum == .max, found >= rule.pointee.minimum {
          return true
        }
      } else if Mode.describes {
        described.takeBack(to: describedBefore)
      }
      element = Int(nodes[element].next)
    }
    if Mode.records {
      recorder.dropFailures(from: before)
      if found < rule.pointee.minimum { recorder.fail(rule.pointee.minimumPlace, node, detail: Int32(found)) }
      if found > rule.pointee.maximum { recorder.fail(rule.pointee.maximumPlace, node, detail: Int32(found)) }
      recorder.say(check.pointee.place, node, found == nodes[node].size ? .all : .indices(indices))
    }
    return found >= rule.pointee.minimum && found <= rule.pointee.maximum
  }

  mutating func dependencies(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    var isValid = true
    guard spend(Int(check.pointee.b &- check.pointee.a) &>> 2) else { return false }
    for index in Int(check.pointee.a)..<Int(check.pointee.b) where has(program.dependencies[index].trigger, node) {
      let rule = program.dependencies + index
      let fits =
        rule.pointee.block >= 0
        ? run(UInt32(rule.pointee.block), node, frame, via: check.pointee.place)
        : hasAll(rule.pointee.required, node, check.pointee.place)
      if !fits {
        isValid = false
        if !Mode.records { return false }
      }
    }
    return isValid
  }

  /// Whether an object has a member of a table's one name.
  private mutating func has(_ table: Int, _ node: Int) -> Bool {
    guard spend(nodes[node].size) else { return false }
    var key = node + 1
    for _ in 0..<nodes[node].size {
      if slot(table, key) != nil { return true }
      key = Int(nodes[key + 1].next)
    }
    return false
  }

  /// Whether an object has members of all the names of a table.
  private mutating func hasAll(_ table: Int, _ node: Int, _ place: UInt32) -> Bool {
    guard spend(nodes[node].size &+ keys.tables[table].count) else { return false }
    var seen = [Bool](repeating: false, count: keys.tables[table].count)
    var key = node + 1
    for _ in 0..<nodes[node].size {
      if let slot = slot(table, key) { seen[Int(slot.pointee.required)] = true }
      key = Int(nodes[key + 1].next)
    }
    if Mode.records {
      for (number, isThere) in seen.enumerated() where !isThere { missing(table, number, node, place) }
    }
    return !seen.contains(false)
  }

  /// Keeps that a required name is missing: the failure's detail is the name's slot.
  mutating func missing(_ table: Int, _ number: Int, _ node: Int, _ place: UInt32) {
    let start = keys.tables[table].start
    for slot in start...start + Int(keys.tables[table].mask) where keys.slots[slot].required == Int32(number) {
      recorder.fail(place, node, detail: Int32(slot))
    }
  }

  mutating func unevaluated(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    let kind = nodes[node].rawKind
    let isObject = check.pointee.operation == .unevaluatedProperties
    guard kind == UInt32(isObject ? JSONKind.object.rawValue : JSONKind.array.rawValue) else { return true }
    var isValid = true
    var child = node + 1
    var said: [Int] = []
    for index in 0..<nodes[node].size {
      let value = isObject ? child + 1 : child
      if marks[frame + index] == 0 {
        marks[frame + index] = 1
        if Mode.describes, isObject { described.describe(child) }
        if Mode.records, recorder.keepsAnnotations { said.append(isObject ? child : index) }
        if !run(check.pointee.a, value, -1, via: check.pointee.place) {
          isValid = false
          if !Mode.records { return false }
        }
      }
      child = Int(nodes[value].next)
    }
    if Mode.records {
      if isObject { recorder.say(check.pointee.place, node, .keys(said)) }
      if !isObject, !said.isEmpty { recorder.say(check.pointee.place, node, .all) }
    }
    return isValid
  }
}
