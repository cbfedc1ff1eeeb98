extension TextScanner {
  /// RFC 6570, section 2, levels 1 to 4; an apostrophe may stand in a literal (erratum 6937).
  mutating func uriTemplate() -> Bool {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "{"): guard expression() else { return false }
      case UInt8(ascii: "%"): guard percentEncoded() else { return false }
      case 0...32, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
        UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "}"), 127:
        return false
      case 128...:
        guard let value = nonASCII(), TextScanner.isUCSCharacter(value) || TextScanner.isPrivate(value) else {
          return false
        }
      default: index += 1
      }
    }
    return true
  }

  private mutating func expression() -> Bool {
    index += 1
    // Those of level 2 and 3, and the reserved ones.
    _ = take { byte in "+#./;?&=,!@|".utf8.contains(byte) }
    repeat { guard variable() else { return false } } while take(",")
    return take("}")
  }

  private mutating func variable() -> Bool {
    guard variableCharacter() else { return false }
    while true {
      if take(".") {
        guard variableCharacter() else { return false }
      } else if !variableCharacter() {
        break
      }
    }
    if take("*") { return true }
    guard take(":") else { return true }
    return take { (49...57).contains($0) } && takeAll(where: \.isDigit) < 4
  }

  private mutating func variableCharacter() -> Bool {
    take { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") } || percentEncoded()
  }
}
