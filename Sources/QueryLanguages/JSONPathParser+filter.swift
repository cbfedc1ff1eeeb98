import JSONModel

extension JSONPathParser {
  private static let and = Array("&&".utf8)
  private static let or = Array("||".utf8)

  /// The filter that the question mark is part of.
  mutating func filter(in fragment: ArraySlice<UInt8>, at mark: Int) throws(JSONPathSyntaxError) -> JSONPathFilter {
    guard depth < JSONPathParser.maxDepth else { throw failure("Too many filters inside each other", at: mark) }
    depth += 1
    defer { depth -= 1 }
    let start = fragment[..<mark].lastIndex(of: UInt8(ascii: "[")) ?? fragment.startIndex
    let whole = try balanced(fragment[start...])
    let inner = JSONPathParser.trimmed(whole.dropFirst().dropLast())
    guard inner.first == UInt8(ascii: "?") else { throw failure("'?' expected", at: inner.startIndex) }
    let group = JSONPathParser.trimmed(inner.dropFirst())
    guard group.count >= 2, group.first == UInt8(ascii: "("), group.last == UInt8(ascii: ")") else {
      throw failure("A filter stands between '[?(' and ')]'", at: group.startIndex)
    }
    return try condition(JSONPathParser.trimmed(group.dropFirst().dropLast()))
  }

