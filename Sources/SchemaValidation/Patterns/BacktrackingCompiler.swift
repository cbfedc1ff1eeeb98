/// Turns a parsed pattern into instructions; their number grows with the pattern's length only.
struct BacktrackingCompiler {
  private var program = BacktrackingProgram()
  private let limits: PatternLimits
  private var properties: [PatternProperty: PCRE2Program] = [:]

  static func compile(
    _ node: PatternNode, captures: Int, limits: PatternLimits
  ) throws(PatternSyntaxError) -> BacktrackingProgram {
    var compiler = BacktrackingCompiler(limits: limits)
    compiler.program.registerCount = 2 * (captures + 1)
    compiler.program.isAnchored = node.isAnchored
    try compiler.add(node, back: false)
    compiler.emit(.match)
    return compiler.program
  }

  private init(limits: PatternLimits) { self.limits = limits }

  private var here: Int { program.instructions.count }

  @discardableResult
  private mutating func emit(_ instruction: BacktrackingProgram.Instruction) -> Int {
    program.instructions.append(instruction)
    return here - 1
  }

  private mutating func register() -> Int {
    program.registerCount += 1
    return program.registerCount - 1
  }

  private mutating func add(_ node: PatternNode, back: Bool) throws(PatternSyntaxError) {
    switch node {
    case .character(let value): emit(.character(value, back: back))
    case .any: emit(.any(back: back))
    case .set(let set):
      program.sets.append(try CharacterTest(set, programs: &properties, limits: limits))
      emit(.set(program.sets.count - 1, back: back))
    case .start: emit(.start)
    case .end: emit(.end)
    case .wordBoundary(let negated): emit(.wordBoundary(negated: negated))
    case .backreference(let groups, _): emit(.backreference(groups, back: back))
    case .group(let body, let index):
      guard let index else { return try add(body, back: back) }
      // Backwards the end is met first.
      emit(.savePosition(register: 2 * index + (back ? 1 : 0)))
      try add(body, back: back)
      emit(.savePosition(register: 2 * index + (back ? 0 : 1)))
    case .look(let body, let behind, let negated, _):
      let height = register(), position = register()
      let look = emit(.match)
      try add(body, back: behind)
      emit(.lookEnd(height: height, position: position, negated: negated))
      program.instructions[look] = .look(height: height, position: position, negated: negated, after: here)
    case .sequence(let parts):
      if back {
        for part in parts.reversed() { try add(part, back: back) }
      } else {
        for part in parts { try add(part, back: back) }
      }
    case .alternatives(let parts): try add(alternatives: parts, back: back)
    case .repeated(let body, let min, let max, let lazy, let offset):
      guard Swift.max(min, max ?? 0) <= limits.maxRepeats else {
        throw PatternSyntaxError(
          "the repeat count exceeds the limit of \(limits.maxRepeats)", at: offset, isSyntax: false)
      }
      try add(body, min: min, max: max ?? .max, lazy: lazy, back: back)
    }
  }

  private mutating func add(alternatives parts: [PatternNode], back: Bool) throws(PatternSyntaxError) {
    var jumps: [Int] = []
    for (index, part) in parts.enumerated() {
      guard index + 1 < parts.count else {
        try add(part, back: back)
        break
      }
      let split = emit(.match)
      try add(part, back: back)
      jumps.append(emit(.match))
      program.instructions[split] = .split(first: split + 1, second: here)
    }
    for jump in jumps { program.instructions[jump] = .jump(here) }
  }

  private mutating func add(
    _ body: PatternNode, min: Int, max: Int, lazy: Bool, back: Bool
  ) throws(PatternSyntaxError) {
    let counter = register(), started = register()
    emit(.store(0, register: counter))
    let head = emit(.match)
    if let groups = body.captures { emit(.clear(2 * groups.lowerBound...2 * groups.upperBound + 1)) }
    emit(.savePosition(register: started))
    try add(body, back: back)
    emit(.roundEnd(counter: counter, started: started, min: min, head: head))
    program.instructions[head] = .round(counter: counter, min: min, max: max, lazy: lazy, exit: here)
  }
}

extension PatternNode {
  /// The numbers of the groups inside; they follow each other.
  fileprivate var captures: ClosedRange<Int>? {
    switch self {
    case .character, .any, .set, .start, .end, .wordBoundary, .backreference: return nil
    case .group(let body, let index):
      let inner = body.captures
      guard let index else { return inner }
      return index...(inner?.upperBound ?? index)
    case .look(let body, _, _, _), .repeated(let body, _, _, _, _): return body.captures
    case .sequence(let parts), .alternatives(let parts):
      let inner = parts.compactMap(\.captures)
      guard let first = inner.first, let last = inner.last else { return nil }
      return first.lowerBound...last.upperBound
    }
  }
}
