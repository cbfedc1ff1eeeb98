import HTTPModel
import JSONModel

/// Goes once through everything in a contract that has a meaning: operations, callbacks, components, schemas. Examples,
/// extensions and what else is data are not looked into.
struct ContractSurvey: Sendable {
  /// What a place in a document is.
  enum Kind: Hashable, Sendable {
    case pathItem, operation, parameter, requestBody, response, header, schema, example, link, callback
    /// Of a Media Type Object, what its examples are.
    case mediaType(MediaSamples)
  }

  /// How the examples of a media type are written.
  enum MediaSamples: Sendable {
    /// As JSON.
    case values
    /// As JSON where they are objects or arrays: of a range of types nobody knows.
    case perhapsValues
    /// As a text in a syntax that is not read.
    case texts

    init(of name: String) {
      let type = MediaType(name)
      let isRead = type?.isJSON == true || type?.isForm == true || type?.essence == "multipart/form-data"
      self = isRead ? .values : type?.subtype.hasPrefix("*") == true ? .perhapsValues : .texts
    }
  }

  /// A value that a document gives for a schema.
  struct Sample: Sendable {
    enum Kind: String, Sendable {
      case mediaExample = "media.example", mediaExamples = "media.examples"
      case parameterExample = "parameter.example", parameterExamples = "parameter.examples"
      case headerExample = "header.example", headerExamples = "header.examples"
      case schemaExample = "schema.example", schemaExamples = "schema.examples", schemaDefault = "schema.default"
    }

    let kind: Kind
    let value: ContractPlace
    let schema: ContractPlace
  }

  private(set) var schemas: [ContractPlace] = []
  /// Schemas that something other than a schema has.
  private(set) var outerSchemas: [ContractPlace] = []
  private(set) var samples: [Sample] = []
  private(set) var broken: [BrokenReference] = []
  private(set) var operationCount = 0, callbackCount = 0
  private(set) var referenceCounts = (local: 0, file: 0)
  let isVersion30: Bool
  private let files: ContractFiles
  private var seen: Set<ContractPlace> = []
  private var rest: [(kind: Kind, place: ContractPlace)] = []

  init(_ files: ContractFiles, isVersion30: Bool) {
    (self.files, self.isVersion30) = (files, isVersion30)
    let root = ContractPlace(file: 0, value: files.files[0].document.root)
    for name in ["paths", "webhooks", "x-webhooks"] { add(.pathItem, all: root[name]) }
    let components = root["components"]
    for (name, kind) in [
      ("schemas", Kind.schema), ("responses", .response), ("parameters", .parameter), ("examples", .example),
      ("requestBodies", .requestBody), ("headers", .header), ("links", .link), ("callbacks", .callback),
      ("pathItems", .pathItem),
    ] { add(kind, all: components?[name]) }
    // So that the document's order is kept where that is easy.
    rest.reverse()
    while let (kind, place) = rest.popLast() { visit(kind, place) }
  }

  private mutating func add(_ kind: Kind, _ place: ContractPlace?) {
    guard let place, place.value.kind == .object || place.value.kind == .bool else { return }
    if kind == .schema { outerSchemas.append(place) }
    rest.append((kind, place))
  }

  private mutating func add(_ kind: Kind, all map: ContractPlace?) {
    // Names of headers, schemas and other things may begin as extensions do; paths and statuses do not.
    let isFixed = kind == .pathItem || kind == .response
    for (_, place) in (isFixed ? map?.fields : map?.members) ?? [] { add(kind, place) }
  }

  private mutating func visit(_ kind: Kind, _ place: ContractPlace) {
    guard seen.insert(place).inserted else { return }
    if kind == .schema { return visit(schema: place) }
    if let reference = place.reference {
      follow(reference, place, kind)
      // Of these only what is beside a reference has a meaning too.
      if kind != .pathItem { return }
    }
    switch kind {
    case .pathItem:
      for element in place["parameters"]?.elements ?? [] { add(.parameter, element) }
      for (name, operation) in place.members where ContractPaths.methods.contains(name) { add(.operation, operation) }
    case .operation: visit(operation: place)
    case .parameter, .header:
      add(.schema, place["schema"])
      add(content: place["content"])
      addSamples(
        place, kind == .header ? .headerExample : .parameterExample,
        kind == .header ? .headerExamples : .parameterExamples)
    case .requestBody: add(content: place["content"])
    case .response:
      add(.header, all: place["headers"])
      add(content: place["content"])
      add(.link, all: place["links"])
    case .mediaType(let samples): visit(mediaType: place, samples)
    case .callback:
      callbackCount += 1
      add(.pathItem, all: place)
    case .example, .link, .schema: return
    }
  }

