public import JSONModel

/// One thing about a value that its schema does not allow.
public struct SchemaViolation: Hashable, Sendable {
  /// What is not as it must be. None of these holds a part of the value, which may be secret.
  public enum Fact: Hashable, Sendable {
    /// `expected`: the names of types as schemas have them.
    case kind(expected: [String], found: JSONKind)
    case notWhole
    /// A whole number is one without fraction and exponent, however small these are.
    case notWrittenWhole
    /// A schema that is `false`: nothing may be here.
    case notAllowed
    case missing(String)
    /// By the JSON texts of the first few.
    case notOneOf([String], count: Int)
    /// The limit as the schema writes it.
    case tooLarge(limit: String, isExclusive: Bool), tooSmall(limit: String, isExclusive: Bool)
    case notMultiple(of: String)
    /// In characters.
    case tooLong(limit: Int), tooShort(limit: Int)
    case tooManyItems(limit: Int), tooFewItems(limit: Int)
    case tooManyMembers(limit: Int), tooFewMembers(limit: Int)
    case pattern(String)
    case format(String, Format)
    case content
    /// The first element that is equal to one before it.
    case repeatedItem(index: Int)
    case contains(found: Int, atLeast: Int), containsTooMany(found: Int, atMost: Int)
    /// `expected`: the types that the alternatives want, where the value's type is what none of them has.
    case noAlternative(count: Int, expected: [String])
    case severalAlternatives(fitting: Int)
    case negated
    /// The schema refers to what is not there, by this reference.
    case unresolved(String)
    /// The check was given up, and the value counts as invalid.
    case tooMuchWork, tooDeep, endlessReference, patternTooExpensive
  }

  public let fact: Fact
  /// The keyword that is violated; for a schema that is `false`, the keyword that leads to it.
  public let keyword: String
  /// The value, in its document. For a name of a member its object's pointer, and the name's position.
  public let value: SourcePlace
  /// Of the member whose name is not as it must be (`propertyNames`), cut where it is long; nil for a value.
  public let name: String?
  /// The keyword's value, in the schema's document.
  public let schema: SourcePlace
  /// The way from the first schema to the keyword, through references.
  public let way: JSONPointer
}
