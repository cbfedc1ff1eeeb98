extension SchemaDialect {
  func has(_ keyword: Keyword) -> Bool { isInDraft(keyword) && isInVocabularies(keyword) }

  private func isInDraft(_ keyword: Keyword) -> Bool {
    if draft == .openAPI30 { return SchemaDialect.openAPI30Keywords.contains(keyword) }
    switch keyword {
    case .plainID: return draft == .four
    case .id, .const, .contains, .propertyNames, .examples: return draft >= .six
    case .if, .then, .else, .comment, .readOnly, .writeOnly, .contentEncoding, .contentMediaType:
      return draft >= .seven
    case .anchor, .defs, .vocabulary, .dependentSchemas, .dependentRequired, .unevaluatedItems,
      .unevaluatedProperties, .maxContains, .minContains, .contentSchema, .deprecated:
      return draft >= .year2019
    case .recursiveRef, .recursiveAnchor: return draft == .year2019
    case .additionalItems: return draft <= .year2019
    case .dynamicRef, .dynamicAnchor, .prefixItems: return draft == .year2020
    case .nullable: return false
    case .discriminator, .xml, .externalDocs, .example: return vocabularies.contains(.openAPI)
    default: return true
    }
  }

  private func isInVocabularies(_ keyword: Keyword) -> Bool {
    guard draft >= .year2019 else { return true }
    switch keyword {
    case .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas, .dependencies, .properties,
      .patternProperties, .additionalProperties, .propertyNames, .items, .additionalItems, .prefixItems, .contains:
      return vocabularies.contains(.applicator)
    case .unevaluatedItems, .unevaluatedProperties: return vocabularies.contains(.unevaluated)
    case .type, .enum, .const, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum, .maxLength,
      .minLength, .pattern, .maxItems, .minItems, .uniqueItems, .maxContains, .minContains, .maxProperties,
      .minProperties, .required, .dependentRequired:
      return vocabularies.contains(.validation)
    case .format: return vocabularies.contains(.format)
    case .contentEncoding, .contentMediaType, .contentSchema: return vocabularies.contains(.content)
    default: return true
    }
  }

  /// OpenAPI 3.0.4, section 4.7.24.
  private static let openAPI30Keywords: Set<Keyword> = [
    .ref, .title, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum, .maxLength, .minLength,
    .pattern, .maxItems, .minItems, .uniqueItems, .maxProperties, .minProperties, .required, .enum, .type, .allOf,
    .oneOf, .anyOf, .not, .items, .properties, .additionalProperties, .description, .format, .default, .nullable,
    .discriminator, .readOnly, .writeOnly, .xml, .externalDocs, .example, .deprecated,
  ]
}
