import JSONModel

/// A parameter of an operation, or a header of a response.
struct Parameter: Sendable {
  enum Location: String, Sendable { case path, query, header, cookie }
  enum Style: String, Sendable { case simple, label, matrix, form, spaceDelimited, pipeDelimited, deepObject }

  let name: String
  let location: Location
  let style: Style
  let isExploded: Bool
  let isRequired: Bool
  let allowsEmptyValue: Bool
  /// Of the value; nil where any will do.
  let schema: ContractPlace?
  /// The media type of a value that is a text in one; `schema` is its then.
  let mediaType: String?
  let place: ContractPlace

  /// Nil where it has no name or a location that is unknown.
  init?(_ place: ContractPlace, _ files: ContractFiles) {
    guard let name = place.value["name"]?.string,
      let location = (place.value["in"]?.string).flatMap(Location.init(rawValue:))
    else { return nil }
    self.init(place, name: name, location, files)
  }

  init(_ place: ContractPlace, name: String, _ location: Location, _ files: ContractFiles) {
    (self.place, self.name, self.location) = (place, name, location)
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
  }
}
