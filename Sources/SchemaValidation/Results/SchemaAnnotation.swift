public import JSONModel

/// What a schema says about a value that satisfies it: a title, that it is deprecated, which of its members
/// `properties` describes.
public struct SchemaAnnotation: Hashable, Sendable {
  public let keyword: String
  /// What is said: the keyword's own value, or what the standard says the keyword makes of the value that it is applied
  /// to.
  public let value: JSONValue
  /// What it is said of, in its document.
  public let place: SourcePlace
  /// The keyword's value, in the schema's document.
  public let schema: SourcePlace
  /// The way from the first schema to the keyword, through references.
  public let way: JSONPointer
}

extension Schema {
  /// What the schema says about a value and what is in it, in the order of the schema's checks, a million things at most;
  /// nothing where the value is not valid.
  public func annotations(of value: JSONCursor) -> [SchemaAnnotation] {
    guard isValid(value) else { return [] }
    let explanation = Explanation(self, record(value, annotations: true).0, value)
    return explanation.recorder.annotations.map { explanation.annotation($0) }
  }
}

extension Explanation {
  func annotation(_ said: Recorder.Annotation) -> SchemaAnnotation {
    let place = schema.cursor(said.place), schemaPlace = schemaPlace(said.place)
    let keyword = schema.traced.program.places[Int(said.place)].keyword?.name ?? schemaPlace.pointer?.tokens.last ?? ""
    return SchemaAnnotation(
      keyword: keyword, value: value(of: said.said, place), place: self.place(of: Int(said.node)),
      schema: schemaPlace, way: way(to: said.place, from: said.step))
  }

  private func value(of said: Recorder.Said, _ keyword: JSONCursor) -> JSONValue {
    switch said {
    case .value: keyword.value
    case .all: true
    case .index(let index): .number(index)
    case .indices(let indices): .array(indices.map { .number($0) })
    case .keys(let keys): .array(keys.map { value.other($0).value })
    }
  }
}
