/// A JSON value that can be built and changed. Equality is by value: numbers by what they denote, strings by their code
/// units, objects without regard to order.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(JSONString)
  case array([JSONValue])
  case object(JSONObject)

  public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
    self = try JSONDocument(parsing: bytes, limits: limits).root.value
  }

  public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }

  public static func string(_ text: String) -> JSONValue { .string(JSONString(text)) }
  public static func number(_ int: Int) -> JSONValue { .number(JSONNumber(int)) }

  public var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  public var isNull: Bool { self == .null }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  /// Nil for every other kind, for fractions and for what an `Int` cannot hold.
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  /// A string's text, escapes undone; nil for every other kind.
  public var text: String? { if case .string(let value) = self { value.text } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// A member of an object: gets the last with this key; sets it in place, or appends; nil removes. On every other kind
  /// getting gives nil and setting does nothing.
  public subscript(_ key: String) -> JSONValue? {
    get { object?[key] }
    set {
      guard case .object(var object) = self else { return }
      self = .null  // lets go of the members, so that changing them does not copy them
      object[key] = newValue
      self = .object(object)
    }
  }

  /// An element of an array; nil where there is none.
  public subscript(_ index: Int) -> JSONValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// Nil where the pointer leads nowhere.
  public func resolve(_ pointer: JSONPointer) -> JSONValue? {
    pointer.tokens.reduce(JSONValue?(self)) { place, token in
      switch place {
      case .object(let object)?: object[token]
      case .array?: JSONPointer.index(token).flatMap { place?[$0] }
      default: nil
      }
    }
  }
}

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(floatLiteral value: Double) { self = JSONNumber(value).map(JSONValue.number) ?? .null }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}
