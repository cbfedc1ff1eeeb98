import JSONModel
import Locking

/// A program's arrays as pointers, for its run.
struct ProgramView {
  let blocks: UnsafePointer<Block>
  let instructions: UnsafePointer<Instruction>
  let lists: UnsafePointer<UInt32>
  let keys: KeyLookup
  let members: UnsafePointer<MembersRule>
  let patternProperties: UnsafePointer<MemberPattern>
  let contains: UnsafePointer<ContainsRule>
  let dependencies: UnsafePointer<DependencyRule>
  let choices: UnsafePointer<ChoiceRule>
  let numbers: UnsafePointer<ExactNumber>
  let patterns: UnsafePointer<ECMAPattern>
  let formats: UnsafePointer<Format>
  let contents: UnsafePointer<ContentRule>
  let dynamics: UnsafePointer<DynamicRule>
  let discriminated: UnsafePointer<DiscriminatedRule>
  let blockCount: Int, dynamicCount: Int, resourceCount: Int
}

/// Keeps a program's arrays where a view of them can stay valid.
final class ProgramStorage: Sendable {
  let program: Program
  /// Where places of the program are in the schema's document, those that were asked for.
  let sourcePlaces = Lock<[UInt32: SourcePlace]>([:])
  let ways = Lock(WayParts())
  /// Copies of the arrays. Nothing changes them, so that all threads may read; `deinit` frees them.
  nonisolated(unsafe) let view: ProgramView
  nonisolated(unsafe) private let owned: [ProgramArray]

  init(_ program: Program) {
    self.program = program
    var owned: [ProgramArray] = []
    func own<Element>(_ array: [Element]) -> UnsafePointer<Element> {
      let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(array.count, 1))
      pointer.initialize(from: array, count: array.count)
      owned.append(ProgramArray(pointer, array.count))
      return UnsafePointer(pointer)
    }
    view = ProgramView(
      blocks: own(program.blocks), instructions: own(program.instructions), lists: own(program.lists),
      keys: KeyLookup(tables: own(program.tables), slots: own(program.slots), texts: own(program.texts)),
      members: own(program.members), patternProperties: own(program.patternProperties),
      contains: own(program.contains), dependencies: own(program.dependencies), choices: own(program.choices),
      numbers: own(program.numbers), patterns: own(program.patterns), formats: own(program.formats),
      contents: own(program.contents), dynamics: own(program.dynamics), discriminated: own(program.discriminated),
      blockCount: program.blocks.count, dynamicCount: program.dynamics.count, resourceCount: program.resourceCount)
    self.owned = owned
  }

  deinit { for array in owned { array.free() } }
}

/// Memory to free.
private struct ProgramArray {
  let free: () -> Void

  init<Element>(_ pointer: UnsafeMutablePointer<Element>, _ count: Int) {
    free = {
      pointer.deinitialize(count: count)
      pointer.deallocate()
    }
  }
}
