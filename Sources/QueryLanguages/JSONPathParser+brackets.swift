extension JSONPathParser {
  /// What a fragment is, is decided by the first quote, digit, sign or question mark in it; what stands before that
  /// means nothing.
  mutating func bracket(_ fragment: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPath.Token {
    if fragment.elementsEqual("[*]".utf8) { return .wildcard }
    for index in fragment.indices {
      switch fragment[index] {
      case UInt8(ascii: "?"): return .filter(try filter(in: fragment, at: index))
      case UInt8(ascii: "'"): return try quotedNames(fragment[index...])
      case UInt8(ascii: "@"): return try indexFromCount(fragment[index...])
      case 48...57, UInt8(ascii: ":"), UInt8(ascii: "-"):
        if let quote = fragment[..<index].firstIndex(of: UInt8(ascii: "\"")) {
          note(.doubleQuotedName(JSONPathParser.text(fragment)), at: quote)
        }
        return try numbers(fragment[index...])
      default: break
      }
    }
    let reason =
      fragment.contains(UInt8(ascii: "\""))
      ? "Single quotes expected: AWS takes no name in double quotes" : "A name in single quotes or a number expected"
    throw failure(reason, at: fragment.startIndex + 1)
  }

  private mutating func quotedNames(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPath.Token {
    guard let (names, end) = JSONPathParser.names(in: text) else {
      throw failure("']' expected", at: text.endIndex)
    }
    let token = token(of: names, at: text.startIndex)
    let quote = UInt8(ascii: "'")
    let outside = text[..<end].split(separator: quote, omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.flatMap(\.element)
    let isClosed = text[..<end].filter { $0 == quote }.count % 2 == 0
    if !names.isEmpty, !isClosed || !outside.allSatisfy({ $0 == 32 || $0 == UInt8(ascii: ",") }) {
      note(.quoteInName(names), at: text.startIndex)
    }
    return token
  }

  /// The names between quotes up to the first `]`, and where that is. A name that the bracket cuts off is none; nothing
  /// escapes a quote. Nil where there is no bracket.
  static func names(in text: ArraySlice<UInt8>) -> (names: [String], end: Int)? {
    guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let pieces = text[..<end].split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    // Outside, inside, outside, …; the last piece was not closed.
    let inside = stride(from: 1, to: pieces.count - 1, by: 2).map { JSONPathParser.text(pieces[$0]) }
    return (inside, end)
  }

  /// `@.length-1)`, the only thing that is calculated.
  private func indexFromCount(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPath.Token {
    let failure = failure("Only [(@.length-1)] and [(@.size()-1)] can be calculated", at: text.startIndex)
    let ignored = Array(" ()".utf8)
    guard let minus = text.dropFirst(2).firstIndex(of: UInt8(ascii: "-")),
      let end = text[minus...].firstIndex(of: UInt8(ascii: ")"))
    else { throw failure }
    let function = text[..<minus].dropFirst(2).filter { !ignored.contains($0) }
    guard function.elementsEqual("length".utf8) || function.elementsEqual("size".utf8),
      let number = JSONPathParser.number(text[minus..<end].filter { $0 != 32 })
    else { throw failure }
    return .indexFromCount(number)
  }

  /// An index, several, or a slice. Blanks mean nothing, not even between digits; what follows the last number
  /// neither.
  private mutating func numbers(_ text: ArraySlice<UInt8>) throws(JSONPathSyntaxError) -> JSONPath.Token {
    var reader = NumberReader()
    guard reader.read(text) else { throw failure("A number of 32 bits, then ']', expected", at: text.startIndex) }
    let numbers = reader.numbers
    switch reader.form {
    case _ where numbers.count == 1 && reader.form != .sliceTo && reader.form != .sliceFrom:
      if numbers[0] < 0 { note(.negativeIndex(numbers[0]), at: text.startIndex) }
      return .index(numbers[0])
    case .indices:
      for number in numbers where number < 0 { note(.negativeIndex(number), at: text.startIndex) }
      return .indices(numbers)
    case .sliceTo: return .slice(.to(numbers[0]))
    case .sliceFrom: return .slice(.from(numbers[0]))
    case .slice:
      if numbers[0] < 0 || numbers[1] < 0 {
        note(.negativeInSlice("[\(numbers[0]):\(numbers[1])]"), at: text.startIndex)
      }
      return .slice(.between(numbers[0], numbers[1]))
    case .index: throw failure("A number expected", at: text.startIndex)
    }
  }

  /// Java's indices have 32 bits.
  static func number(_ digits: [UInt8]) -> Int? {
    guard digits.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
    return Int32(String(decoding: digits, as: UTF8.self)).map(Int.init)
  }
}

/// The numbers in a bracket and what they are for. The first comma or colon that decides stays decisive.
private struct NumberReader {
  enum Form { case index, indices, sliceTo, sliceFrom, slice }

  private(set) var form = Form.index
  private(set) var numbers: [Int] = []
  private var digits: [UInt8] = []

  /// False where a number is missing or none, or the bracket never closes.
  mutating func read(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: " "): break
      case UInt8(ascii: ","):
        guard take() else { return false }
        form = .indices
      case UInt8(ascii: ":"):
        guard readSlice(&rest) else { return false }
        // What stands behind a slice's end is left out, but the bracket.
        if rest.first == UInt8(ascii: "]") { return finish() }
      case 48...57, UInt8(ascii: "-"): digits.append(byte)
      default: return finish()
      }
      rest = rest.dropFirst()
    }
    return false
  }

  /// From the colon to what follows the second number.
  private mutating func readSlice(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let hasBeginning = !digits.isEmpty
    if hasBeginning, !take() { return false }
    rest = rest.dropFirst()
    while let byte = rest.first, (48...57).contains(byte) || byte == 32 || byte == UInt8(ascii: "-") {
      if byte != 32 { digits.append(byte) }
      rest = rest.dropFirst()
    }
    if rest.isEmpty { return false }
    let hasEnd = !digits.isEmpty
    if !hasBeginning || hasEnd, !take() { return false }
    let read: Form = hasBeginning ? hasEnd ? .slice : .sliceFrom : .sliceTo
    form = [Form.indices, .sliceFrom, .sliceTo, .slice].first { $0 == form || $0 == read } ?? read
    return true
  }

  private mutating func take() -> Bool {
    guard let number = JSONPathParser.number(digits) else { return false }
    digits = []
    numbers.append(number)
    return true
  }

  private mutating func finish() -> Bool { (digits.isEmpty || take()) && !numbers.isEmpty }
}
