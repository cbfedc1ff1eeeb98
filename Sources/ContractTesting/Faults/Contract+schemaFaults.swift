import Findings
import JSONModel
import SchemaValidation

/// Keywords that do not do what they look like.
extension Contract {
  func schemaFaults(_ survey: ContractSurvey) -> [Finding] {
    survey.schemas.flatMap { place -> [Finding] in
      guard place.value.kind == .object else { return [] }
      return [nullable(place), siblings(place), pattern(place)].compactMap(\.self) + properties(place)
    }
  }

  /// `$ref` right under `properties` is a property of that name, and a text is no schema.
  private func properties(_ place: ContractPlace) -> [Finding] {
    if storage.isVersion30, place.reference != nil { return [] }
    return (place["properties"]?.members ?? []).compactMap { name, property in
      switch property.value.kind {
      case .object: return nil
      case .bool where !storage.isVersion30: return nil
      default:
        let message = "the property \"\(name)\" is described by \(property.value.kind), which is no schema"
        return fault(.invalidSchema, message, property.value.place, detail: name)
      }
    }
  }

  private func nullable(_ place: ContractPlace) -> Finding? {
    guard let nullable = place.value["nullable"], nullable.bool == true else { return nil }
    if !storage.isVersion30 {
      return fault(.nullableWithoutEffect, "3.1 has no \"nullable\"; null is a type there", nullable.place)
    }
    if place.reference != nil {
      return fault(.nullableWithoutEffect, "beside \"$ref\" it is ignored, so null is refused", nullable.place)
    }
    if place.value["type"] == nil {
      return fault(.nullableWithoutEffect, "it has a meaning only beside \"type\"", nullable.place)
    }
    if let values = place.value["enum"], values.kind == .array, !values.elements.contains(where: \.isNull) {
      return fault(.nullableWithoutEffect, "\"enum\" does not list null, so null is refused", nullable.place)
    }
    return nil
  }

  /// What does not change which values are valid.
  private static let harmless: Set<String> = [
    "$ref", "description", "summary", "title", "example", "examples", "externalDocs", "deprecated", "nullable",
    "default",
    "xml",
  ]

  private func siblings(_ place: ContractPlace) -> Finding? {
    guard storage.isVersion30, place.reference != nil else { return nil }
    let ignored = place.fields.map(\.name).filter { !Contract.harmless.contains($0) }
    guard let first = ignored.first, let value = place.value[first] else { return nil }
    let names = ignored.map { "\"\($0)\"" }.joined(separator: ", ")
    return fault(.ignoredSiblings, "\(names) beside \"$ref\" is ignored", value.place, detail: names)
  }

  private func pattern(_ place: ContractPlace) -> Finding? {
    if storage.isVersion30, place.reference != nil { return nil }
    guard let pattern = place.value["pattern"], let text = pattern.string, let problem = ECMAPattern.problem(with: text)
    else { return nil }
    // One that is no pattern at all makes the schema invalid.
    guard (try? ECMAPattern(text)) != nil else { return nil }
    return fault(.nonPortablePattern, problem.reason, pattern.place)
  }
}
