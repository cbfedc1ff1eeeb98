import JSONModel

/// Asks the program that only gives verdicts, while an execution records: it is several times as fast, and of what is
/// valid there is nothing to record.
///
/// What it finds out in vain is not counted; once that is more than half of what is counted, and a little, it is asked no
/// more. So a failure deep inside does not make each level around it cost as much as all that is in it.
final class VerdictTrial {
  // One execution has it, and asks it one thing at a time; to see to that at run time would cost as much as many answers.
  @exclusivity(unchecked) private var execution: Execution<VerdictOnly>
  /// How many steps found out nothing.
  @exclusivity(unchecked) private var vain = 0
  /// Values, the latest ones, that something is wrong with: what they are in need not be asked again.
  @exclusivity(unchecked) private var suspects: [Int]
  @exclusivity(unchecked) private var isOver = false
  private static let mostSuspects = 16, smallChange = 4_096

  /// `program` has the blocks of the one that records; `suspect` is a value that is known not to fit.
  init(
    _ program: ProgramView, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, maxSteps: Int,
    maxDepth: Int, suspect: Int
  ) {
    execution = Execution(program, nodes, bytes, maxSteps: maxSteps, maxDepth: maxDepth)
    suspects = [suspect]
  }

  /// The steps that are left when a value is found to satisfy a block's schema; nil where it is not known to.
  ///
  /// `depth` and `floor` are those of the execution that asks, and `steps` what is left of its own.
  func steps(toFit number: UInt32, _ node: Int, steps: Int, depth: Int, floor: UInt) -> Int? {
    guard !isOver, vain <= (execution.maxSteps &- steps) / 2 &+ VerdictTrial.smallChange else { return nil }
    let end = Int(execution.nodes[node].next)
    if suspects.contains(where: { $0 >= node && $0 < end }) { return nil }
    (execution.steps, execution.depth, execution.floor, execution.failed) = (steps, depth, floor, node)
    let fits = execution.run(number, node, -1)
    // What exceeds a limit, or has a reference to nothing, is found again with a record.
    if execution.stop != nil || execution.unresolved > 0 {
      isOver = true
      return nil
    }
    if fits { return execution.steps }
    vain &+= steps &- execution.steps
    if suspects.count == VerdictTrial.mostSuspects { suspects.removeFirst() }
    suspects.append(execution.failed)
    return nil
  }
}

extension Execution {
  /// Whether a value is known to satisfy a block's schema, so that it need not be looked at with a record.
  @inline(never) mutating func isKnownToFit(_ number: UInt32, _ node: Int) -> Bool {
    guard let trial, let left = trial.steps(toFit: number, node, steps: steps, depth: depth, floor: floor) else {
      return false
    }
    steps = left
    return true
  }
}
