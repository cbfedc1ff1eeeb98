import JSONModel

/// Makes a program faster that only gives verdicts.
///
/// Schemas that apply to the same value become one block, alternatives for different kinds of values too, and the members
/// that several of them describe are looked up once.
struct ProgramInliner {
  var program: Program
  var drafts: [BlockDraft]
  /// Blocks that stand for two that must both hold.
  private var both: [UInt64: UInt32] = [:]
  private let maxBlocks: Int, maxSlots: Int
  /// How many instructions may still be copied from one block to another: many may refer to a large one.
  private var room: Int
  /// What became of a list of alternatives, by where it begins.
  var jumps: [UInt32: Instruction?] = [:]
  /// Texts that were looked at to tell alternatives apart. Many may share one large alternative, so there is a limit to it.
  var looks = 0
  static let mostLooks = 1_000_000
  /// The most instructions of a block with others' in it.
  private static let most = 64

  private init(_ program: Program) {
    self.program = program
    drafts = program.blocks.map { BlockDraft($0, of: program) }
    maxBlocks = 2 * program.blocks.count + 64
    maxSlots = 4 * program.slots.count + 1_024
    room = 8 * program.instructions.count + 4_096
  }

  /// `order`: the blocks, those first that apply to the same value as others.
  static func inlined(_ program: Program, in order: [Int]) -> Program {
    var inliner = ProgramInliner(program)
    for number in order { inliner.simplify(number) }
    var next = program.blocks.count
    while next < inliner.drafts.count {
      inliner.simplify(next)
      next += 1
    }
    for number in inliner.drafts.indices { inliner.discriminate(number) }
    inliner.program.instructions = []
    for (number, draft) in inliner.drafts.enumerated() { draft.write(to: &inliner.program, as: number) }
    return inliner.program
  }

  private mutating func simplify(_ number: Int) {
    var draft = drafts[number]
    let checks = draft.all
    draft.all = []
    draft.strings.removeAll { $0.operation == .annotation }
    for check in checks {
      switch check.operation {
      case .reference: if !add(check.a, to: &draft) { draft.all.append(check) }
      case .allOf: addAll(check, to: &draft)
      case .anyOf, .oneOf: addAlternatives(check, to: &draft)
      case .annotation: continue
      case .choice:
        draft.block.kinds &= program.choices[Int(check.a)].kinds
        draft.all.append(check)
      default: draft.all.append(check)
      }
    }
    draft.narrow()
    mergeMembers(&draft)
    drafts[number] = draft
  }

  private func fits(_ other: BlockDraft, _ draft: BlockDraft) -> Bool {
    other.last.isEmpty && other.count + draft.count <= ProgramInliner.most && other.count <= room
      && (program.dynamics.isEmpty || other.block.resource == draft.block.resource)
  }

  /// Whether a block's checks could be added.
  private mutating func add(_ number: UInt32, to draft: inout BlockDraft) -> Bool {
    let other = drafts[Int(number)]
    guard fits(other, draft) else { return false }
    room -= other.count
    draft.add(other)
    return true
  }

  private mutating func addAll(_ check: Instruction, to draft: inout BlockDraft) {
    var rest: [UInt32] = []
    for number in program.lists[Int(check.a)..<Int(check.b)] where !add(number, to: &draft) { rest.append(number) }
    if rest.isEmpty { return }
    draft.all.append(withList(rest, check))
  }

  private mutating func withList(_ blocks: [UInt32], _ check: Instruction) -> Instruction {
    var check = check
    check.a = UInt32(program.lists.count)
    program.lists += blocks
    check.b = UInt32(program.lists.count)
    return check
  }

  private mutating func addAlternatives(_ check: Instruction, to draft: inout BlockDraft) {
    let numbers = program.lists[Int(check.a)..<Int(check.b)].filter { drafts[Int($0)].block.kinds != 0 }
    let alternatives = numbers.map { drafts[Int($0)] }
    let kinds = alternatives.reduce(0 as UInt8) { $0 | $1.block.kinds }
    let areApart = alternatives.reduce(0) { $0 + $1.block.kinds.nonzeroBitCount } == kinds.nonzeroBitCount
    let count = alternatives.reduce(draft.count) { $0 + $1.count }
    let canMerge =
      areApart && count <= ProgramInliner.most
      && alternatives.allSatisfy { $0.all.isEmpty && fits($0, draft) && $0.count <= ProgramInliner.most }
    if canMerge {
      room -= count - draft.count
      draft.add(alternatives: alternatives)
    } else {
      draft.block.kinds &= kinds
      draft.all.append(withList(numbers, check))
    }
  }

  /// The block of two that must both hold; nil where there would be too many.
  private mutating func both(_ one: UInt32, _ other: UInt32) -> UInt32? {
    if one == other { return one }
    let key = UInt64(min(one, other)) << 32 | UInt64(max(one, other))
    if let number = both[key] { return number }
    let (first, second) = (drafts[Int(one)].block, drafts[Int(other)].block)
    guard drafts.count < maxBlocks, program.dynamics.isEmpty || first.resource == second.resource else { return nil }
    var block = Block()
    (block.place, block.typePlace, block.resource) = (first.place, first.place, first.resource)
    var draft = BlockDraft(block, of: program)
    draft.all = [withList([one, other], Instruction(operation: .allOf, place: first.place))]
    let number = UInt32(drafts.count)
    drafts.append(draft)
    program.blocks.append(block)
    both[key] = number
    return number
  }

  /// One pass over an object's members where there were several.
  private mutating func mergeMembers(_ draft: inout BlockDraft) {
    let simple = draft.objects.filter { $0.operation == .members && !program.members[Int($0.a)].hasMore }
    guard simple.count > 1, program.slots.count < maxSlots else { return }
    var names = KeyTableBuilder()
    var merged = program.members[Int(simple[0].a)]
    merged.required = 0
    if let naming = simple.first(where: { program.members[Int($0.a)].namesProperties }) {
      (merged.namesProperties, merged.propertiesPlace) = (true, program.members[Int(naming.a)].propertiesPlace)
    }
    for check in simple {
      for slot in slots(program.members[Int(check.a)].names) {
        let text = Array(program.texts[Int(slot.start)..<Int(slot.start) + Int(slot.length)])
        var block = slot.value
        if block >= 0, let known = names.entry(text), known.value >= 0 {
          guard let number = both(UInt32(known.value), UInt32(block)) else { return }
          block = Int32(number)
        }
        names.update(text) { entry in
          if block >= 0 { entry.value = block }
          if slot.required >= 0, entry.required < 0 {
            entry.required = Int32(merged.required)
            merged.required += 1
          }
        }
      }
    }
    merged.names = program.add(names)
    program.members.append(merged)
    draft.objects.removeAll { check in check.operation == .members && !program.members[Int(check.a)].hasMore }
    draft.objects.append(Instruction(operation: .members, a: UInt32(program.members.count - 1), place: 0))
  }

  /// None where there are very many.
  func slots(_ table: Int, upTo most: Int = .max) -> [KeySlot] {
    guard table >= 0, program.tables[table].count <= most else { return [] }
    let start = program.tables[table].start
    return program.slots[start...start + Int(program.tables[table].mask)].filter { $0.length >= 0 }
  }
}
