extension PatternParser {
  mutating func atomEscape() throws(Failure) -> PatternNode {
    let start = offset
    switch peek(after: 1) {
    case "k":
      index += 2
      guard take("<") else { throw failure("`\\k` needs a name: `\\k<name>`", at: start) }
      pendingNames.append((try groupName(), start))
      return .backreference([-pendingNames.count], offset: start)
    case let digit? where ("1"..."9").contains(digit):
      index += 1
      var number = 0
      while let digit = peek, ("0"..."9").contains(digit) {
        number = min(number * 10 + Int(digit.value - 48), 1_000_000)
        index += 1
      }
      pendingNumbers.append((number, start))
      return .backreference([number], offset: start)
    default: break
    }
    if let item = try setEscape() { return .set(PatternSet(items: [item])) }
    return .character(try characterEscape())
  }

  /// `\d` and its like, which mean many characters; nil, taking nothing, for every other escape.
  mutating func setEscape() throws(Failure) -> PatternSet.Item? {
    let start = offset
    let item: PatternSet.Item
    switch peek(after: 1) {
    case "d": item = .digit(negated: false)
    case "D": item = .digit(negated: true)
    case "s": item = .space(negated: false)
    case "S": item = .space(negated: true)
    case "w": item = .word(negated: false)
    case "W": item = .word(negated: true)
    case let letter? where letter == "p" || letter == "P":
      index += 2
      return .property(try property(from: start), negated: letter == "P", offset: start)
    default: return nil
    }
    index += 2
    return item
  }

  mutating func characterEscape() throws(Failure) -> UInt32 {
    let start = offset
    index += 1
    guard let letter = peek else { throw failure("the pattern ends with a backslash", at: start) }
    index += 1
    switch letter {
    case "t": return 9
    case "n": return 10
    case "v": return 11
    case "f": return 12
    case "r": return 13
    case "0":
      if let next = peek, ("0"..."9").contains(next) { throw failure("ECMA-262 has no octal escapes", at: start) }
      return 0
    case "c":
      guard let control = peek, ("a"..."z").contains(control) || ("A"..."Z").contains(control) else {
        throw failure("`\\c` needs a letter", at: start)
      }
      index += 1
      return control.value & 31
    case "x":
      guard let value = hexadecimal(digits: 2) else { throw failure("`\\x` needs two hexadecimal digits", at: start) }
      return value
    case "u": return try unicodeEscape(from: start)
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return letter.value
    default:
      if strictness == .lenient, letter.isASCII, !letter.properties.isAlphabetic,
        !("0"..."9").contains(letter)
      {
        return letter.value
      }
      throw failure(letter.isASCII && letter.properties.isAlphabetic ? unknown(letter) : needless(letter), at: start)
    }
  }

  private func needless(_ letter: Unicode.Scalar) -> String {
    "`\(shown(letter))` needs no backslash and may have none"
  }

  private func unknown(_ letter: Unicode.Scalar) -> String {
    switch letter {
    case "A": "ECMA-262 has no `\\A`; `^` is the beginning of the text"
    case "Z", "z": "ECMA-262 has no `\\\(letter)`; `$` is the end of the text"
    case "h": "ECMA-262 has no `\\h`; a hexadecimal digit is `[0-9a-fA-F]`"
    default: "ECMA-262 has no escape `\\\(shown(letter))`"
    }
  }

  /// After `\u`: four digits, two surrogates of four digits each, or `{…}`.
  private mutating func unicodeEscape(from start: Int) throws(Failure) -> UInt32 {
    if take("{") {
      var value: UInt32?
      while let digit = peek.flatMap(PatternParser.hexadecimal) {
        value = min((value ?? 0) << 4 | digit, 0x110000)
        index += 1
      }
      guard let value, value <= 0x10FFFF, take("}") else {
        throw failure("`\\u{…}` needs a code point in hexadecimal, 10FFFF at most", at: start)
      }
      return value
    }
    guard let high = hexadecimal(digits: 4) else {
      throw failure("`\\u` needs four hexadecimal digits, or a code point in braces", at: start)
    }
    let next = index
    if (0xD800..<0xDC00).contains(high), take("\\u"), let low = hexadecimal(digits: 4),
      (0xDC00..<0xE000).contains(low)
    {
      return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }
    index = next
    return high
  }

  private mutating func hexadecimal(digits: Int) -> UInt32? {
    guard index + digits <= source.count else { return nil }
    var value: UInt32 = 0
    for scalar in source[index..<(index + digits)] {
      guard let digit = PatternParser.hexadecimal(scalar) else { return nil }
      value = value << 4 | digit
    }
    index += digits
    return value
  }

  static func hexadecimal(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "0"..."9": scalar.value - 48
    case "a"..."f": scalar.value - 87
    case "A"..."F": scalar.value - 55
    default: nil
    }
  }
}