  private mutating func visit(operation place: ContractPlace) {
    operationCount += 1
    for element in place["parameters"]?.elements ?? [] { add(.parameter, element) }
    add(.requestBody, place["requestBody"])
    add(.response, all: place["responses"])
    add(.callback, all: place["callbacks"])
  }

  private mutating func add(content: ContractPlace?) {
    for (name, place) in content?.members ?? [] { add(.mediaType(MediaSamples(of: name)), place) }
  }

  private mutating func visit(mediaType place: ContractPlace, _ written: MediaSamples) {
    add(.schema, place["schema"])
    for (_, encoding) in place["encoding"]?.members ?? [] { add(.header, all: encoding["headers"]) }
    let known = samples.count
    addSamples(place, .mediaExample, .mediaExamples)
    switch written {
    case .values: return
    case .perhapsValues:
      let added = samples[known...].filter { $0.value.value.kind == .object || $0.value.value.kind == .array }
      samples.replaceSubrange(known..., with: added)
    case .texts: samples.removeSubrange(known...)
    }
  }

  private mutating func follow(_ reference: JSONCursor, _ place: ContractPlace, _ kind: Kind) {
    if reference.string?.utf8.first == UInt8(ascii: "#") {
      referenceCounts.local += 1
    } else {
      referenceCounts.file += 1
    }
    do throws(BrokenReference) {
      rest.append((kind, try files.target(of: reference, in: place.file)))
    } catch {
      broken.append(error)
    }
  }

  private mutating func addSamples(_ place: ContractPlace, _ one: Sample.Kind, _ several: Sample.Kind) {
    for (_, example) in place["examples"]?.members ?? [] { add(.example, example) }
    guard let schema = place["schema"] else { return }
    if let example = place["example"] { samples.append(Sample(kind: one, value: example, schema: schema)) }
    for (_, example) in place["examples"]?.members ?? [] {
      guard let value = (try? files.resolved(example))?["value"] else { continue }
      samples.append(Sample(kind: several, value: value, schema: schema))
    }
  }
}

extension ContractSurvey {
  private mutating func visit(schema place: ContractPlace) {
    schemas.append(place)
    guard place.value.kind == .object else { return }
    if let reference = place.reference {
      follow(reference, place, .schema)
      if isVersion30 { return }
    }
    if let example = place["example"] { samples.append(Sample(kind: .schemaExample, value: example, schema: place)) }
    if let value = place["default"] { samples.append(Sample(kind: .schemaDefault, value: value, schema: place)) }
    if !isVersion30 {
      for example in place["examples"]?.elements ?? [] {
        samples.append(Sample(kind: .schemaExamples, value: example, schema: place))
      }
    }
    for (keyword, value) in place.members {
      switch keyword {
      case "allOf", "anyOf", "oneOf": for element in value.elements { inner(element) }
      case "not", "items", "additionalProperties": inner(value)
      case "properties": for (_, property) in value.members { inner(property) }
      default: if !isVersion30 { visit(newer: keyword, value) }
      }
    }
  }

  /// Keywords that 3.0 does not have.
  private mutating func visit(newer keyword: String, _ value: ContractPlace) {
    switch keyword {
    case "prefixItems": for element in value.elements { inner(element) }
    case "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
      "contentSchema":
      inner(value)
    case "patternProperties", "dependentSchemas", "$defs": for (_, schema) in value.members { inner(schema) }
    default: return
    }
  }

  private mutating func inner(_ place: ContractPlace) {
    guard place.value.kind == .object || place.value.kind == .bool else { return }
    rest.append((.schema, place))
  }
}
