import JSONModel

extension SchemaViolation: CustomStringConvertible {
  /// `file:line:column: reason`.
  public var description: String { "\(value): \(reason)" }

  /// What is wrong, without the place: `"name" is missing`.
  public var reason: String { name.map { sentence(of: "the name \"\($0)\"") } ?? text }

  /// What is wrong with the value that `subject` stands for: `/name must be a string`, `/address: "city" is missing`.
  public func reason(of subject: String) -> String {
    name == nil ? sentence(of: subject) : "\(subject): \(reason)"
  }

  private func sentence(of subject: String) -> String {
    switch fact {
    case .notAllowed: "\(subject) is not allowed"
    case .missing, .repeatedItem, .unresolved, .tooDeep, .endlessReference, .patternTooExpensive: "\(subject): \(text)"
    default: "\(subject) \(text)"
    }
  }

  private var text: String {
    switch fact {
    case .kind(let expected, let found): "must be \(SchemaViolation.kinds(expected)), not \(found)"
    case .notWhole: "must be a whole number"
    case .notWrittenWhole: "must be a whole number without fraction and exponent"
    case .notAllowed: notAllowed
    case .missing(let name): "\"\(name)\" is missing"
    case .notOneOf(let allowed, let count): SchemaViolation.choice(allowed, count)
    case .tooLarge(let limit, let isExclusive): isExclusive ? "must be below \(limit)" : "must be at most \(limit)"
    case .tooSmall(let limit, let isExclusive): isExclusive ? "must be above \(limit)" : "must be at least \(limit)"
    case .notMultiple(let divisor): "must be a multiple of \(divisor)"
    case .tooLong(let limit): "must have at most \(SchemaViolation.count(limit, "character"))"
    case .tooShort(let limit): "must have at least \(SchemaViolation.count(limit, "character"))"
    case .tooManyItems(let limit): "must have at most \(SchemaViolation.count(limit, "element"))"
    case .tooFewItems(let limit): "must have at least \(SchemaViolation.count(limit, "element"))"
    case .tooManyMembers(let limit): "must have at most \(SchemaViolation.count(limit, "member"))"
    case .tooFewMembers(let limit): "must have at least \(SchemaViolation.count(limit, "member"))"
    case .pattern(let pattern): "does not match the pattern \(pattern)"
    case .format(_, let format): "is not \(format.expectation)"
    case .content: keyword == "contentEncoding" ? "is not \(Format.base64.expectation)" : "does not hold valid JSON"
    case .repeatedItem(let index): "element \(index) is equal to one before it"
    case .contains(let found, let least): "must have at least \(SchemaViolation.matching(least)), but has \(found)"
    case .containsTooMany(let found, let most): "must have at most \(SchemaViolation.matching(most)), but has \(found)"
    case .noAlternative(let count, let expected): SchemaViolation.none(count, expected)
    case .severalAlternatives(let fitting): "fits \(fitting) alternatives, not exactly one"
    case .negated: "must not match the schema under \"not\""
    case .unresolved(let reference): "its schema \(reference) leads nowhere"
    case .tooMuchWork: "takes too much work to check"
    case .tooDeep: "its schemas are nested too deeply to check"
    case .endlessReference: "its schema leads back to itself without end"
    case .patternTooExpensive: "a pattern takes too much work on this text"
    }
  }

  private var notAllowed: String {
    switch keyword {
    case "additionalProperties", "unevaluatedProperties", "properties", "patternProperties":
      value.pointer?.tokens.last.map { "the member \"\($0)\" is not allowed" } ?? "is not allowed"
    default: "is not allowed"
    }
  }

  private static func kinds(_ names: [String]) -> String {
    let words = names.map { name in
      switch name {
      case "null": "null"
      case "array", "integer", "object": "an \(name)"
      default: "a \(name)"
      }
    }
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func choice(_ allowed: [String], _ count: Int) -> String {
    guard let only = allowed.first else { return "is not allowed: the enum is empty" }
    if count == 1 { return "must be \(only)" }
    let more = count > allowed.count ? " and \(count - allowed.count) more" : ""
    return "must be one of \(allowed.joined(separator: ", "))\(more)"
  }

  private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func matching(_ count: Int) -> String {
    "\(count) element\(count == 1 ? " that matches" : "s that match") \"contains\""
  }

  private static func none(_ count: Int, _ expected: [String]) -> String {
    expected.isEmpty ? "fits none of \(count) alternatives" : "must be \(kinds(expected))"
  }
}
