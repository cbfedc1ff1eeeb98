import JSONModel

/// Reads a path, or the paths and values inside a filter.
struct JSONPathParser {
  static let maxBytes = 10_000
  /// Filters inside filters, brackets inside brackets.
  static let maxDepth = 32

  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  func failure(_ reason: String, at offset: Int? = nil) -> JSONPathSyntaxError {
    JSONPathSyntaxError(offset: offset ?? position, reason: reason)
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpaces() {
    while let byte = current, byte == 32 || (9...13).contains(byte) { position += 1 }
  }

  /// Takes the text if it is next.
  mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  mutating func expect(_ text: String) throws(JSONPathSyntaxError) {
    skipSpaces()
    if !take(text) { throw failure("'\(text)' expected") }
  }

  mutating func wholePath() throws(JSONPathSyntaxError) -> [JSONPath.Token] {
    if bytes.count > JSONPathParser.maxBytes { throw failure("A path of more than 10,000 bytes") }
    if !take("$") { throw failure("A path begins with '$'") }
    let tokens = try tokens(inFilter: false)
    if position < bytes.count { throw failure("Illegal character, '.' or '[' expected") }
    return tokens
  }

  /// What follows `$` or `@`.
  mutating func tokens(inFilter: Bool) throws(JSONPathSyntaxError) -> [JSONPath.Token] {
    var tokens: [JSONPath.Token] = []
    while let byte = current {
      if byte == UInt8(ascii: "[") {
        tokens.append(try bracket())
      } else if take("..") {
        if current == UInt8(ascii: ".") { throw failure("Character '.' is not valid here") }
        let token = try step(inFilter: inFilter)
        if case .function = token { throw failure("A function cannot follow '..'") }
        tokens.append(.descent(token))
      } else if take(".") {
        tokens.append(try step(inFilter: inFilter))
      } else {
        break
      }
    }
    return tokens
  }

  /// What follows a dot.
  private mutating func step(inFilter: Bool) throws(JSONPathSyntaxError) -> JSONPath.Token {
    guard let byte = current else { throw failure("Path must not end with a '.' or '..'") }
    if byte == UInt8(ascii: "[") { return try bracket() }
    if take("*") { return .wildcard }
    let start = position
    while let byte = current, !endsName(byte, inFilter: inFilter) { position += 1 }
    if position == start { throw failure("A name expected") }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if take("(") { return .function(try function(name, at: start)) }
    if !inFilter, current == 32 {
      throw failure("Use bracket notation ['my prop'] if your property contains blank characters")
    }
    return .member(name)
  }

  private func endsName(_ byte: UInt8, inFilter: Bool) -> Bool {
    switch Unicode.Scalar(byte) {
    case ".", "[", "(", " ": true
    case ")", "]", "<", ">", "=", "~", "!", "&", "|", ",", "\t", "\n", "\r": inFilter
    default: false
    }
  }

  private mutating func function(_ name: String, at start: Int) throws(JSONPathSyntaxError) -> JSONPathFunction {
    skipSpaces()
    let argument = integer()
    try expect(")")
    guard let function = JSONPathFunction(name: name, argument: argument) else {
      throw failure("Function with name: \(name) does not exist, or not with this argument", at: start)
    }
    return function
  }

  private mutating func bracket() throws(JSONPathSyntaxError) -> JSONPath.Token {
    let start = position
    position += 1
    skipSpaces()
    let token: JSONPath.Token
    switch current {
    case UInt8(ascii: "*")?:
      position += 1
      token = .wildcard
    case UInt8(ascii: "'")?, UInt8(ascii: "\"")?: token = try names()
    case UInt8(ascii: "?")?:
      position += 1
      try expect("(")
      token = .filter(try filter())
      try expect(")")
    default: token = try indices(from: start)
    }
    try expect("]")
    return token
  }

  private mutating func names() throws(JSONPathSyntaxError) -> JSONPath.Token {
    var names: [String] = []
    repeat {
      skipSpaces()
      names.append(try quotedName())
      skipSpaces()
    } while take(",")
    return names.count == 1 ? .member(names[0]) : .members(names)
  }

  /// A backslash lets the quote be part of the name; any other stays as it is (recorded on AWS).
  private mutating func quotedName() throws(JSONPathSyntaxError) -> String {
    guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw failure("A quoted name expected")
    }
    let start = position
    position += 1
    var name: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == quote { return String(decoding: name, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), current == quote {
        position += 1
        name.append(quote)
      } else {
        name.append(byte)
      }
    }
    throw failure("Property has not been closed - missing closing quote", at: start)
  }

  mutating func integer() -> Int? {
    let start = position
    _ = take("-")
    while let byte = current, (48...57).contains(byte) { position += 1 }
    let number = Int(String(decoding: bytes[start..<position], as: UTF8.self))
    if number == nil { position = start }
    return number
  }

  private mutating func indices(from start: Int) throws(JSONPathSyntaxError) -> JSONPath.Token {
    var numbers = [try arrayNumber()]
    skipSpaces()
    if current == UInt8(ascii: ":") {
      while numbers.count < 3, take(":") {
        skipSpaces()
        numbers.append(try arrayNumber())
        skipSpaces()
      }
      switch (numbers[0], numbers[1]) {
      case (let from?, let to?): return .slice(.between(from, to))
      case (let from?, nil): return .slice(.from(from))
      case (nil, let to?): return .slice(.to(to))
      case (nil, nil): throw failure("A slice needs a number", at: start)
      }
    }
    while take(",") {
      skipSpaces()
      numbers.append(try arrayNumber())
      skipSpaces()
    }
    let indices = numbers.compactMap { $0 }
    guard indices.count == numbers.count else { throw failure("Could not parse token") }
    return indices.count == 1 ? .index(indices[0]) : .indices(indices)
  }

  /// Nil where there is none. Java's indices have 32 bits.
  private mutating func arrayNumber() throws(JSONPathSyntaxError) -> Int? {
    let start = position
    guard let number = integer() else { return nil }
    if Int32(exactly: number) == nil { throw failure("An index has 32 bits", at: start) }
    return number
  }
}
