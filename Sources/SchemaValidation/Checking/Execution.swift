import JSONModel

/// What an execution is for. Each makes a version of the code of its own.
protocol ExecutionMode {
  /// Goes on after a failure and keeps what failed, and where; else the first failure ends it.
  static var records: Bool { get }
  /// Keeps account of which members the schemas describe.
  static var describes: Bool { get }
}

enum VerdictOnly: ExecutionMode {
  static var records: Bool { false }
  static var describes: Bool { false }
}

/// Gives a verdict, and what is described.
enum Describing: ExecutionMode {
  static var records: Bool { false }
  static var describes: Bool { true }
}

/// Keeps what fails, or what is said.
enum Recording: ExecutionMode {
  static var records: Bool { true }
  static var describes: Bool { false }
}

/// Keeps what fails, and what is described.
enum Inspecting: ExecutionMode {
  static var records: Bool { true }
  static var describes: Bool { true }
}

/// Why an execution was given up: what it was to check counts as invalid.
enum ExecutionStop: Sendable {
  case tooMuchWork, tooDeep
  /// Schemas lead back to themselves for one value.
  case endlessReference
  /// A pattern runs away on a text.
  case pattern
}

/// Applies a program to a value of a document.
///
/// A schema that applies to the same value shares its `frame` with the one around it: one byte for each member or
/// element, 1 where it was evaluated. It begins at this index in `marks`; -1 where nobody asks.
struct Execution<Mode: ExecutionMode> {
  let program: ProgramView
  let keys: KeyLookup
  let nodes: UnsafePointer<JSONNode>
  let bytes: UnsafePointer<UInt8>
  let maxSteps: Int, maxDepth: Int
  var steps: Int
  var depth = 0
  /// How far the stack may grow; determined at a depth that few reach.
  var floor: UInt = 0
  private static var deepFromHere: Int { 96 }
  /// The value that is looked at, and how many schemas inside each other were applied to it.
  private var current = -1, repeated = 0
  var marks: [UInt8] = []
  /// The schema resources on the way, outermost first; kept where a reference depends on it.
  var scope: [UInt16] = []
  private(set) var stop: ExecutionStop?
  var recorder = Recorder()
  /// Nil where what is valid matters too, or the way to it.
  var trial: VerdictTrial?
  /// Where only the verdict is asked: the last value that did not fit.
  var failed = -1
  /// Empty where nobody asks.
  var described = DescribedMembers()
  /// How many references to nothing were met where they may decide.
  var unresolved = 0

  init(
    _ program: ProgramView, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, maxSteps: Int,
    maxDepth: Int
  ) {
    (self.program, keys, self.nodes, self.bytes) = (program, program.keys, nodes, bytes)
    (steps, self.maxSteps, self.maxDepth) = (maxSteps, maxSteps, maxDepth)
  }

  mutating func giveUp(_ reason: ExecutionStop) {
    if stop == nil { stop = reason }
    steps = -1
  }

  /// Takes work off what is left; false, and the execution is given up, where there is not so much.
  @inline(__always) mutating func spend(_ work: Int) -> Bool {
    steps &-= work
    if steps >= 0 { return true }
    giveUp(.tooMuchWork)
    return false
  }

  /// Whether the value satisfies the schema of a block: of one inside another, by the keyword at `place`.
  @inline(__always) mutating func run(_ number: UInt32, _ node: Int, _ frame: Int, via place: UInt32? = nil) -> Bool {
    let block = program.blocks + Int(number)
    let kind = nodes[node].packed & 7
    if block.pointee.kinds &>> kind & 1 == 0 {
      if Mode.records { failKind(number, node, via: place) }
      return false
    }
    if block.pointee.work &>> kind & 1 == 0 { return true }
    if Mode.records, !Mode.describes, frame < 0, isKnownToFit(number, node) { return true }
    return work(block, number, node, kind, frame, Mode.records ? place : nil)
  }

  @inline(never) private mutating func failKind(_ number: UInt32, _ node: Int, via place: UInt32?) {
    guard let outer = enter(number, via: place) else { return }
    recorder.fail(program.blocks[Int(number)].typePlace, node, detail: Int32(bitPattern: number))
    recorder.leave(outer)
  }

  /// The step that was there before; nil where there are too many, and the execution is given up.
  @inline(__always) private mutating func enter(_ number: UInt32, via place: UInt32?) -> Int32? {
    guard let place else { return recorder.current }
    let outer = recorder.enter(number, via: place)
    if outer == nil { giveUp(.tooMuchWork) }
    return outer
  }

