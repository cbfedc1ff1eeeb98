import JSONModel

/// A parameter of an operation, or a header of a response.
struct Parameter: Sendable {
  enum Location: String, Sendable { case path, query, header, cookie }
  enum Style: String, Sendable { case simple, label, matrix, form, spaceDelimited, pipeDelimited, deepObject }

  let name: String
  /// In lower case.
  let fieldName: String
  /// What findings call it: `parameter limit`, `header Retry-After`.
  let part: String
  /// Three headers are described elsewhere: what a parameter says of them does not count (OpenAPI 3.1, section 4.8.12.2).
  let isIgnored: Bool
  let location: Location
  let style: Style
  let isExploded: Bool
  let isRequired: Bool
  let allowsEmptyValue: Bool
  /// Of the value; nil where any will do.
  let schema: ContractPlace?
  /// What the schema is about.
  let types: SchemaTypes
  /// The media type of a value that is a text in one; `schema` is its then.
  let mediaType: String?
  let place: ContractPlace
  /// An object whose members are items of the query, those that no other parameter is named for among them.
  let takesOtherItems: Bool
  /// Whether the schema asks nothing but that it is a text, which every header is.
  let takesAnyText: Bool

  /// Nil where it has no name or a location that is unknown.
  init?(_ place: ContractPlace, _ files: ContractFiles) {
    guard let name = place.value["name"]?.string,
      let location = (place.value["in"]?.string).flatMap(Location.init(rawValue:))
    else { return nil }
    self.init(place, name: name, location, "parameter \(name)", files)
  }

  /// A header of a response.
  init(header name: String, _ place: ContractPlace, _ files: ContractFiles) {
    self.init(place, name: name, .header, "header \(name)", files)
  }

  private init(_ place: ContractPlace, name: String, _ location: Location, _ part: String, _ files: ContractFiles) {
    (self.place, self.name, self.location, self.part) = (place, name, location, part)
    fieldName = name.lowercased()
    isIgnored = location == .header && ["accept", "content-type", "authorization"].contains(fieldName)
    let usual: Style = location == .path || location == .header ? .simple : .form
    style = (place.value["style"]?.string).flatMap(Style.init(rawValue:)) ?? usual
    isExploded = place.value["explode"]?.bool ?? (style == .form)
    isRequired = place.value["required"]?.bool ?? false
    allowsEmptyValue = place.value["allowEmptyValue"]?.bool ?? false
    if let content = place["content"]?.members.first {
      mediaType = content.name
      schema = (try? files.resolved(content.value))?["schema"]
    } else {
      mediaType = nil
      schema = place["schema"]
    }
    let shape = SchemaShape(schema, files)
    types = shape.types
    let isOfItems = location == .query && mediaType == nil && style == .form && isExploded && types.contains(.object)
    takesOtherItems = isOfItems && !types.intersects(.scalars) && shape.describesOthers
    takesAnyText = mediaType == nil && style == .simple && (schema.map { Parameter.isAnyText($0, files) } ?? true)
  }

  /// What says nothing about a value.
  private static let annotations = ["description", "title", "example", "examples", "default", "deprecated"]

  private static func isAnyText(_ schema: ContractPlace, _ files: ContractFiles) -> Bool {
    // Siblings of a reference count in 3.1.
    if schema.reference != nil, schema.value.count > 1 { return false }
    guard let resolved = try? files.resolved(schema), resolved.value["type"]?.string == "string" else { return false }
    return resolved.value.members.allSatisfy { member in
      member.isNamed("type") || annotations.contains { member.isNamed($0) }
    }
  }
}
