extension JavaPatternParser {
  static let lineEnds = JavaPattern.Set.any([
    .range(10...10), .range(13...13), .range(0x85...0x85), .range(0x2028...0x2029),
  ])
  static let digit = JavaPattern.Set.range(48...57)
  static let word = JavaPattern.Set.any([.range(97...122), .range(65...90), digit, .range(95...95)])
  static let space = JavaPattern.Set.any([.range(32...32), .range(9...13)])
  private static let vertical = JavaPattern.Set.any([.range(10...13), .range(0x85...0x85), .range(0x2028...0x2029)])
  private static let horizontal = JavaPattern.Set.any([
    .range(32...32), .range(9...9), .range(0xA0...0xA0), .range(0x1680...0x1680), .range(0x180E...0x180E),
    .range(0x2000...0x200A), .range(0x202F...0x202F), .range(0x205F...0x205F), .range(0x3000...0x3000),
  ])

  /// What a backslash stands before.
  mutating func escape() throws(JavaPatternError) -> [JavaPattern.Instruction] {
    switch current {
    case "b":
      position += 1
      return [.assertion(.wordBoundary)]
    case "B":
      position += 1
      return [.assertion(.noWordBoundary)]
    case "A":
      position += 1
      return [.assertion(.textStart)]
    case "z":
      position += 1
      return [.assertion(.textEnd)]
    case "Z":
      position += 1
      return [.assertion(.lastLineEnd)]
    case "G":
      // Where the last match ended; only one is looked for.
      position += 1
      return [.assertion(.textStart)]
    case "R":
      position += 1
      // CR LF, or one line end.
      return [
        .fork(1, 4), .character(.range(13...13)), .character(.range(10...10)), .jump(5), .character(Self.vertical),
      ]
    default: return [.character(try escapedSet())]
    }
  }

