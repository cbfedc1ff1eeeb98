import JSONModel

/// The condition of a filter: `[?(@.price < 10 && @.tags)]`.
indirect enum JSONPathFilter: Sendable, Hashable {
  case any([JSONPathFilter])
  case all([JSONPathFilter])
  case not(JSONPathFilter)
  case exists(Origin, [JSONPath.Token])
  case compare(Operand, Comparison, Operand)

  enum Origin: Sendable {
    /// `@`
    case item
    /// `$`
    case root
  }

  enum Operand: Sendable, Hashable {
    case path(Origin, [JSONPath.Token])
    case literal(JSONValue)
    case pattern(Pattern)
  }

  /// The operators, spelled in lower case.
  enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case same = "==="
    case notSame = "!=="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case matches = "=~"
    case isIn = "in"
    case notIn = "nin"
    case contains
    case size
    case empty
    case subsetOf = "subsetof"
    case anyOf = "anyof"
    case noneOf = "noneof"
    case all
  }

  /// A regular expression, which has to match the whole text.
  struct Pattern: Sendable, Hashable {
    static let maxBytes = 1_000

    let text: String
    /// Java's letters.
    let flags: String

    func compiled() throws(JavaPatternError) -> JavaPattern {
      guard let flags = JavaPattern.Flags(flags) else { throw JavaPatternError("Unknown flag in '\(flags)'") }
      return try JavaPattern(text, flags: flags)
    }
  }
}

extension JSONPathFilter.Comparison {
  /// Whether it holds between two values; nil stands for a path that found nothing. Jayway's rules: a number and a text
  /// are equal if their texts are, and order is between two numbers or two texts only.
  func holds(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch self {
    case .equal: equals(left, right)
    case .notEqual: !equals(left, right)
    case .same: left != nil && left == right
    case .notSame: left == nil || left != right
    case .less: order(left, right).map { $0 < 0 } ?? false
    case .lessOrEqual: order(left, right).map { $0 <= 0 } ?? false
    case .greater: order(left, right).map { $0 > 0 } ?? false
    case .greaterOrEqual: order(left, right).map { $0 >= 0 } ?? false
    case .matches: false
    case .isIn: right?.array.map { contains($0, left) } ?? false
    case .notIn: right?.array.map { !contains($0, left) } ?? false
    case .contains: isContained(right, in: left)
    case .size: length(left).map { $0 == right?.int } ?? false
    case .empty: length(left).map { ($0 == 0) == (right?.bool ?? true) } ?? false
    case .subsetOf: both(left, right) { left, right in left.allSatisfy { contains(right, $0) } }
    case .all: both(left, right) { left, right in right.allSatisfy { contains(left, $0) } }
    case .anyOf: both(left, right) { left, right in left.contains { contains(right, $0) } }
    case .noneOf: both(left, right) { left, right in !left.contains { contains(right, $0) } }
    }
  }

  private func both(_ left: JSONValue?, _ right: JSONValue?, _ holds: ([JSONValue], [JSONValue]) -> Bool) -> Bool {
    guard let left = left?.array, let right = right?.array else { return false }
    return holds(left, right)
  }

  private func equals(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch (left, right) {
    case (nil, _), (_, nil): false
    case (.string(let text)?, .number(let number)?): text.text.utf8.elementsEqual(number.text.utf8)
    case (.number(let number)?, .string(let text)?): JSONNumber(text.text) == number
    default: left == right
    }
  }

  private func order(_ left: JSONValue?, _ right: JSONValue?) -> Int? {
    switch (left, right) {
    case (.number(let left)?, .number(let right)?):
      if let left = left.int, let right = right.int { return (left > right ? 1 : 0) - (left < right ? 1 : 0) }
      return (left.double > right.double ? 1 : 0) - (left.double < right.double ? 1 : 0)
    case (.string(let left)?, .string(let right)?):
      let (left, right) = (left.text.utf16, right.text.utf16)
      return (right.lexicographicallyPrecedes(left) ? 1 : 0) - (left.lexicographicallyPrecedes(right) ? 1 : 0)
    default: return nil
    }
  }

  private func contains(_ array: [JSONValue], _ value: JSONValue?) -> Bool { array.contains { equals(value, $0) } }

  private func isContained(_ part: JSONValue?, in whole: JSONValue?) -> Bool {
    switch (whole, part) {
    case (.array(let elements)?, let part?): contains(elements, part)
    case (.string(let text)?, .string(let part)?):
      part.text.isEmpty || text.text.utf8.count >= part.text.utf8.count && hasPart(text.text, part.text)
    default: false
    }
  }

  private func hasPart(_ text: String, _ part: String) -> Bool {
    // Knuth, Morris and Pratt: `borders` says how much of the part its own beginnings end with, so that no byte of the
    // text is looked at again.
    let part = Array(part.utf8)
    var borders = [0], same = 0
    func step(_ byte: UInt8) {
      while same > 0, part[same] != byte { same = borders[same - 1] }
      if part[same] == byte { same += 1 }
    }
    for byte in part.dropFirst() {
      step(byte)
      borders.append(same)
    }
    same = 0
    for byte in text.utf8 {
      step(byte)
      if same == part.count { return true }
    }
    return false
  }

  private func length(_ value: JSONValue?) -> Int? {
    value?.array?.count ?? value?.text?.utf16.count ?? value?.object?.count
  }
}
