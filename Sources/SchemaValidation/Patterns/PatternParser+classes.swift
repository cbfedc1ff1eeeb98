extension PatternParser {
  /// What stands at one side of a range: a character, or an escape for many.
  private enum Atom {
    case character(UInt32)
    case item(PatternSet.Item)
  }

  mutating func characterClass() throws(Failure) -> PatternSet {
    let start = offset
    index += 1
    var set = PatternSet()
    set.negated = take("^")
    while let scalar = peek, scalar != "]" {
      let first = offset
      let low = try classAtom(scalar)
      guard peek == "-", let next = peek(after: 1), next != "]" else {
        add(low, to: &set)
        continue
      }
      index += 1
      let high = try classAtom(next)
      switch (low, high) {
      case (.character(let low), .character(let high)):
        guard low <= high else { throw failure("the range in the class is out of order", at: first) }
        set.items.append(.range(low, high))
      default:
        guard strictness == .lenient else {
          throw failure("a class escape cannot be the end of a range; write the `-` as `\\-`", at: first)
        }
        add(low, to: &set)
        add(.character(45), to: &set)
        add(high, to: &set)
      }
    }
    guard take("]") else { throw failure("the class is not closed", at: start) }
    return set
  }

  private func add(_ atom: Atom, to set: inout PatternSet) {
    switch atom {
    case .character(let value): set.items.append(.range(value, value))
    case .item(let item): set.items.append(item)
    }
  }

  private mutating func classAtom(_ scalar: Unicode.Scalar) throws(Failure) -> Atom {
    guard scalar == "\\" else {
      index += 1
      return .character(scalar.value)
    }
    switch peek(after: 1) {
    case "b":
      index += 2
      return .character(8)
    case "-":
      index += 2
      return .character(45)
    case "B", "k": throw failure("`\\\(source[index + 1])` has no meaning in a class")
    case let digit? where ("1"..."9").contains(digit):
      throw failure("a class cannot hold the reference `\\\(digit)`")
    default: break
    }
    if let item = try setEscape() { return .item(item) }
    return .character(try characterEscape())
  }
}
