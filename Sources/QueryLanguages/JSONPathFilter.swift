import JSONModel

/// The condition of a filter: `[?(@.price < 10 && @.tags)]`.
indirect enum JSONPathFilter: Sendable, Hashable {
  case any([JSONPathFilter])
  case all([JSONPathFilter])
  /// Whether the path finds something other than null in the element, or does not. Jayway looks a path that begins
  /// with `$` up in the element too.
  case exists([JSONPath.Token], isExpected: Bool)
  case compare(Operand, Comparison, Operand)

  enum Origin: Sendable {
    /// `@`
    case item
    /// `$`
    case root
  }

  enum Operand: Sendable, Hashable {
    case path(Origin, [JSONPath.Token])
    /// Numbers, words and `null` too: what kind of value a text stands for is decided by what it is compared with.
    case text(String)
    case pattern(Pattern)
  }

  /// In the order in which Jayway looks for them: the first of this list that the text holds anywhere is its operator.
  enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case greaterOrEqual = ">="
    case lessOrEqual = "<="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case matches = "=~"

    /// Whether it holds, told by how the right side compares to the left.
    func holds(_ order: Int) -> Bool {
      switch self {
      case .equal: order == 0
      case .notEqual: order != 0
      case .greater: order < 0
      case .greaterOrEqual: order <= 0
      case .less: order > 0
      case .lessOrEqual: order >= 0
      case .matches: false
      }
    }

    var isOrder: Bool { self != .equal && self != .notEqual }
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
