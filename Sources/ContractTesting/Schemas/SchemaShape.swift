import JSONModel

/// What kinds of values a schema is about, for texts that are read by it. A guess where alternatives differ: the schema
/// itself judges what was read.
struct SchemaShape: Sendable {
  /// All schemas that may apply to the same value.
  private let parts: [ContractPlace]

  private static let most = 64

  init(_ schema: ContractPlace?, _ files: ContractFiles) { self.init(all: schema.map { [$0] } ?? [], files) }

  private init(all schemas: [ContractPlace], _ files: ContractFiles) {
    var parts: [ContractPlace] = []
    var rest = schemas
    var next = 0
    while next < rest.count, parts.count < SchemaShape.most {
      let place = rest[next]
      next += 1
      guard place.value.kind == .object, !parts.contains(place) else { continue }
      parts.append(place)
      if let reference = place.reference, let target = try? files.target(of: reference, in: place.file) {
        rest.append(target)
      }
      for keyword in ["allOf", "anyOf", "oneOf"] { rest += place[keyword]?.elements ?? [] }
    }
    self.parts = parts
  }

  /// The types that are named, in the schemas' words; those of an enumeration's values where none is.
  var types: SchemaTypes {
    var types: SchemaTypes = []
    for part in parts {
      if let type = part.value["type"] {
        if let name = type.string { types.formUnion(SchemaTypes(named: name)) }
        for element in type.elements { if let name = element.string { types.formUnion(SchemaTypes(named: name)) } }
        if part.value["nullable"]?.bool == true { types.insert(.null) }
      }
      if part.value["properties"] != nil { types.insert(.object) }
      if part.value["items"] != nil { types.insert(.array) }
    }
    if !types.isEmpty { return types }
    let values = parts.flatMap { part in
      (part.value["enum"].map { Array($0.elements) } ?? []) + [part.value["const"]].compactMap(\.self)
    }
    for value in values { types.formUnion(SchemaTypes(of: value.kind)) }
    return types
  }

  var items: ContractPlace? { parts.lazy.compactMap { $0["items"] }.first }

  var properties: [String] { parts.flatMap { $0["properties"]?.members.map(\.name) ?? [] } }

  /// Whether it says of members that it doesn't name what they are, if only that they are fine.
  var describesOthers: Bool {
    parts.contains { part in part["additionalProperties"].map { $0.value.bool != false } ?? false }
  }

  func property(_ name: String) -> ContractPlace? {
    if let named = parts.lazy.compactMap({ $0["properties"]?[name] }).first { return named }
    return parts.lazy.compactMap { $0["additionalProperties"] }.first { $0.value.kind == .object }
  }

  /// Of a member, by all that describe it.
  func inner(_ name: String, _ files: ContractFiles) -> SchemaShape {
    SchemaShape(all: parts.compactMap { $0["properties"]?[name] }, files)
  }

  /// What a member must be, where there are only a few texts that it can be.
  func texts(of member: String) -> [String] {
    parts.flatMap { part -> [String] in
      guard let property = part["properties"]?[member] else { return [] }
      return [property.value["const"]?.string].compactMap(\.self)
        + (property.value["enum"].map { $0.elements.compactMap(\.string) } ?? [])
    }
  }
}
