/// What an execution finds: failures, and what schemas say about values.
///
/// Both lists are in the order in which things ended, so that a failure's causes are just before it.
struct Recorder {
  struct Failure {
    enum Kind: UInt8 {
      /// A value fails by itself.
      case leaf
      /// A combination of schemas fails; its branches are the causes.
      case group
      /// One alternative of a group.
      case branch
    }

    let kind: Kind
    /// The keyword, or for a branch the schema's way: see `step`.
    let place: UInt32
    let node: Int32
    let step: Int32
    /// What it is, the keyword says: a block, a slot, a number of something.
    let detail: Int32
    /// Where its causes begin; its own number where there are none.
    let first: Int32
  }

  /// A schema that was applied, by the one around it.
  struct Step {
    let parent: Int32
    let block: UInt32
    let place: UInt32
  }

  /// The value of an annotation.
  enum Said {
    /// The keyword's own value.
    case value
    /// True: all elements.
    case all
    /// The last element's index.
    case index(Int)
    case indices([Int])
    /// Names of members, by their keys.
    case keys([Int])
  }

  struct Annotation {
    let place: UInt32
    let node: Int32
    let step: Int32
    let said: Said
  }

  struct Mark {
    let failures: Int, annotations: Int, steps: Int
  }

  private(set) var failures: [Failure] = []
  private(set) var annotations: [Annotation] = []
  /// 0 is the schema to begin with.
  private(set) var steps: [Step] = []
  private(set) var current: Int32 = 0
  var keepsAnnotations = false
  /// Once there are so many, no more are kept.
  private static let maxFailures = 100_000, maxAnnotations = 1_000_000
  /// What is kept needs fewer: most of it shares the steps around it.
  private static let maxSteps = 4_000_000

  @inline(__always) var mark: Mark {
    Mark(failures: failures.count, annotations: annotations.count, steps: steps.count)
  }

  mutating func begin(_ block: UInt32) { steps.append(Step(parent: -1, block: block, place: 0)) }

  /// The step around the new one, for `leave`; nil where there are too many.
  mutating func enter(_ block: UInt32, via place: UInt32) -> Int32? {
    let outer = current, number = steps.count
    guard number < Recorder.maxSteps else { return nil }
    steps.append(Step(parent: outer, block: block, place: place))
    current = Int32(truncatingIfNeeded: number)
    return outer
  }

  mutating func leave(_ outer: Int32) {
    // What nobody names is forgotten.
    if current > outer, current == steps.count - 1, failures.last?.step ?? -1 < current,
      annotations.last?.step ?? -1 < current
    {
      steps.removeLast()
    }
    current = outer
  }

  mutating func fail(_ place: UInt32, _ node: Int, detail: Int32 = -1) {
    append(.leaf, place, node, detail, first: failures.count)
  }

  private mutating func append(_ kind: Failure.Kind, _ place: UInt32, _ node: Int, _ detail: Int32, first: Int) {
    guard failures.count < Recorder.maxFailures else { return }
    failures.append(
      Failure(
        kind: kind, place: place, node: Int32(truncatingIfNeeded: node), step: current, detail: detail,
        first: Int32(truncatingIfNeeded: first)))
  }

  /// Keeps that a combination failed for what failed since a mark.
  mutating func group(_ place: UInt32, _ node: Int, from mark: Mark, detail: Int32) {
    append(.group, place, node, detail, first: min(mark.failures, failures.count))
  }

  /// Everything since the mark is one alternative.
  mutating func closeBranch(from mark: Mark, _ block: UInt32, _ place: UInt32, _ node: Int) {
    append(.branch, place, node, Int32(bitPattern: block), first: mark.failures)
  }

  mutating func say(_ place: UInt32, _ node: Int, _ said: @autoclosure () -> Said) {
    guard keepsAnnotations, annotations.count < Recorder.maxAnnotations else { return }
    annotations.append(
      Annotation(place: place, node: Int32(truncatingIfNeeded: node), step: current, said: said()))
  }

  mutating func dropAnnotations(from mark: Mark) {
    guard annotations.count > mark.annotations else { return }
    annotations.removeSubrange(mark.annotations...)
    forgetSteps(from: mark)
  }

  mutating func dropFailures(from mark: Mark) {
    guard failures.count > mark.failures else { return }
    failures.removeSubrange(mark.failures...)
    forgetSteps(from: mark)
  }

  mutating func drop(from mark: Mark) {
    dropAnnotations(from: mark)
    dropFailures(from: mark)
  }

  /// Those since a mark, where nobody names one.
  private mutating func forgetSteps(from mark: Mark) {
    guard failures.count <= mark.failures, annotations.count <= mark.annotations, steps.count > mark.steps else {
      return
    }
    steps.removeSubrange(mark.steps...)
  }
}
