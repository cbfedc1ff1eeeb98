import JSONModel

/// Reads a path with the rules of Jayway 2.0.0, which know no quotes outside brackets and no brackets inside quotes: what
/// is between `[` and the `]` that belongs to it is one fragment, whatever it holds.
struct JSONPathParser {
  static let maxBytes = 10_000
  /// Filters inside each other. Only one that stands in no other can be right; an error in a few is still told.
  static let maxDepth = 32

  let bytes: [UInt8]
  var depth = 0
  var surprises: [JSONPath.Surprise] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  func failure(_ reason: String, at offset: Int, isUnsupported: Bool = false) -> JSONPathSyntaxError {
    JSONPathSyntaxError(offset: offset, reason: reason, isUnsupported: isUnsupported)
  }

  mutating func note(_ kind: JSONPath.Surprise.Kind, at offset: Int) {
    surprises.append(JSONPath.Surprise(kind: kind, offset: offset))
  }

  /// Without what Java's `trim` takes off: blanks and control characters at either end.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = text.firstIndex { $0 > 32 } ?? text.endIndex
    let end = text.lastIndex { $0 > 32 }.map { $0 + 1 } ?? start
    return text[start..<end]
  }

  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  mutating func wholePath() throws(JSONPathSyntaxError) -> [JSONPath.Token] {
    if bytes.count > JSONPathParser.maxBytes { throw failure("A path of more than 10,000 bytes", at: 0) }
    let text = JSONPathParser.trimmed(bytes[...])
    if text.first != UInt8(ascii: "$") { throw failure("A path begins with '$'", at: text.startIndex) }
    return try path(text)
  }

  /// A path that begins with `$` or, in a filter, with `@`.
  mutating func path(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> [JSONPath.Token] {
    if text.suffix(2).elementsEqual("..".utf8) {
      throw failure("Path must not end with a '.' or '..'", at: text.endIndex)
    }
    var rest = text.dropFirst()
    if let byte = rest.first, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") {
      throw failure("Illegal character, '.' or '[' expected", at: rest.startIndex)
    }
    var tokens: [JSONPath.Token] = []
    while let byte = rest.first {
      let start = rest.startIndex
      let count = tokens.count
      switch byte {
      case UInt8(ascii: " "):
        throw failure("Use bracket notation ['my prop'] if your property contains blank characters", at: start)
      case UInt8(ascii: "$"): throw failure("'$' is the beginning of a path", at: start)
      case UInt8(ascii: "["): tokens.append(try bracket(JSONPathParser.takeFragment(&rest)))
      case UInt8(ascii: "*"):
        tokens.append(.wildcard)
        rest.removeFirst()
      case UInt8(ascii: "."):
        rest.removeFirst()
        if rest.isEmpty { throw failure("Path must not end with a '.' or '..'", at: rest.startIndex) }
        if rest.first == byte {
          rest.removeFirst()
          if rest.isEmpty { throw failure("Path must not end with a '.' or '..'", at: rest.startIndex) }
          tokens.append(.descent)
        } else if let name = JSONPathParser.takeName(&rest) {
          tokens.append(name.elementsEqual("*".utf8) ? .wildcard : self.name(name))
        }
      default: if let name = JSONPathParser.takeName(&rest) { tokens.append(self.name(name)) }
      }
      if tokens.count > count { noteOrder(of: tokens, at: start) }
    }
    return tokens
  }

  /// Up to the next dot, bracket or blank; nil where there is nothing.
  private static func takeName(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let name = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: " ") }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? nil : name
  }

  /// Up to the bracket that closes the first one, or to the end.
  private static func takeFragment(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var open = 0
    var end = rest.startIndex
    repeat {
      if rest[end] == UInt8(ascii: "[") { open += 1 }
      if rest[end] == UInt8(ascii: "]") { open -= 1 }
      end += 1
    } while end < rest.endIndex && open > 0
    defer { rest = rest[end...] }
    return rest[..<end]
  }

  /// A name after a dot is read as if it stood in quotes and brackets.
  private mutating func name(_ name: ArraySlice<UInt8>) -> JSONPath.Token {
    if !name.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "]") }) {
      let text = JSONPathParser.text(name)
      if text.utf8.last == UInt8(ascii: ")") { note(.function(text), at: name.startIndex) }
      return .member(text)
    }
    let quoted = [UInt8(ascii: "'")] + name + Array("']".utf8)
    return token(of: JSONPathParser.names(in: quoted[...])?.names ?? [], at: name.startIndex)
  }

  func token(of names: [String]) -> JSONPath.Token { names.count == 1 ? .member(names[0]) : .members(names) }

  mutating func token(of names: [String], at offset: Int) -> JSONPath.Token {
    if names.isEmpty { note(.bracketInName, at: offset) }
    return token(of: names)
  }

  private mutating func noteOrder(of tokens: [JSONPath.Token], at offset: Int) {
    guard tokens.count > 1 else { return }
    switch tokens[tokens.count - 2] {
    case .members(let names) where !names.isEmpty: note(.namesNotLast(names), at: offset)
    case .index, .indices, .slice, .filter, .indexFromCount:
      let step = tokens.count - 2
      if step > 0, tokens[step - 1] == .descent {
        note(.stepAfterDescent(JSONPath.jaywayText(of: tokens[step])), at: offset)
      }
    default: break
    }
  }
}
