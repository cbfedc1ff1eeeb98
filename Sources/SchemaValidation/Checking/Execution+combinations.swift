import JSONModel

extension Execution {
  mutating func allOf(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    guard spend(Int(check.pointee.b &- check.pointee.a) &>> 2) else { return false }
    var isValid = true
    for index in Int(check.pointee.a)..<Int(check.pointee.b)
    where !run(program.lists[index], node, frame, via: check.pointee.place) {
      isValid = false
      if !Mode.records { return false }
    }
    return isValid
  }

  mutating func not(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    let before = mark, describedBefore = described.mark
    let saved = savedMarks(node, frame)
    let isValid = !run(check.pointee.a, node, frame, via: check.pointee.place)
    restore(saved, frame)
    if Mode.describes { described.takeBack(to: describedBefore) }
    if Mode.records { recorder.drop(from: before) }
    return result(isValid, check, node)
  }

  /// The block that a dynamic reference leads to: of the outermost schema resource on the way that has one.
  mutating func target(_ rule: UnsafePointer<DynamicRule>) -> UInt32 {
    steps &-= scope.count &>> 2
    for resource in scope {
      let target = rule.pointee.targets[Int(resource)]
      if target >= 0 { return UInt32(target) }
    }
    return rule.pointee.fallback
  }

  mutating func alternatives(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    guard spend(Int(check.pointee.b &- check.pointee.a) &>> 2) else { return false }
    let isOneOf = check.pointee.operation == .oneOf
    let before = mark, unresolvedBefore = unresolved
    var found = 0
    let notesBefore = described.mark
    // Whether one fits without a note, such as a format that is only said.
    var isFoundClean = false
    // What alternatives that do not fit describe; it counts where none fits.
    var others: [(node: Int32, what: UInt32)] = []
    for index in Int(check.pointee.a)..<Int(check.pointee.b) {
      let saved = savedMarks(node, frame)
      let start = mark, describedStart = described.mark
      if run(program.lists[index], node, frame, via: check.pointee.place) {
        found += 1
        if Mode.describes, described.mark.notes == describedStart.notes { isFoundClean = true }
        let isDecided = isOneOf ? !Mode.records && found > 1 : frame < 0 && !Mode.describes && !keepsAnnotations
        if isDecided { break }
      } else {
        restore(saved, frame)
        if Mode.describes {
          let taken = described.takeBack(to: describedStart)
          if Mode.records { others += taken }
        }
        if Mode.records { recorder.closeBranch(from: start, program.lists[index], check.pointee.place, node) }
      }
      guard spend(0) else { return false }
    }
    let isValid = isOneOf ? found == 1 : found > 0
    if Mode.describes, isFoundClean { described.dropNotes(from: notesBefore) }
    if Mode.describes, found == 0 { described.say(again: others) }
    // Another alternative fits, whatever the one is that is not there.
    if !isOneOf, isValid { unresolved = unresolvedBefore }
    if Mode.records {
      if isValid || found > 1 { recorder.dropFailures(from: before) }
      if !isValid { recorder.group(check.pointee.place, node, from: before, detail: Int32(found)) }
    }
    return isValid
  }

  mutating func branch(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    let before = mark, describedBefore = described.mark
    let saved = savedMarks(node, frame)
    let isMet = run(check.pointee.a, node, frame, via: check.pointee.place)
    if !isMet {
      restore(saved, frame)
      if Mode.describes { described.takeBack(to: describedBefore) }
    }
    if Mode.records { recorder.dropFailures(from: before) }
    let next = Int(check.pointee.b) + (isMet ? 0 : 2)
    let block = program.lists[next]
    return block == .max || run(block, node, frame, via: program.lists[next + 1])
  }

  /// What was marked before something that may fail.
  private mutating func savedMarks(_ node: Int, _ frame: Int) -> [UInt8] {
    if frame < 0 { return [] }
    steps &-= nodes[node].size &>> 3
    return Array(marks[frame..<frame + nodes[node].size])
  }

  private mutating func restore(_ saved: [UInt8], _ frame: Int) {
    if frame >= 0 { marks.replaceSubrange(frame..<frame + saved.count, with: saved) }
  }
}
