extension TextScanner {
  /// RFC 3986, appendix A, or RFC 3987, section 2.2. With `relative` a relative reference as well.
  mutating func uri(international: Bool, relative: Bool) -> Bool {
    if let colon = schemeEnd {
      guard isScheme(before: colon) else { return false }
      index = colon + 1
    } else if !relative {
      return false
    }
    // What follows an authority begins with a slash or is none of the path; where it ends has seen to that.
    if take("/"), take("/"), !authority(international) { return false }
    takeCharacters(TextScanner.pathCharacters, international)
    if take("?") { takeCharacters(TextScanner.queryCharacters, international, andPrivate: true) }
    if take("#") { takeCharacters(TextScanner.queryCharacters, international) }
    return isAtEnd
  }

  /// The first colon, where it is in the first segment: there it ends a scheme, good or bad.
  private var schemeEnd: Int? {
    for place in index..<end {
      switch text[place] {
      case UInt8(ascii: ":"): return place
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
      default: continue
      }
    }
    return nil
  }

  private func isScheme(before colon: Int) -> Bool {
    guard index < colon, text[index].isLetter else { return false }
    return text[index..<colon].allSatisfy {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }

  private mutating func authority(_ international: Bool) -> Bool {
    let whole = end
    let stop = (index..<end).first { place in
      text[place] == UInt8(ascii: "/") || text[place] == UInt8(ascii: "?") || text[place] == UInt8(ascii: "#")
    }
    end = stop ?? end
    defer { end = whole }
    if let at = next(UInt8(ascii: "@")) {
      let authorityEnd = end
      end = at
      takeCharacters(TextScanner.userCharacters, international)
      end = authorityEnd
      guard index == at else { return false }
      index += 1
    }
    if take("[") {
      guard ipLiteral(), take("]") else { return false }
    } else {
      takeCharacters(TextScanner.nameCharacters, international)
    }
    if take(":") { takeAll(where: \.isDigit) }
    return isAtEnd
  }

  private mutating func ipLiteral() -> Bool {
    guard take(where: { $0 | 32 == UInt8(ascii: "v") }) else { return ipv6() }
    guard takeAll(where: \.isHexDigit) > 0, take(".") else { return false }
    return takeAll { TextScanner.userCharacters.contains($0) } > 0
  }

  /// Those of `characters`, percent signs with their two digits, and what IRIs have beside them.
  private mutating func takeCharacters(_ characters: ASCIISet, _ international: Bool, andPrivate: Bool = false) {
    while let byte = peek {
      if characters.contains(byte) {
        index += 1
      } else if byte == UInt8(ascii: "%") {
        guard percentEncoded() else { return }
      } else {
        let start = index
        guard international, let value = nonASCII() else { return }
        guard TextScanner.isUCSCharacter(value) || (andPrivate && TextScanner.isPrivate(value)) else {
          index = start
          return
        }
      }
    }
  }

  /// Takes nothing where it is none.
  mutating func percentEncoded() -> Bool {
    guard index + 2 < end, text[index] == UInt8(ascii: "%"), text[index + 1].isHexDigit, text[index + 2].isHexDigit
    else { return false }
    index += 3
    return true
  }

  /// `ucschar` of RFC 3987.
  static func isUCSCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0x10000..<0xE0000: value & 0xFFFF < 0xFFFE
    case 0xE1000..<0xF0000: value & 0xFFFF < 0xFFFE
    default: false
    }
  }

  /// `iprivate` of RFC 3987.
  static func isPrivate(_ value: UInt32) -> Bool {
    (0xE000...0xF8FF).contains(value) || (value >= 0xF0000 && value & 0xFFFF < 0xFFFE)
  }

  // RFC 3986, appendix A, each without `pct-encoded`: `reg-name`, `userinfo`, `pchar` and "/", `query`.
  private static let nameCharacters = ASCIISet("-._~!$&'()*+,;=", lettersAndDigits: true)
  private static let userCharacters = ASCIISet("-._~!$&'()*+,;=:", lettersAndDigits: true)
  private static let pathCharacters = ASCIISet("-._~!$&'()*+,;=:@/", lettersAndDigits: true)
  private static let queryCharacters = ASCIISet("-._~!$&'()*+,;=:@/?", lettersAndDigits: true)
}
