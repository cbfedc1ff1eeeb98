extension TextScanner {
  /// `Mailbox` of RFC 5321, section 4.1.2; with what RFC 6531, section 3.3, adds where `international`.
  mutating func email(international: Bool) -> Bool {
    guard peek == UInt8(ascii: "\"") ? quotedString(international) : dotString(international), index <= 64, take("@")
    else { return false }
    if take("[") { return addressLiteral() && take("]") && isAtEnd }
    guard end - index <= 255 else { return false }
    return domain(international) && isAtEnd
  }

  private mutating func dotString(_ international: Bool) -> Bool {
    let characters = TextScanner.atomCharacters
    repeat {
      let count = takeAll { $0 < 128 ? characters.contains($0) : international }
      if count == 0 { return false }
    } while take(".")
    return true
  }

  private mutating func quotedString(_ international: Bool) -> Bool {
    index += 1
    while let byte = peek {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard take(where: { (32...126).contains($0) }) else { return false }
      case 32...126: continue
      default: guard byte >= 128, international else { return false }
      }
    }
    return false
  }

  /// Labels beyond ASCII are not held against IDNA: mail programs map them first, to small letters among others.
  private mutating func domain(_ international: Bool) -> Bool {
    let characters = TextScanner.labelCharacters
    repeat {
      let start = index
      let count = takeAll { $0 < 128 ? characters.contains($0) : international }
      guard count > 0, international || count <= 63, text[start] != UInt8(ascii: "-"),
        text[index - 1] != UInt8(ascii: "-")
      else { return false }
    } while take(".")
    return true
  }

  private mutating func addressLiteral() -> Bool {
    if let byte = peek, byte.isDigit { return ipv4() }
    // The only tag that is registered.
    for letter in "ipv".utf8 { guard take(where: { $0 | 32 == letter }) else { return false } }
    return take("6") && take(":") && ipv6()
  }

  /// `atext` of RFC 5322.
  private static let atomCharacters = ASCIISet("!#$%&'*+-/=?^_`{|}~", lettersAndDigits: true)
  private static let labelCharacters = ASCIISet("-", lettersAndDigits: true)
}
