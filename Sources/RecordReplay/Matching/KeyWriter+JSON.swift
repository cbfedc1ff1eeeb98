import JSONModel

extension KeyWriter {
  /// Writes JSON by its value: members in one order, escapes undone, numbers by what they denote. Writes nothing and
  /// gives false where the bytes are no JSON, or no object or array where that is asked for.
  mutating func json(_ bytes: [UInt8], anyValue: Bool) -> Bool {
    let begins = bytes.first { $0 > 32 }
    guard anyValue || begins == UInt8(ascii: "{") || begins == UInt8(ascii: "[") else { return false }
    // What is read below is known to be JSON, and no deeper than the parser's limit.
    guard (try? JSONDocument(parsing: bytes)) != nil else { return false }
    out.append(UInt8(ascii: "J"))
    var tokens: [String] = []
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      value(&scanner, mask: mask.json, at: &tokens)
    }
    return true
  }

  private mutating func value(_ scanner: inout JSONScanner, mask: KeyMask.Node?, at tokens: inout [String]) {
    if mask?.isMasked ?? false {
      scanner.skipValue()
      return out.append(KeyWriter.anything)
    }
    switch scanner.peek() {
    case UInt8(ascii: "{"): object(&scanner, mask: mask, at: &tokens)
    case UInt8(ascii: "["): array(&scanner, mask: mask, at: &tokens)
    case UInt8(ascii: "\""):
      out.append(UInt8(ascii: "s"))
      counted { scanner.string(into: &$0.out) }
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      out.append(scanner.peek())
      scanner.skipValue()
    default:
      out.append(UInt8(ascii: "#"))
      counted { scanner.number(into: &$0.out) }
    }
  }

  private mutating func object(_ scanner: inout JSONScanner, mask: KeyMask.Node?, at tokens: inout [String]) {
    out.append(UInt8(ascii: "{"))
    let first = pieces.count
    scanner.enter()
    while !scanner.leave(UInt8(ascii: "}")) {
      let start = out.count
      let key = counted { scanner.string(into: &$0.out) }
      scanner.pass(UInt8(ascii: ":"))
      let name = mask != nil || rules.hasVolatileJSON ? String(decoding: out[key], as: UTF8.self) : ""
      if rules.hasVolatileJSON {
        tokens.append(name)
        if isVolatile(name, tokens) {
          scanner.skipValue()
          out.removeLast(out.count - start)
        } else {
          value(&scanner, mask: mask?.children[name], at: &tokens)
          pieces.append(start..<out.count)
        }
        tokens.removeLast()
      } else {
        value(&scanner, mask: mask?.children[name], at: &tokens)
        pieces.append(start..<out.count)
      }
    }
    sortPieces(from: first, byName: true)
    out.append(UInt8(ascii: "}"))
  }

  private mutating func array(_ scanner: inout JSONScanner, mask: KeyMask.Node?, at tokens: inout [String]) {
    out.append(UInt8(ascii: "["))
    var index = 0
    scanner.enter()
    while !scanner.leave(UInt8(ascii: "]")) {
      if rules.hasVolatileJSON { tokens.append(String(index)) }
      value(&scanner, mask: mask?.children[String(index)], at: &tokens)
      if rules.hasVolatileJSON { tokens.removeLast() }
      index += 1
    }
    out.append(UInt8(ascii: "]"))
  }

  private func isVolatile(_ name: String, _ tokens: [String]) -> Bool {
    rules.volatileMembers.contains(SecretRules.normal(name.utf8))
      || rules.volatilePlaces.contains { $0.covers(tokens) }
  }
}
