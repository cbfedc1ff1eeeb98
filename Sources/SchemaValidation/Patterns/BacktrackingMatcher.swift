/// One search with a backtracking program. Choices are kept in a list, so no text makes it recurse.
struct BacktrackingMatcher {
  /// Where to go on when what was tried fails, or the value that a register had before.
  private struct Entry {
    /// An instruction's index, or -1 minus a register's.
    var target: Int
    /// A position in the text, or the register's value.
    var value: Int
  }

  private let program: BacktrackingProgram
  private let text: UnsafeBufferPointer<UInt8>
  private let maxEntries: Int
  private var steps: Int
  private var registers: [Int]
  private var stack: [Entry] = []
  private var position = 0

  /// Adds to `taken` the steps that it took.
  static func search(
    _ text: UnsafeBufferPointer<UInt8>, for program: BacktrackingProgram, limits: PatternLimits, steps taken: inout Int
  ) -> PatternSearch {
    var matcher = BacktrackingMatcher(text, program, limits)
    let all = matcher.steps
    defer { taken += all - matcher.steps }
    var start = 0
    while true {
      let result = matcher.match(from: start)
      if result != .notFound || program.isAnchored || start >= text.count { return result }
      repeat { start += 1 } while start < text.count && text[start] & 0xC0 == 0x80
    }
  }

  private init(_ text: UnsafeBufferPointer<UInt8>, _ program: BacktrackingProgram, _ limits: PatternLimits) {
    (self.text, self.program) = (text, program)
    steps = limits.steps(forLength: text.count)
    maxEntries = limits.maxMemory / MemoryLayout<Entry>.stride
    registers = [Int](repeating: -1, count: program.registerCount)
  }

  private mutating func match(from start: Int) -> PatternSearch {
    position = start
    stack.removeAll(keepingCapacity: true)
    for index in registers.indices { registers[index] = -1 }
    steps -= registers.count
    var counter = 0
    while true {
      steps -= 1
      guard steps >= 0, stack.count < maxEntries else { return .exceededLimit }
      if case .match = program.instructions[counter] { return .found }
      if let next = run(program.instructions[counter], next: counter + 1) {
        counter = next
      } else if let next = backtrack() {
        counter = next
      } else {
        return .notFound
      }
    }
  }

  /// The instruction to go on with; nil where this one fails.
  private mutating func run(_ instruction: BacktrackingProgram.Instruction, next: Int) -> Int? {
    switch instruction {
    case .character(let wanted, let back): return take(back) { value, _ in value == wanted } ? next : nil
    case .any(let back):
      return take(back) { value, _ in value != 10 && value != 13 && value != 0x2028 && value != 0x2029 } ? next : nil
    case .set(let index, let back):
      let set = program.sets[index]
      return take(back) { value, bytes in set.contains(value, in: bytes) } ? next : nil
    case .start: return position == 0 ? next : nil
    case .end: return position == text.count ? next : nil
    case .wordBoundary(let negated):
      return (isWord(position - 1) != isWord(position)) != negated ? next : nil
    case .backreference(let groups, let back): return takeAgain(groups, back) ? next : nil
    case .split(let first, let second):
      stack.append(Entry(target: second, value: position))
      return first
    case .jump(let target): return target
    case .savePosition(let register): set(register, to: position)
    case .store(let value, let register): set(register, to: value)
    case .clear(let registers):
      steps -= registers.count
      for register in registers where self.registers[register] >= 0 { set(register, to: -1) }
    case .round(let counter, let min, let max, let lazy, let exit):
      if registers[counter] < min { return next }
      if registers[counter] >= max { return exit }
      stack.append(Entry(target: lazy ? next : exit, value: position))
      return lazy ? exit : next
    case .roundEnd(let counter, let started, let min, let head):
      if registers[counter] >= min, position == registers[started] { return nil }
      set(counter, to: registers[counter] + 1)
      return head
    case .look(let height, let position, let negated, let after):
      set(position, to: self.position)
      set(height, to: stack.count + 1)
      if negated { stack.append(Entry(target: after, value: self.position)) }
    case .lookEnd(let height, let position, let negated):
      return endLook(height: registers[height], position: registers[position], negated: negated) ? next : nil
    case .match: return nil
    }
    return next
  }

  private mutating func set(_ register: Int, to value: Int) {
    stack.append(Entry(target: -1 - register, value: registers[register]))
    registers[register] = value
  }

  private mutating func backtrack() -> Int? {
    while let entry = stack.popLast() {
      if entry.target >= 0 {
        position = entry.value
        return entry.target
      }
      registers[-1 - entry.target] = entry.value
    }
    return nil
  }

  /// What a lookaround chose is not chosen again; what it captured stays, to be undone by what came before it. One that
  /// should not have matched fails.
  private mutating func endLook(height: Int, position: Int, negated: Bool) -> Bool {
    steps -= stack.count - height
    if negated {
      while stack.count > height, let entry = stack.popLast() {
        if entry.target < 0 { registers[-1 - entry.target] = entry.value }
      }
      return false
    }
    let kept = stack[height...].filter { $0.target < 0 }
    stack.removeSubrange(height...)
    stack += kept
    self.position = position
    return true
  }

  private func isWord(_ index: Int) -> Bool {
    guard text.indices.contains(index) else { return false }
    return text[index].isLetter || text[index].isDigit || text[index] == UInt8(ascii: "_")
  }

  private mutating func take(_ back: Bool, _ isWanted: (UInt32, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    var start = position, end = position
    if back {
      repeat { start -= 1 } while start > 0 && text[start] & 0xC0 == 0x80
      guard start >= 0 else { return false }
    }
    var scanner = TextScanner(text)
    scanner.index = start
    guard let value = scanner.scalar() else { return false }
    end = scanner.index
    guard isWanted(value, UnsafeBufferPointer(rebasing: text[start..<end])) else { return false }
    position = back ? start : end
    return true
  }

  private mutating func takeAgain(_ groups: [Int], _ back: Bool) -> Bool {
    for group in groups {
      let from = registers[2 * group], to = registers[2 * group + 1]
      // A group that is being matched has one of the two, perhaps with the other of an earlier round.
      guard from >= 0, to >= from else { continue }
      let count = to - from
      steps -= count
      let start = back ? position - count : position
      guard start >= 0, start + count <= text.count else { return false }
      for offset in 0..<count where text[from + offset] != text[start + offset] { return false }
      position = back ? start : start + count
      return true
    }
    return true
  }
}
