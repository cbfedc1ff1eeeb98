/// A regular expression of Java's, compiled to a machine that tries all ways at once: the work is at most the program's
/// length for each character, whatever the pattern.
///
/// What such a machine cannot do (lookaround, references to groups, atomic groups) is refused when the pattern is read.
/// Greedy, reluctant and possessive are no difference where only the whole text may match, but for possessive ones,
/// which are refused too.
struct JavaPattern: Sendable {
  /// One instruction.
  enum Instruction: Sendable {
    case character(Set)
    /// Goes on in both places.
    case fork(Int, Int)
    case jump(Int)
    case assertion(Assertion)
    case match
  }

  enum Assertion: Sendable {
    /// `^`
    case lineStart
    /// `$`
    case lineEnd
    /// `\A`
    case textStart
    /// `\z`
    case textEnd
    /// `\Z`: before a line end that closes the text, too.
    case lastLineEnd
    case wordBoundary
    case noWordBoundary
  }

  /// Characters that one instruction takes.
  indirect enum Set: Sendable {
    case range(ClosedRange<UInt32>)
    case any([Set])
    case not(Set)
    case both(Set, Set)
    case scalars(@Sendable (Unicode.Scalar) -> Bool)

    func contains(_ scalar: UInt32) -> Bool {
      switch self {
      case .range(let range): range.contains(scalar)
      case .any(let sets): sets.contains { $0.contains(scalar) }
      case .not(let set): !set.contains(scalar)
      case .both(let left, let right): left.contains(scalar) && right.contains(scalar)
      case .scalars(let test): Unicode.Scalar(scalar).map(test) ?? false
      }
    }
  }

  /// The letters behind the closing slash.
  struct Flags: Sendable {
    var ignoresCase = false
    /// `^` and `$` at every line.
    var isMultiline = false
    /// `.` takes line ends.
    var dotTakesAll = false
    /// Blanks and `# …` in the pattern mean nothing.
    var isSpaced = false
    /// Letters beyond ASCII are compared without their case, too; and classes are Unicode's.
    var isUnicode = false

    /// Nil for a letter that Java does not know.
    init?(_ text: String) {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "i": ignoresCase = true
        case "m": isMultiline = true
        case "s": dotTakesAll = true
        case "x": isSpaced = true
        case "u", "U": isUnicode = true
        case "d": break
        default: return nil
        }
      }
    }
  }

  let program: [Instruction]
  let flags: Flags

  /// Reads a pattern; what is wrong with it, or not supported, is thrown.
  init(_ text: String, flags: Flags) throws(JavaPatternError) {
    var parser = JavaPatternParser(text, flags: flags)
    program = try parser.program()
    self.flags = parser.flags
  }

  /// Whether the whole text matches. Nil where that would take more than `work` steps, of which the ones done are taken
  /// off.
  func matches(_ text: String, work: inout Int) -> Bool? {
    let scalars = text.unicodeScalars.map { flags.ignoresCase ? folded($0.value) : $0.value }
    // A generation number for each instruction says whether it is in the list already.
    var marks = [Int](repeating: -1, count: program.count)
    var threads: [Int] = []
    add(0, to: &threads, &marks, at: 0, of: scalars, &work)
    for (place, scalar) in scalars.enumerated() {
      if threads.isEmpty { return false }
      work -= threads.count
      if work < 0 { return nil }
      var next: [Int] = []
      for thread in threads {
        if case .character(let set) = program[thread], set.contains(scalar) {
          add(thread + 1, to: &next, &marks, at: place + 1, of: scalars, &work)
        }
      }
      threads = next
    }
    if work < 0 { return nil }
    return threads.contains { if case .match = program[$0] { true } else { false } }
  }

  /// Follows what needs no character.
  private func add(
    _ first: Int, to threads: inout [Int], _ marks: inout [Int], at place: Int, of scalars: [UInt32],
    _ work: inout Int
  ) {
    var open = [first]
    while let instruction = open.popLast() {
      guard marks[instruction] != place else { continue }
      marks[instruction] = place
      work -= 1
      switch program[instruction] {
      case .character, .match: threads.append(instruction)
      case .jump(let target): open.append(target)
      case .fork(let left, let right): open += [right, left]
      case .assertion(let assertion): if holds(assertion, place, scalars) { open.append(instruction + 1) }
      }
    }
  }

  private func holds(_ assertion: Assertion, _ place: Int, _ scalars: [UInt32]) -> Bool {
    switch assertion {
    case .textStart: place == 0
    case .textEnd: place == scalars.count
    case .lastLineEnd: place == scalars.count || (place == scalars.count - 1 && isLineEnd(scalars[place]))
    case .lineStart:
      place == 0 || (flags.isMultiline && place < scalars.count && isLineEnd(scalars[place - 1]))
    case .lineEnd:
      flags.isMultiline
        ? place == scalars.count || isLineEnd(scalars[place]) : holds(.lastLineEnd, place, scalars)
    case .wordBoundary: isWord(place - 1, scalars) != isWord(place, scalars)
    case .noWordBoundary: isWord(place - 1, scalars) == isWord(place, scalars)
    }
  }

  /// What `\b` takes for a part of a word: any letter or digit, where `\w` takes ASCII's only.
  private func isWord(_ place: Int, _ scalars: [UInt32]) -> Bool {
    guard scalars.indices.contains(place) else { return false }
    if scalars[place] < 128 { return JavaPatternParser.word.contains(scalars[place]) }
    return Unicode.Scalar(scalars[place]).map {
      JavaPatternParser.isIn("L", $0) || JavaPatternParser.isIn("Nd", $0)
    } ?? false
  }

  private func isLineEnd(_ scalar: UInt32) -> Bool { JavaPatternParser.lineEnds.contains(scalar) }

  private func folded(_ scalar: UInt32) -> UInt32 { JavaPattern.folded(scalar, isUnicode: flags.isUnicode) }

  /// The lower-case letter; beyond ASCII only where it is one character.
  static func folded(_ scalar: UInt32, isUnicode: Bool) -> UInt32 {
    if (65...90).contains(scalar) { return scalar + 32 }
    guard scalar > 127, isUnicode, let letter = Unicode.Scalar(scalar) else { return scalar }
    let mapped = letter.properties.lowercaseMapping.unicodeScalars
    return mapped.count == 1 ? mapped.first?.value ?? scalar : scalar
  }
}

/// Why a text is no pattern, or none that is supported.
struct JavaPatternError: Error, Hashable {
  let reason: String
  /// Whether Java takes the pattern.
  let isUnsupported: Bool

  init(_ reason: String) { (self.reason, isUnsupported) = (reason, false) }

  /// `what` is in the plural: `Possessive quantifiers`.
  init(unsupported what: String) { (reason, isUnsupported) = ("\(what) in a pattern are not supported yet", true) }
}
