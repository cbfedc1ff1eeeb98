/// Reads a regular expression and writes its program.
struct JavaPatternParser {
  typealias Instruction = JavaPattern.Instruction

  /// Repetitions are written out: `(a{9}){9}` is 81 instructions.
  static let maxInstructions = 20_000
  static let maxDepth = 64

  let scalars: [Unicode.Scalar]
  var position = 0
  var depth = 0
  var flags: JavaPattern.Flags

  init(_ text: String, flags: JavaPattern.Flags) {
    scalars = JavaPatternParser.unquoted(Array(text.unicodeScalars))
    self.flags = flags
  }

  var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  mutating func program() throws(JavaPatternError) -> [Instruction] {
    let body = try alternatives()
    if current != nil { throw JavaPatternError("Unmatched closing ')'") }
    return body + [.match]
  }

  /// `a|b`
  private mutating func alternatives() throws(JavaPatternError) -> [Instruction] {
    if depth == JavaPatternParser.maxDepth { throw JavaPatternError("More than 64 groups inside each other") }
    depth += 1
    defer { depth -= 1 }
    var result = try sequence()
    while take("|") {
      let right = try sequence()
      result =
        [.fork(1, result.count + 2)] + JavaPatternParser.shifted(result, by: 1)
        + [.jump(result.count + 2 + right.count)] + JavaPatternParser.shifted(right, by: result.count + 2)
      try check(result)
    }
    return result
  }

  private mutating func sequence() throws(JavaPatternError) -> [Instruction] {
    var result: [Instruction] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if flags.isSpaced, skipSpace() { continue }
      let piece = try repeated(try atom())
      result += JavaPatternParser.shifted(piece, by: result.count)
      try check(result)
    }
    return result
  }

  /// With the `x` flag.
  private mutating func skipSpace() -> Bool {
    guard let scalar = current else { return false }
    if scalar == "#" {
      while let scalar = current, scalar != "\n" { position += scalar == "\n" ? 0 : 1 }
      return true
    }
    guard (9...13).contains(scalar.value) || scalar == " " else { return false }
    position += 1
    return true
  }

  private func check(_ program: [Instruction]) throws(JavaPatternError) {
    if program.count > JavaPatternParser.maxInstructions { throw JavaPatternError("The pattern is too large") }
  }

  /// An atom with the quantifier behind it; a second one is refused.
  private mutating func repeated(_ atom: [Instruction]) throws(JavaPatternError) -> [Instruction] {
    guard let (least, most) = try quantifier() else { return atom }
    if take("+") { throw JavaPatternError(unsupported: "Possessive quantifiers") }
    _ = take("?")
    let copies = max(least, most ?? least + 1)
    if copies * max(1, atom.count) > JavaPatternParser.maxInstructions {
      throw JavaPatternError("The pattern is too large")
    }
    return JavaPatternParser.repeating(atom, least, most)
  }

  private static func repeating(_ atom: [Instruction], _ least: Int, _ most: Int?) -> [Instruction] {
    var result: [Instruction] = []
    for _ in 0..<least { result += shifted(atom, by: result.count) }
    guard let most else {
      // L: fork(L+1, end); atom; jump(L)
      let start = result.count
      result.append(.fork(start + 1, start + atom.count + 2))
      result += shifted(atom, by: start + 1)
      result.append(.jump(start))
      return result
    }
    let end = result.count + (most - least) * (atom.count + 1)
    for _ in 0..<(most - least) {
      result.append(.fork(result.count + 1, end))
      result += shifted(atom, by: result.count)
    }
    return result
  }

  /// The least and the most, nil for no most; nil where no quantifier stands here.
  private mutating func quantifier() throws(JavaPatternError) -> (Int, Int?)? {
    switch current {
    case "*":
      position += 1
      return (0, nil)
    case "+":
      position += 1
      return (1, nil)
    case "?":
      position += 1
      return (0, 1)
    case "{":
      position += 1
      guard let least = number() else { throw JavaPatternError("Illegal repetition") }
      var most: Int? = least
      if take(",") { most = number() }
      guard take("}"), most.map({ $0 >= least }) ?? true, max(least, most ?? 0) <= 1000 else {
        throw JavaPatternError("Illegal repetition, or more than 1000")
      }
      return (least, most)
    default: return nil
    }
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = current, ("0"..."9").contains(scalar), digits.utf8.count < 5 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits)
  }

  private mutating func atom() throws(JavaPatternError) -> [Instruction] {
    guard let scalar = current else { return [] }
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return [.character(try characterClass())]
    case ".": return [.character(flags.dotTakesAll ? .range(0...0x10FFFF) : .not(JavaPatternParser.lineEnds))]
    case "^": return [.assertion(.lineStart)]
    case "$": return [.assertion(.lineEnd)]
    case "\\": return try escape()
    case "*", "+", "?": throw JavaPatternError("Dangling meta character '\(scalar)'")
    case "{": throw JavaPatternError("Illegal repetition")
    default: return [.character(literal(scalar.value))]
    }
  }

  func literal(_ value: UInt32) -> JavaPattern.Set {
    let folded = flags.ignoresCase ? JavaPattern.folded(value, isUnicode: flags.isUnicode) : value
    return .range(folded...folded)
  }

  private mutating func group() throws(JavaPatternError) -> [Instruction] {
    if take("?") {
      if take("<") {
        if current == "=" || current == "!" { throw JavaPatternError(unsupported: "Lookbehinds") }
        while let scalar = current, scalar != ">" {
          guard scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
            throw JavaPatternError("A group's name expected")
          }
          position += 1
        }
        guard take(">") else { throw JavaPatternError("A group's name expected") }
      } else if current == "=" || current == "!" {
        throw JavaPatternError(unsupported: "Lookaheads")
      } else if current == ">" {
        throw JavaPatternError(unsupported: "Atomic groups")
      } else if !take(":") {
        return try inlineFlags()
      }
    }
    let inner = try alternatives()
    guard take(")") else { throw JavaPatternError("Unclosed group") }
    return inner
  }

  /// `(?i)` at the pattern's beginning.
  private mutating func inlineFlags() throws(JavaPatternError) -> [Instruction] {
    let start = position
    var letters = ""
    while let scalar = current, scalar != ")", scalar != ":" {
      letters.unicodeScalars.append(scalar)
      position += 1
    }
    guard let added = JavaPattern.Flags(letters.filter { $0 != "-" }), current != nil else {
      throw JavaPatternError("Unknown inline modifier")
    }
    guard start == 2, take(")"), !letters.contains("-") else {
      throw JavaPatternError(unsupported: "Flags for a part")
    }
    flags.ignoresCase = flags.ignoresCase || added.ignoresCase
    flags.isMultiline = flags.isMultiline || added.isMultiline
    flags.dotTakesAll = flags.dotTakesAll || added.dotTakesAll
    flags.isSpaced = flags.isSpaced || added.isSpaced
    flags.isUnicode = flags.isUnicode || added.isUnicode
    return []
  }

  static func shifted(_ program: [Instruction], by offset: Int) -> [Instruction] {
    program.map { instruction in
      switch instruction {
      case .fork(let left, let right): .fork(left + offset, right + offset)
      case .jump(let target): .jump(target + offset)
      default: instruction
      }
    }
  }
}
