import JSONModel

extension JSONPathParser {
  /// What stands between `?(` and `)`.
  mutating func filter() throws(JSONPathSyntaxError) -> JSONPathFilter {
    try nested { parser throws(JSONPathSyntaxError) in try parser.alternatives() }
  }

  private mutating func nested<Value>(
    _ read: (inout JSONPathParser) throws(JSONPathSyntaxError) -> Value
  ) throws(JSONPathSyntaxError) -> Value {
    if depth == JSONPathParser.maxDepth { throw failure("More than 32 filters and groups inside each other") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func alternatives() throws(JSONPathSyntaxError) -> JSONPathFilter {
    var terms = [try conjunction()]
    while takeOperator("||") { terms.append(try conjunction()) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  private mutating func conjunction() throws(JSONPathSyntaxError) -> JSONPathFilter {
    var terms = [try operand()]
    while takeOperator("&&") { terms.append(try operand()) }
    return terms.count == 1 ? terms[0] : .all(terms)
  }

  private mutating func takeOperator(_ text: String) -> Bool {
    skipSpaces()
    return take(text)
  }

  private mutating func operand() throws(JSONPathSyntaxError) -> JSONPathFilter {
    skipSpaces()
    if take("!") {
      return .not(try nested { parser throws(JSONPathSyntaxError) in try parser.operand() })
    }
    if take("(") {
      let group = try filter()
      try expect(")")
      return group
    }
    return try comparison()
  }

  private mutating func comparison() throws(JSONPathSyntaxError) -> JSONPathFilter {
    let start = position
    let left = try filterOperand()
    guard let comparison = try comparisonOperator() else {
      guard case .path(let origin, let tokens) = left else {
        throw failure("A path or an operator expected", at: start)
      }
      return .exists(origin, tokens)
    }
    skipSpaces()
    return .compare(left, comparison, try filterOperand())
  }

  private mutating func comparisonOperator() throws(JSONPathSyntaxError) -> JSONPathFilter.Comparison? {
    skipSpaces()
    let start = position
    while let byte = current, "<>=!~".utf8.contains(byte) { position += 1 }
    if position == start {
      while let byte = current, (65...90).contains(byte & 0xDF) { position += 1 }
    }
    if position == start { return nil }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let comparison = JSONPathFilter.Comparison(rawValue: text.lowercased()) else {
      throw failure("Filter operator \(text) is not supported", at: start)
    }
    return comparison
  }

  private mutating func filterOperand() throws(JSONPathSyntaxError) -> JSONPathFilter.Operand {
    skipSpaces()
    switch current {
    case UInt8(ascii: "@")?:
      position += 1
      return .path(.item, try tokens(inFilter: true))
    case UInt8(ascii: "$")?:
      position += 1
      return .path(.root, try tokens(inFilter: true))
    case UInt8(ascii: "/")?: return .pattern(try pattern())
    default: return .literal(try literal())
    }
  }

  private mutating func pattern() throws(JSONPathSyntaxError) -> JSONPathFilter.Pattern {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = current, byte != UInt8(ascii: "/") {
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        // Both bytes, so that an escaped slash does not end the pattern.
        text.append(byte)
        position += 1
      }
      text.append(bytes[position])
      position += 1
    }
    if !take("/") { throw failure("Pattern not closed. Expected /", at: start) }
    let flags = position
    while let byte = current, (65...90).contains(byte & 0xDF) { position += 1 }
    let pattern = JSONPathFilter.Pattern(
      text: String(decoding: text, as: UTF8.self), flags: String(decoding: bytes[flags..<position], as: UTF8.self))
    if pattern.text.utf8.count > JSONPathFilter.Pattern.maxBytes {
      throw failure("A pattern of more than 1,000 bytes", at: start)
    }
    do throws(JavaPatternError) {
      _ = try pattern.compiled()
    } catch {
      throw failure("The pattern is not valid: \(error.reason)", at: start)
    }
    return pattern
  }

  /// JSON, with single quotes allowed too.
  private mutating func literal() throws(JSONPathSyntaxError) -> JSONValue {
    skipSpaces()
    let start = position
    switch current {
    case UInt8(ascii: "'")?, UInt8(ascii: "\"")?: return .string(try string())
    case UInt8(ascii: "[")?: return try nested { parser throws(JSONPathSyntaxError) in try parser.array() }
    case UInt8(ascii: "{")?: return try nested { parser throws(JSONPathSyntaxError) in try parser.object() }
    default: break
    }
    while let byte = current, (65...90).contains(byte & 0xDF) || "+-.0123456789".utf8.contains(byte) { position += 1 }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "true": return true
    case "false": return false
    case "null": return .null
    case let text:
      guard let number = JSONNumber(text) else { throw failure("A value expected", at: start) }
      return .number(number)
    }
  }

  private mutating func array() throws(JSONPathSyntaxError) -> JSONValue {
    position += 1
    skipSpaces()
    if take("]") { return [] }
    var elements = [try literal()]
    skipSpaces()
    while take(",") {
      elements.append(try literal())
      skipSpaces()
    }
    try expect("]")
    return .array(elements)
  }

  private mutating func object() throws(JSONPathSyntaxError) -> JSONValue {
    position += 1
    var object = JSONObject()
    skipSpaces()
    if take("}") { return .object(object) }
    repeat {
      skipSpaces()
      let key = try string()
      try expect(":")
      object[key] = try literal()
      skipSpaces()
    } while take(",")
    try expect("}")
    return .object(object)
  }

  private mutating func string() throws(JSONPathSyntaxError) -> String {
    let start = position
    guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw failure("A quoted text expected")
    }
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let letter = current else { break }
      position += 1
      if letter == UInt8(ascii: "u") {
        text += String(try codeUnit()).utf8
      } else {
        text.append(JSONPathParser.controls[letter] ?? letter)
      }
    }
    throw failure("String not closed", at: start)
  }

  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
  ]

  /// The four digits after `\u`. A surrogate becomes U+FFFD.
  private mutating func codeUnit() throws(JSONPathSyntaxError) -> Unicode.Scalar {
    guard position + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw failure("Four hexadecimal digits expected") }
    position += 4
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