  /// Up to the first `]` outside quotes and parentheses.
  private func balanced(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> ArraySlice<UInt8> {
    var isQuoted = false
    var brackets = 0, parentheses = 0
    var before: UInt8 = 32
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "'"): if before != UInt8(ascii: "\\") { isQuoted.toggle() }
      case UInt8(ascii: "(") where !isQuoted: parentheses += 1
      case UInt8(ascii: ")") where !isQuoted: parentheses -= 1
      case UInt8(ascii: "[") where !isQuoted: brackets += 1
      case UInt8(ascii: "]") where !isQuoted:
        brackets -= 1
        guard parentheses == 0 else { break }
        if brackets == 0 { return text[...index] }
        throw failure("The brackets of the filter are not balanced", at: index)
      default: break
      }
      before = byte
    }
    throw failure(
      isQuoted ? "The text is not closed: AWS takes no ']' in it" : "The filter is not closed", at: text.endIndex)
  }

  /// Splits at every `&&` and `||`, quoted or not; parentheses round parts mean nothing.
  private mutating func condition(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPathFilter {
    var alternatives: [[JSONPathFilter]] = [[]]
    var rest = text
    while true {
      let end = rest.indices.first { index in
        let two = rest[index..<min(index + 2, rest.endIndex)]
        return two.elementsEqual(JSONPathParser.and) || two.elementsEqual(JSONPathParser.or)
      }
      alternatives[alternatives.count - 1].append(try criterion(rest[..<(end ?? rest.endIndex)]))
      guard let end else { break }
      if rest[end] == UInt8(ascii: "|") { alternatives.append([]) }
      rest = rest[(end + 2)...]
    }
    noteGrouping(in: text, alternatives)
    let terms = alternatives.map { $0.count == 1 ? $0[0] : .all($0) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  private mutating func noteGrouping(in text: ArraySlice<UInt8>, _ alternatives: [[JSONPathFilter]]) {
    guard alternatives.count > 1, alternatives.contains(where: { $0.count > 1 }) else { return }
    let opening = text.indices.first { index in
      text[index] == UInt8(ascii: "(")
        && (index == text.startIndex || [32, 38, 40, 124].contains(text[index - 1]))
    }
    if let opening { note(.grouping(JSONPathParser.text(text)), at: opening) }
  }

  /// One comparison, or a path that is asked for.
  private mutating func criterion(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPathFilter {
    let opening = Array("[?( ".utf8), closing = Array(") ".utf8)
    var text = JSONPathParser.trimmed(text)
    let offset = text.startIndex
    text = text.drop { opening.contains($0) }
    while let last = text.last, closing.contains(last) { text.removeLast() }
    text = JSONPathParser.trimmed(text)
    guard !text.isEmpty else { throw failure("A path or a value expected", at: offset) }
    for comparison in JSONPathFilter.Comparison.allCases {
      guard let sign = JSONPathParser.first(Array(comparison.rawValue.utf8), in: text) else { continue }
      let left = try operand(JSONPathParser.trimmed(text[..<sign]), isLeft: true)
      let rest = text[(sign + comparison.rawValue.utf8.count)...]
      let right = try operand(JSONPathParser.trimmed(rest), isLeft: false)
      noteSurprises(of: comparison, text, sign: sign)
      return .compare(left, comparison, right)
    }
    let isExpected = text.first != UInt8(ascii: "!")
    let path = isExpected ? text : text.dropFirst()
    guard path.first == UInt8(ascii: "@") || isExpected && path.first == UInt8(ascii: "$") else {
      throw failure("A path or an operator (== != < <= > >= =~) expected", at: text.startIndex)
    }
    if path.first == UInt8(ascii: "$") { note(.rootExists(JSONPathParser.text(path)), at: path.startIndex) }
    return .exists(try definitePath(path), isExpected: isExpected)
  }

  private static func first(_ sign: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0] == sign[0] && text[$0...].starts(with: sign) }
  }

  private mutating func definitePath(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> [JSONPath.Token] {
    let tokens = try path(text)
    if !tokens.allSatisfy(\.isDefinite) {
      throw failure("A path in a filter must lead to one place", at: text.startIndex)
    }
    return tokens
  }

  private mutating func operand(
    _ text: ArraySlice<UInt8>, isLeft: Bool
  ) throws(JSONPathSyntaxError) -> JSONPathFilter.Operand {
    switch text.first {
    case UInt8(ascii: "$")?: return .path(.root, try definitePath(text))
    case UInt8(ascii: "@")?: return .path(.item, try definitePath(text))
    case UInt8(ascii: "!")? where text.starts(with: "!@".utf8):
      // Before a comparison it means nothing.
      if isLeft { return .path(.item, try definitePath(text.dropFirst())) }
      throw failure("'!' stands before a path that is asked for alone", at: text.startIndex)
    case UInt8(ascii: "'")? where text.last == UInt8(ascii: "'"):
      if text.count == 1 { throw failure("The text is not closed", at: text.startIndex) }
      return .text(JSONPathParser.text(text.dropFirst().dropLast()))
    case UInt8(ascii: "/")?:
      if let pattern = try pattern(text) { return .pattern(pattern) }
    default: break
    }
    return .text(JSONPathParser.text(text))
  }

  /// Nil where the text does not end like a pattern, in a slash or in a slash and an i.
  private func pattern(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPathFilter.Pattern? {
    let ignoresCase = text.last == UInt8(ascii: "i")
    let body = ignoresCase ? text.dropLast() : text
    guard body.last == UInt8(ascii: "/") else { return nil }
    guard body.count >= 2 else { throw failure("Pattern not closed. Expected /", at: text.startIndex) }
    let pattern = JSONPathFilter.Pattern(
      text: JSONPathParser.text(body.dropFirst().dropLast()), flags: ignoresCase ? "i" : "")
    if pattern.text.utf8.count > JSONPathFilter.Pattern.maxBytes {
      throw failure("A pattern of more than 1,000 bytes", at: text.startIndex)
    }
    do throws(JavaPatternError) {
      _ = try pattern.compiled()
    } catch {
      let reason = error.isUnsupported ? error.reason : "The pattern is not valid: \(error.reason)"
      throw failure(reason, at: text.startIndex, isUnsupported: error.isUnsupported)
    }
    return pattern
  }

  private mutating func noteSurprises(
    of comparison: JSONPathFilter.Comparison, _ text: ArraySlice<UInt8>, sign: Int
  ) {
    let left = JSONPathParser.trimmed(text[..<sign])
    let right = JSONPathParser.trimmed(text[(sign + comparison.rawValue.utf8.count)...])
    if right.first == UInt8(ascii: "=") { note(.strictOperator(JSONPathParser.text(text)), at: sign) }
    for side in [left, right] {
      switch side.first {
      case UInt8(ascii: "\"")?: note(.doubleQuotedText(JSONPathParser.text(side)), at: side.startIndex)
      case UInt8(ascii: "[")?, UInt8(ascii: "{")?: note(.literal(JSONPathParser.text(side)), at: side.startIndex)
      default: break
      }
    }
    if comparison == .notEqual, left.first == UInt8(ascii: "@"), left.count > 1 {
      note(.notEqual(JSONPathParser.text(left), JSONPathParser.text(right)), at: sign)
    }
  }
}