  /// With `\Q…\E` written out as escapes, as Java does first of all: what is quoted means itself, and a quantifier
  /// behind it its last character.
  static func unquoted(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var isQuoted = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      index += 1
      switch (scalar, next) {
      case ("\\", "E") where isQuoted:
        isQuoted = false
        index += 1
      case (_, _) where isQuoted:
        let isWord = word.contains(scalar.value) || scalar.value > 127
        result += isWord ? [scalar] : ["\\", scalar]
      case ("\\", "Q"):
        isQuoted = true
        index += 1
      case ("\\", let next?):
        result += [scalar, next]
        index += 1
      default: result.append(scalar)
      }
    }
    return result
  }

  /// An escape that takes one character, also inside a class.
  private mutating func escapedSet() throws(JavaPatternError) -> JavaPattern.Set {
    guard let scalar = current else { throw JavaPatternError("A backslash at the end") }
    position += 1
    switch scalar {
    case "d": return Self.digit
    case "D": return .not(Self.digit)
    case "w": return Self.word
    case "W": return .not(Self.word)
    case "s": return Self.space
    case "S": return .not(Self.space)
    case "h": return Self.horizontal
    case "H": return .not(Self.horizontal)
    case "v": return Self.vertical
    case "V": return .not(Self.vertical)
    case "p", "P": return try property(isNegated: scalar == "P")
    default: return literal(try escapedValue(scalar))
    }
  }

  private mutating func escapedValue(_ scalar: Unicode.Scalar) throws(JavaPatternError) -> UInt32 {
    switch scalar {
    case "t": return 9
    case "n": return 10
    case "r": return 13
    case "f": return 12
    case "a": return 7
    case "e": return 27
    case "x": return take("{") ? try longHexadecimal() : try hexadecimal(2)
    case "u": return try hexadecimal(4)
    case "0": return try octal()
    case "c":
      guard let letter = current else { throw JavaPatternError("Illegal control escape sequence") }
      position += 1
      return letter.value ^ 64
    case "1"..."9", "k": throw JavaPatternError(unsupported: "References to groups")
    case "a"..."z", "A"..."Z": throw JavaPatternError("Illegal/unsupported escape sequence")
    default: return scalar.value
    }
  }

  private mutating func hexadecimal(_ count: Int) throws(JavaPatternError) -> UInt32 {
    guard position + count <= scalars.count else { throw JavaPatternError("Illegal hexadecimal escape sequence") }
    var digits = String.UnicodeScalarView()
    digits.append(contentsOf: scalars[position..<(position + count)])
    // A number may begin with a plus sign, an escape may not.
    guard digits.first != "+", let value = UInt32(String(digits), radix: 16) else {
      throw JavaPatternError("Illegal hexadecimal escape sequence")
    }
    position += count
    return value
  }

  /// `\x{1F600}`
  private mutating func longHexadecimal() throws(JavaPatternError) -> UInt32 {
    var digits = ""
    while let scalar = current, scalar != "}", digits.utf8.count < 8 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    guard take("}"), digits.first != "+", let value = UInt32(digits, radix: 16), value <= 0x10FFFF else {
      throw JavaPatternError("Illegal hexadecimal escape sequence")
    }
    return value
  }

  /// `\0101`: up to three digits, not above 0377.
  private mutating func octal() throws(JavaPatternError) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while let scalar = current, ("0"..."7").contains(scalar), count < 3, value * 8 + scalar.value - 48 <= 255 {
      value = value * 8 + scalar.value - 48
      position += 1
      count += 1
    }
    if count == 0 { throw JavaPatternError("Illegal octal escape sequence") }
    return value
  }

  /// What stands behind `[`, with its closing bracket.
  mutating func characterClass() throws(JavaPatternError) -> JavaPattern.Set {
    if depth == JavaPatternParser.maxDepth { throw JavaPatternError("More than 64 classes inside each other") }
    depth += 1
    defer { depth -= 1 }
    let isNegated = take("^")
    var parts: [JavaPattern.Set] = []
    var left: JavaPattern.Set?
    var isFirst = true
    while true {
      guard let scalar = current else { throw JavaPatternError("Unclosed character class") }
      position += 1
      if scalar == "]", !isFirst { break }
      isFirst = false
      if scalar == "[" {
        parts.append(try characterClass())
      } else if scalar == "&", current == "&" {
        position += 1
        left = left.map { .both($0, .any(parts)) } ?? .any(parts)
        parts = []
      } else {
        parts.append(try member(scalar))
      }
    }
    let whole: JavaPattern.Set = left.map { .both($0, .any(parts)) } ?? .any(parts)
    return isNegated ? .not(whole) : whole
  }

  /// A character, a range, or an escape.
  private mutating func member(_ scalar: Unicode.Scalar) throws(JavaPatternError) -> JavaPattern.Set {
    let first: UInt32
    if scalar == "\\" {
      let start = position
      let set = try escapedSet()
      // Only an escape for one character may begin a range.
      guard case .range(let range) = set, range.count == 1, scalars[start] != "d" else { return set }
      first = range.lowerBound
    } else {
      first = scalar.value
    }
    guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else { return literal(first) }
    position += 1
    guard let end = current, end != "[" else { throw JavaPatternError("Illegal character range") }
    position += 1
    let last = end == "\\" ? try lastOfRange() : end.value
    guard first <= last else { throw JavaPatternError("Illegal character range") }
    return range(first...last)
  }

  private mutating func lastOfRange() throws(JavaPatternError) -> UInt32 {
    guard let scalar = current else { throw JavaPatternError("A backslash at the end") }
    position += 1
    return try escapedValue(scalar)
  }

  /// Where case does not matter, letters are compared in lower case.
  private func range(_ range: ClosedRange<UInt32>) -> JavaPattern.Set {
    guard flags.ignoresCase else { return .range(range) }
    let upper = range.clamped(to: 65...90)
    guard range.overlaps(65...90) else { return .range(range) }
    return .any([.range(range), .range((upper.lowerBound + 32)...(upper.upperBound + 32))])
  }
}
