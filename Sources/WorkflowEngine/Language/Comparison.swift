import Clocks
import JSONModel
import QueryLanguages

/// One comparison of a variable.
struct Comparison: Sendable {
  enum Order: String, CaseIterable, Sendable {
    case equals = "Equals"
    case lessThan = "LessThan"
    case greaterThan = "GreaterThan"
    case lessThanEquals = "LessThanEquals"
    case greaterThanEquals = "GreaterThanEquals"

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch self {
      case .equals: left == right
      case .lessThan: left < right
      case .greaterThan: left > right
      case .lessThanEquals: left <= right
      case .greaterThanEquals: left >= right
      }
    }
  }

  enum Test: Sendable {
    case string(Order)
    case numeric(Order)
    case timestamp(Order)
    case booleanEquals
    case stringMatches
    case isPresent
    case isNull
    case isNumeric
    case isString
    case isBoolean
    case isTimestamp
  }

  enum Operand: Sendable {
    case literal(JSONValue)
    case path(DataPath)
  }

  let variable: DataPath
  let test: Test
  let operand: Operand

  /// Values of another kind than the test's never hold; that is no error.
  func holds(_ data: inout Evaluation) throws(StateFailure) -> Bool {
    let found = variable.look(&data, .uses).0.found
    if case .isPresent = test { return (found != nil) == (literal.bool ?? true) }
    guard let value = found else { throw Comparison.invalid(variable) }
    let other: JSONValue
    switch operand {
    case .literal(let literal): other = literal
    case .path(let path):
      guard let found = path.look(&data, .uses).0.found else { throw Comparison.invalid(path) }
      other = found
    }
    switch test {
    case .string(let order):
      guard let left = value.text, let right = other.text else { return false }
      return order.holds(UTF16Text(left), UTF16Text(right))
    case .numeric(let order): return Comparison.compare(value, other, order)
    case .timestamp(let order):
      guard let left = value.text.flatMap(Instant.init(strict:)), let right = other.text.flatMap(Instant.init(strict:))
      else {
        return false
      }
      return order.holds(left, right)
    case .booleanEquals: return value.bool != nil && value.bool == other.bool
    case .stringMatches:
      guard let text = value.text, let pattern = other.text else { return false }
      return WildcardPattern(pattern).matches(text)
    case .isPresent: return true
    case .isNull: return value.isNull == other.bool
    case .isNumeric: return (value.number != nil) == other.bool
    case .isString: return (value.kind == .string) == other.bool
    case .isBoolean: return (value.bool != nil) == other.bool
    case .isTimestamp: return (value.text.flatMap(Instant.init(strict:)) != nil) == other.bool
    }
  }

  private var literal: JSONValue { if case .literal(let value) = operand { value } else { .null } }

  private static func compare(_ left: JSONValue, _ right: JSONValue, _ order: Order) -> Bool {
    guard let left = left.number, let right = right.number else { return false }
    // Exactly where both are whole: an Int holds what a Double rounds.
    if let left = left.int, let right = right.int { return order.holds(left, right) }
    return order.holds(left.double, right.double)
  }

  private static func invalid(_ path: DataPath) -> StateFailure {
    StateFailure.runtime(
      "Invalid path '\(path.text)': The choice state's condition path references an invalid value.", at: path.place,
      expression: path.text)
  }
}

/// Text in the order of its UTF-16 code units, as Java compares.
struct UTF16Text: Comparable {
  let text: String
  init(_ text: String) { self.text = text }
  static func == (left: UTF16Text, right: UTF16Text) -> Bool { left.text.hasSameBytes(as: right.text) }
  static func < (left: UTF16Text, right: UTF16Text) -> Bool {
    left.text.utf16.lexicographicallyPrecedes(right.text.utf16)
  }
}
