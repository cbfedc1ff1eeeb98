import JSONModel

/// Types of JSON values, as schemas name them.
struct SchemaTypes: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let object = SchemaTypes(rawValue: 1)
  static let array = SchemaTypes(rawValue: 2)
  static let string = SchemaTypes(rawValue: 4)
  static let integer = SchemaTypes(rawValue: 8)
  static let number = SchemaTypes(rawValue: 16)
  static let boolean = SchemaTypes(rawValue: 32)
  static let null = SchemaTypes(rawValue: 64)

  /// A single text can stand for a value of one of these.
  static let scalars: SchemaTypes = [.string, .integer, .number, .boolean]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Empty where no type has the name.
  init(named name: String) {
    self =
      switch name {
      case "object": .object
      case "array": .array
      case "string": .string
      case "integer": .integer
      case "number": .number
      case "boolean": .boolean
      case "null": .null
      default: []
      }
  }

  init(of kind: JSONKind) {
    self =
      switch kind {
      case .object: .object
      case .array: .array
      case .string: .string
      case .number: .number
      case .bool: .boolean
      case .null: .null
      }
  }

  func intersects(_ other: SchemaTypes) -> Bool { !isDisjoint(with: other) }
}
