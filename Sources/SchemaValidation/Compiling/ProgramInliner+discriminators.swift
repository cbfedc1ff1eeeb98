import JSONModel

extension ProgramInliner {
  /// Makes a jump of alternatives that a member's text tells apart.
  mutating func discriminate(_ number: Int) {
    for index in drafts[number].all.indices {
      if let jump = jump(drafts[number].all[index]) { drafts[number].all[index] = jump }
    }
    for index in drafts[number].objects.indices {
      if let jump = jump(drafts[number].objects[index]) { drafts[number].objects[index] = jump }
    }
  }

  private mutating func jump(_ check: Instruction) -> Instruction? {
    guard check.operation == .anyOf || check.operation == .oneOf, check.b - check.a > 1 else { return nil }
    if let known = jumps[check.a] { return known }
    let jump = newJump(check)
    jumps[check.a] = .some(jump)
    return jump
  }

  private mutating func newJump(_ check: Instruction) -> Instruction? {
    guard looks < ProgramInliner.mostLooks else { return nil }
    let branches = program.lists[Int(check.a)..<Int(check.b)]
    let choices = branches.map { discriminators(drafts[Int($0)]) }
    for name in choices[0].keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var texts = KeyTableBuilder()
      var isApart = true
      for (branch, choices) in zip(branches, choices) {
        guard isApart, let allowed = choices[name] else {
          isApart = false
          break
        }
        looks += allowed.count
        for text in allowed {
          if texts.entry(text) != nil { isApart = false }
          texts.update(text) { $0.value = Int32(branch) }
        }
      }
      guard isApart else { continue }
      var key = KeyTableBuilder()
      key.update(name) { _ in }
      program.discriminated.append(DiscriminatedRule(name: program.add(key), texts: program.add(texts)))
      return Instruction(operation: .discriminated, a: UInt32(program.discriminated.count - 1), place: check.place)
    }
    return nil
  }

  /// The required members of an object that must be one of some texts, and the texts.
  private mutating func discriminators(_ draft: BlockDraft) -> [[UInt8]: [[UInt8]]] {
    guard draft.block.kinds == 1 << JSONKind.object.rawValue else { return [:] }
    var found: [[UInt8]: [[UInt8]]] = [:]
    for check in draft.objects where check.operation == .members {
      for slot in slots(program.members[Int(check.a)].names, upTo: 256) where slot.required >= 0 && slot.value >= 0 {
        let value = drafts[Int(slot.value)]
        guard value.block.kinds == 1 << JSONKind.string.rawValue else { continue }
        let choice = value.strings.first { $0.operation == .choice }.map { program.choices[Int($0.a)] }
        guard let choice, choice.texts >= 0, choice.count <= 64 else { continue }
        let texts = slots(choice.texts, upTo: 64).map(text)
        looks += texts.count
        found[text(slot)] = texts
      }
    }
    return found
  }

  private func text(_ slot: KeySlot) -> [UInt8] {
    Array(program.texts[Int(slot.start)..<Int(slot.start) + Int(slot.length)])
  }
}
