extension PatternParser {
  /// A group's name and the `>` after it.
  mutating func groupName() throws(Failure) -> String {
    let start = offset
    var name = String.UnicodeScalarView()
    while let scalar = peek, scalar != ">" {
      var value = scalar.value
      if scalar == "\\" {
        guard peek(after: 1) == "u" else { throw failure("a group's name holds letters, digits, `_` and `$`") }
        value = try characterEscape()
      } else {
        index += 1
      }
      guard let scalar = Unicode.Scalar(value), allowed(scalar, first: name.isEmpty) else {
        throw failure("a group's name holds letters, digits, `_` and `$`, and begins with no digit", at: start)
      }
      name.append(scalar)
    }
    guard take(">") else { throw failure("the group's name is not closed by `>`", at: start) }
    guard !name.isEmpty else { throw failure("the group's name is empty", at: start) }
    return String(name)
  }

  private func allowed(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    if scalar == "$" || scalar == "_" || scalar.properties.isIDStart { return true }
    return !first && (scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}")
  }

  /// Puts the groups' numbers where references by name stand, and checks the numbers of the others.
  func resolve(_ node: PatternNode) throws(Failure) -> PatternNode {
    for (number, offset) in pendingNumbers where number > captureCount {
      throw failure("the reference `\\\(number)` leads to no group", at: offset)
    }
    for (name, offset) in pendingNames where names[name] == nil {
      throw failure("no group is named \"\(name)\"", at: offset)
    }
    return pendingNames.isEmpty ? node : named(node)
  }

  private func named(_ node: PatternNode) -> PatternNode {
    switch node {
    case .backreference(let groups, let offset):
      guard let first = groups.first, first < 0 else { return node }
      return .backreference(names[pendingNames[-first - 1].name] ?? [], offset: offset)
    case .group(let body, let index): return .group(named(body), index: index)
    case .look(let body, let behind, let negated, let offset):
      return .look(named(body), behind: behind, negated: negated, offset: offset)
    case .sequence(let parts): return .sequence(parts.map(named))
    case .alternatives(let parts): return .alternatives(parts.map(named))
    case .repeated(let body, let min, let max, let lazy, let offset):
      return .repeated(named(body), min: min, max: max, lazy: lazy, offset: offset)
    case .character, .any, .set, .start, .end, .wordBoundary: return node
    }
  }
}
