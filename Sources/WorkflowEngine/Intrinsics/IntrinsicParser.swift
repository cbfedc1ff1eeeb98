import JSONModel
import QueryLanguages

/// Reads the call of an intrinsic function.
struct IntrinsicParser {
  static let maxBytes = 10_000
  /// Calls inside each other.
  static let maxDepth = 10

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static func isNamePart(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) || (48...57).contains(byte) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ reason: String, at offset: Int? = nil) -> IntrinsicSyntaxError {
    IntrinsicSyntaxError(offset: offset ?? position, reason: reason)
  }

  private mutating func skipSpaces() {
    while let byte = current, byte == 32 || (9...13).contains(byte) { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  mutating func wholeCall() throws(IntrinsicSyntaxError) -> IntrinsicExpression.Call {
    if bytes.count > IntrinsicParser.maxBytes { throw failure("A call of more than 10,000 bytes") }
    let call = try call(depth: 1)
    skipSpaces()
    if position < bytes.count { throw failure("Nothing may follow the call") }
    return call
  }

  private mutating func call(depth: Int) throws(IntrinsicSyntaxError) -> IntrinsicExpression.Call {
    let start = position
    if depth > IntrinsicParser.maxDepth { throw failure("More than ten calls inside each other") }
    guard take("States.") else { throw failure("A call begins with 'States.'") }
    while let byte = current, IntrinsicParser.isNamePart(byte) { position += 1 }
    let name = text(from: start)
    guard let function = IntrinsicFunction(rawValue: String(name.dropFirst(7))) else {
      throw failure("There is no intrinsic function \(name)", at: start)
    }
    if !take("(") { throw failure("'(' expected") }
    var arguments: [IntrinsicExpression.Argument] = []
    skipSpaces()
    if take(")") { return IntrinsicExpression.Call(function: function, arguments: []) }
    while true {
      arguments.append(try argument(depth: depth))
      skipSpaces()
      if take(")") { return IntrinsicExpression.Call(function: function, arguments: arguments) }
      if !take(",") { throw failure("',' or ')' expected") }
      skipSpaces()
    }
  }

  private mutating func argument(depth: Int) throws(IntrinsicSyntaxError) -> IntrinsicExpression.Argument {
    switch current {
    case UInt8(ascii: "'")?: return .text(try quoted())
    case UInt8(ascii: "$")?: return try path()
    case UInt8(ascii: "S")?: return .call(try call(depth: depth + 1))
    default: return .literal(try word())
    }
  }

  private mutating func word() throws(IntrinsicSyntaxError) -> JSONValue {
    let start = position
    while let byte = current, IntrinsicParser.isNamePart(byte) || "+-.".utf8.contains(byte) { position += 1 }
    switch text(from: start) {
    case "true": return true
    case "false": return false
    case "null": return .null
    case let text:
      guard let number = JSONNumber(text) else { throw failure("An argument expected", at: start) }
      return .number(number)
    }
  }

  private mutating func quoted() throws(IntrinsicSyntaxError) -> IntrinsicText {
    let start = position
    position += 1
    while let byte = current {
      if byte == UInt8(ascii: "'") {
        let raw = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
        position += 1
        return IntrinsicText(raw: raw)
      }
      if byte == UInt8(ascii: "\\") {
        position += 1
        guard let letter = current, IntrinsicText.escapes[letter] != nil else {
          throw failure("A backslash goes before ' { } or another backslash", at: position - 1)
        }
      }
      position += 1
    }
    throw failure("The text is not closed", at: start)
  }

  /// Up to the comma or parenthesis that belongs to the call.
  private mutating func path() throws(IntrinsicSyntaxError) -> IntrinsicExpression.Argument {
    let start = position
    var open = 0
    var quote: UInt8?
    scan: while let byte = current {
      if let current = quote {
        if byte == UInt8(ascii: "\\") { position += 1 }
        if byte == current { quote = nil }
      } else {
        switch Unicode.Scalar(byte) {
        case "'", "\"": if open > 0 { quote = byte }
        case "[", "(": open += 1
        case ")" where open == 0, "," where open == 0: break scan
        case "]", ")": open -= 1
        default: break
        }
      }
      position = min(position + 1, bytes.count)
    }
    let isContext = bytes[start...].starts(with: "$$".utf8)
    var end = position
    while end > start, bytes[end - 1] == 32 || (9...13).contains(bytes[end - 1]) { end -= 1 }
    let begin = isContext ? start + 1 : start
    let text = String(decoding: bytes[begin..<end], as: UTF8.self)
    if let letter = text.utf8.dropFirst().first, (65...90).contains(letter & 0xDF) || letter == UInt8(ascii: "_") {
      throw IntrinsicSyntaxError(
        offset: start, reason: "Variables are not supported yet: '\(text)'", isUnsupported: true)
    }
    do throws(JSONPathSyntaxError) {
      let path = try JSONPath(parsing: text)
      return isContext ? .contextPath(path) : .path(path)
    } catch {
      throw IntrinsicSyntaxError(
        offset: begin + error.offset, reason: error.reason, isUnsupported: error.isUnsupported)
    }
  }
}
