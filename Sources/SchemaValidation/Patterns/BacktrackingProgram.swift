/// A pattern as instructions that follow ECMA-262's own algorithm (section 22.2.2), for what PCRE2 can't do: a
/// lookbehind of varying length, captures that a repetition forgets, very large patterns.
struct BacktrackingProgram: Sendable {
  enum Instruction: Sendable {
    /// Matchers of one character, read forwards or, in a lookbehind, backwards.
    case character(UInt32, back: Bool)
    case any(back: Bool)
    case set(Int, back: Bool)
    case start, end
    case wordBoundary(negated: Bool)
    /// The text of the one of these groups that took part, if one did.
    case backreference([Int], back: Bool)
    /// Tries `first`; where that fails, goes on at `second`.
    case split(first: Int, second: Int)
    case jump(Int)
    case savePosition(register: Int)
    case store(Int, register: Int)
    /// Forgets captures.
    case clear(ClosedRange<Int>)
    /// The head of a repetition: one more round at the next instruction, or on at `exit`.
    case round(counter: Int, min: Int, max: Int, lazy: Bool, exit: Int)
    /// The end of a round that began at the position in a register; one beyond `min` must not be empty.
    case roundEnd(counter: Int, started: Int, min: Int, head: Int)
    /// A lookaround from here to its end, which is the instruction before `after`.
    case look(height: Int, position: Int, negated: Bool, after: Int)
    case lookEnd(height: Int, position: Int, negated: Bool)
    case match
  }

  var instructions: [Instruction] = []
  var sets: [CharacterTest] = []
  /// Two a group (from, to), then counters and positions; all begin as -1.
  var registerCount = 0
  var isAnchored = false
}
