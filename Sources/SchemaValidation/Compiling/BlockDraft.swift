import JSONModel

/// A block with its instructions, while it is made better.
struct BlockDraft {
  var block: Block
  var numbers: [Instruction], strings: [Instruction], arrays: [Instruction], objects: [Instruction]
  /// For all kinds of values; at last.
  var all: [Instruction], last: [Instruction]

  init(_ block: Block, of program: Program) {
    self.block = block
    var next = Int(block.start)
    func take(_ count: Int) -> [Instruction] {
      defer { next += count }
      return Array(program.instructions[next..<next + count])
    }
    numbers = take(Int(block.numbers))
    strings = take(Int(block.strings))
    arrays = take(Int(block.arrays))
    objects = take(Int(block.objects))
    all = take(Int(block.all))
    last = take(Int(block.last))
  }

  var count: Int { numbers.count + strings.count + arrays.count + objects.count + all.count }

  /// Adds another's checks: both must hold.
  mutating func add(_ other: BlockDraft) {
    block.kinds &= other.block.kinds
    addChecks(other)
    all += other.all
  }

  /// Adds alternatives of which each is for other kinds of values than the rest, and has no checks for all kinds.
  mutating func add(alternatives: [BlockDraft]) {
    block.kinds &= alternatives.reduce(0) { $0 | $1.block.kinds }
    for alternative in alternatives { addChecks(alternative) }
  }

  private mutating func addChecks(_ other: BlockDraft) {
    if other.block.integers.rawValue > block.integers.rawValue { block.integers = other.block.integers }
    numbers += other.numbers
    strings += other.strings
    arrays += other.arrays
    objects += other.objects
  }

  /// Leaves out the checks of kinds that are not allowed; what is for all kinds is for the one kind that there can be.
  mutating func narrow() {
    func allows(_ kind: JSONKind) -> Bool { block.kinds & 1 << kind.rawValue != 0 }
    if !allows(.number) { (numbers, block.integers) = ([], .any) }
    if !allows(.string) { strings = [] }
    if !allows(.array) { arrays = [] }
    if !allows(.object) { objects = [] }
    switch block.kinds {
    case 1 << JSONKind.number.rawValue: (numbers, all) = (all + numbers, [])
    case 1 << JSONKind.string.rawValue: (strings, all) = (all + strings, [])
    case 1 << JSONKind.array.rawValue: (arrays, all) = (arrays + all, [])
    case 1 << JSONKind.object.rawValue: (objects, all) = (objects + all, [])
    default: return
    }
  }

  /// Writes the block and its instructions.
  func write(to program: inout Program, as number: Int) {
    var block = block
    block.start = UInt32(program.instructions.count)
    program.instructions += numbers + strings + arrays + objects + all + last
    (block.numbers, block.strings) = (UInt8(numbers.count), UInt8(strings.count))
    (block.arrays, block.objects) = (UInt8(arrays.count), UInt8(objects.count))
    (block.all, block.last) = (UInt32(all.count), UInt8(last.count))
    block.ownsMarks = !last.isEmpty
    block.work = all.isEmpty ? 0 : Block.everyKind
    if !numbers.isEmpty || block.integers != .any { block.work |= 1 << JSONKind.number.rawValue }
    if !strings.isEmpty { block.work |= 1 << JSONKind.string.rawValue }
    if !arrays.isEmpty || !last.isEmpty { block.work |= 1 << JSONKind.array.rawValue }
    if !objects.isEmpty || !last.isEmpty { block.work |= 1 << JSONKind.object.rawValue }
    program.blocks[number] = block
  }
}