  @inline(never) private mutating func work(
    _ block: UnsafePointer<Block>, _ number: UInt32, _ node: Int, _ kind: UInt32, _ frame: Int, _ place: UInt32?
  ) -> Bool {
    guard spend(1) else { return false }
    if depth >= maxDepth {
      giveUp(.tooDeep)
      return false
    }
    depth &+= 1
    if depth >= Execution.deepFromHere, !hasRoom() {
      depth &-= 1
      giveUp(.tooDeep)
      return false
    }
    var outerStep: Int32 = 0
    if Mode.records {
      guard let step = enter(number, via: place) else {
        depth &-= 1
        return false
      }
      outerStep = step
    }
    let outer = (current, repeated)
    if current == node {
      repeated &+= 1
      if repeated > program.blockCount &* program.resourceCount { giveUp(.endlessReference) }
    } else {
      (current, repeated) = (node, 0)
    }
    defer {
      depth &-= 1
      (current, repeated) = outer
      if Mode.records { recorder.leave(outerStep) }
    }
    let isPlain = program.dynamicCount == 0 && !block.pointee.ownsMarks
    let isValid =
      isPlain ? instructions(block, number, node, kind, frame) : workInScope(block, number, node, kind, frame)
    if !Mode.records, !isValid, node > failed { failed = node }
    return isValid
  }

  /// Whether the stack has room for more.
  @inline(never) private mutating func hasRoom() -> Bool {
    let here = StackRoom.here()
    // All that came before took less than the room that is left beside.
    if depth == Execution.deepFromHere { floor = here - min(here, StackRoom.bytes) }
    return here > floor
  }

  /// Where the way matters, or what was evaluated.
  @inline(never) private mutating func workInScope(
    _ block: UnsafePointer<Block>, _ number: UInt32, _ node: Int, _ kind: UInt32, _ frame: Int
  ) -> Bool {
    let isNewScope = program.dynamicCount > 0 && scope.last != block.pointee.resource
    if isNewScope { scope.append(block.pointee.resource) }
    defer { if isNewScope { scope.removeLast() } }
    guard block.pointee.ownsMarks, kind >= UInt32(JSONKind.array.rawValue) else {
      return instructions(block, number, node, kind, frame)
    }
    let own = marks.count, count = nodes[node].size
    guard spend(count &>> 3) else { return false }
    marks.append(contentsOf: repeatElement(0, count: count))
    let isValid = instructions(block, number, node, kind, own)
    if frame >= 0, isValid || Mode.records {
      for index in 0..<count { marks[frame + index] |= marks[own + index] }
    }
    marks.removeSubrange(own...)
    return isValid
  }

  private mutating func instructions(
    _ block: UnsafePointer<Block>, _ number: UInt32, _ node: Int, _ kind: UInt32, _ frame: Int
  ) -> Bool {
    let before = mark
    var isValid = true
    if kind == UInt32(JSONKind.number.rawValue), block.pointee.integers != .any,
      !isInteger(node, block.pointee.integers)
    {
      if !Mode.records { return false }
      recorder.fail(block.pointee.typePlace, node, detail: Int32(bitPattern: number))
      isValid = false
    }
    let first = program.instructions + Int(block.pointee.start)
    let own = block.pointee.range(of: kind)
    isValid = run(first + own.start, own.count, node, frame) && isValid
    if Mode.records { steps &-= Int(block.pointee.all) &>> 4 }
    if isValid || Mode.records, block.pointee.all > 0 {
      isValid = run(first + block.pointee.offsetOfAll, Int(block.pointee.all), node, frame) && isValid
    }
    if isValid, block.pointee.last > 0 {
      let last = first + block.pointee.offsetOfAll + Int(block.pointee.all)
      isValid = run(last, Int(block.pointee.last), node, frame)
    }
    if Mode.records, !isValid { recorder.dropAnnotations(from: before) }
    return isValid
  }

  @inline(__always) private mutating func run(
    _ first: UnsafePointer<Instruction>, _ count: Int, _ node: Int, _ frame: Int
  ) -> Bool {
    var isValid = true
    for index in 0..<count where !check(first + index, node, frame) {
      isValid = false
      if !Mode.records { break }
    }
    return isValid
  }

  @inline(__always) var keepsAnnotations: Bool { Mode.records && recorder.keepsAnnotations }

  /// What is recorded up to here.
  @inline(__always) var mark: Recorder.Mark {
    Mode.records ? recorder.mark : Recorder.Mark(failures: 0, annotations: 0, steps: 0)
  }
}

extension Block {
  @inline(__always) var offsetOfAll: Int { Int(numbers) + Int(strings) + Int(arrays) + Int(objects) }

  /// The instructions for one kind of value.
  @inline(__always) func range(of kind: UInt32) -> (start: Int, count: Int) {
    switch kind {
    case UInt32(JSONKind.number.rawValue): (0, Int(numbers))
    case UInt32(JSONKind.string.rawValue): (Int(numbers), Int(strings))
    case UInt32(JSONKind.array.rawValue): (Int(numbers) + Int(strings), Int(arrays))
    case UInt32(JSONKind.object.rawValue): (Int(numbers) + Int(strings) + Int(arrays), Int(objects))
    default: (0, 0)
    }
  }
}
