/// The keywords that a schema can have, in all dialects.
enum Keyword: UInt8, CaseIterable, Sendable {
  case schema, id, ref, anchor, comment, defs
  case dynamicRef, dynamicAnchor, vocabulary, recursiveRef, recursiveAnchor
  case plainID, definitions
  case allOf, anyOf, oneOf, not, `if`, then, `else`, dependentSchemas, dependencies
  case properties, patternProperties, additionalProperties, propertyNames
  case items, additionalItems, prefixItems, contains
  case unevaluatedItems, unevaluatedProperties
  case type, `enum`, const, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
  case maxLength, minLength, pattern, maxItems, minItems, uniqueItems, maxContains, minContains
  case maxProperties, minProperties, required, dependentRequired
  case format, contentEncoding, contentMediaType, contentSchema
  case title, description, `default`, examples, deprecated, readOnly, writeOnly
  case nullable, discriminator, xml, externalDocs, example

  /// As schemas spell it.
  var name: String { Keyword.names[Int(rawValue)] }

  private static let names = allCases.map { keyword in
    switch keyword {
    case .plainID: "id"
    case .schema, .id, .ref, .anchor, .comment, .defs, .dynamicRef, .dynamicAnchor, .vocabulary, .recursiveRef,
      .recursiveAnchor:
      "$\(keyword)"
    default: "\(keyword)"
    }
  }

  /// What is inside the keyword's value that is a schema.
  enum Subschemas: Sendable { case none, one, list, map, oneOrList, mapOfSome }

  var subschemas: Subschemas {
    switch self {
    case .not, .if, .then, .else, .additionalProperties, .propertyNames, .additionalItems, .contains,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .one
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .defs, .definitions, .dependentSchemas, .properties, .patternProperties: .map
    case .items: .oneOrList
    case .dependencies: .mapOfSome
    default: .none
    }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  init?(named name: String) {
    guard let keyword = Keyword.byName[name] else { return nil }
    self = keyword
  }
}
