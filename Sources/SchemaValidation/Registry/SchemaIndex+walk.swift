import JSONModel

extension SchemaIndex {
  /// Adds a document whose root is a schema, or an OpenAPI description; gives the root's resource.
  mutating func add(_ root: JSONCursor, uri: String?, dialect: SchemaDialect) throws(SchemaProblem) -> Int {
    let number = documents.count
    let base = URIReference(uri ?? "schema://\(number)/").document
    let openAPI = SchemaIndex.openAPIDialect(root)
    documents.append(Document(root: root, uri: uri))
    let resource = Resource(
      document: number, node: root.ordinal, end: root.endOrdinal, uri: base, isAnonymous: uri == nil,
      dialect: openAPI ?? dialect, parent: nil)
    let index = try addResource(resource, at: root.place)
    if let openAPI {
      try setOpenAPIDialect(openAPI, index, root)
      if resources[index].dialect.draft != .openAPI30 { try walkOpenAPI(root, in: number, resource: index) }
    } else {
      try walk(root.ordinal, in: number, resource: index)
    }
    // Its own identifier may have made another resource of the root.
    return self.resource(of: root.ordinal, in: number)
  }

  /// The dialect of an OpenAPI description's version; nil for every other document.
  private static func openAPIDialect(_ root: JSONCursor) -> SchemaDialect? {
    guard root.kind == .object, let version = root["openapi"] else { return nil }
    // In YAML an unquoted 3.1 is a number.
    guard version.kind == .string || version.kind == .number else { return nil }
    let text = version.string ?? String(decoding: version.sourceBytes, as: UTF8.self)
    return text.utf8.starts(with: "3.0".utf8) ? .openAPI30 : .openAPI31
  }

  private mutating func setOpenAPIDialect(
    _ dialect: SchemaDialect, _ resource: Int, _ root: JSONCursor
  ) throws(SchemaProblem) {
    guard dialect != .openAPI30, let named = root["jsonSchemaDialect"], let uri = named.string else { return }
    resources[resource].dialect = try self.dialect(uri, at: named)
  }

  /// Schemas of OpenAPI are what is called `schema`, and what `components` has under `schemas`.
  private mutating func walkOpenAPI(
    _ root: JSONCursor, in document: Int, resource: Int
  ) throws(SchemaProblem) {
    if let schemas = root["components"]?["schemas"] {
      for member in schemas.members { try walk(member.value.ordinal, in: document, resource: resource) }
    }
    var rest = [root]
    while let next = rest.popLast() {
      for element in next.elements { rest.append(element) }
      for member in next.members where member.value.kind == .object || member.value.kind == .array {
        if member.isNamed("schema") {
          try walk(member.value.ordinal, in: document, resource: resource)
        } else if !member.isNamed("example"), !member.isNamed("examples"), !member.isNamed("schemas") {
          rest.append(member.value)
        }
      }
    }
  }

  /// Finds the identifiers and anchors in a schema and the schemas in it.
  mutating func walk(_ node: Int, in document: Int, resource: Int) throws(SchemaProblem) {
    var rest = [(node: node, resource: resource)]
    while let (node, outer) = rest.popLast() {
      guard documents[document].seen.insert(node).inserted else { continue }
      let schema = cursor(document, node)
      guard schema.kind == .object else { continue }
      let resource = try identified(schema, document, outer)
      let dialect = resources[resource].dialect
      var inner: [Int] = []
      for member in schema.members {
        guard let keyword = dialect.keyword(member.key.text) else { continue }
        try note(keyword, member, node, resource)
        SchemaIndex.addSubschemas(of: keyword, member.value) { inner.append($0.ordinal) }
      }
      // So that the next one to be taken is the first.
      rest += inner.reversed().map { ($0, resource) }
    }
  }

  static func addSubschemas(of keyword: Keyword, _ value: JSONCursor, _ add: (JSONCursor) -> Void) {
    switch keyword.subschemas {
    case .none: return
    case .one: add(value)
    case .list: for element in value.elements { add(element) }
    case .map: for member in value.members { add(member.value) }
    case .oneOrList: if value.kind == .array { value.elements.forEach(add) } else { add(value) }
    case .mapOfSome: for member in value.members where member.value.kind != .array { add(member.value) }
    }
  }

  /// The resource that begins with this schema, else the one around it.
  private mutating func identified(
    _ schema: JSONCursor, _ document: Int, _ outer: Int
  ) throws(SchemaProblem) -> Int {
    let isRoot = resources[outer].node == schema.ordinal
    var dialect = resources[outer].dialect
    let named = schema["$schema"]
    if let named, let uri = named.string, isRoot || schema["$id"] != nil || schema["id"] != nil {
      dialect = try self.dialect(uri, at: named)
    }
    if isRoot { resources[outer].dialect = dialect }
    let isHidden = dialect.refHidesOthers && schema["$ref"] != nil
    let id = schema[dialect.usesPlainID ? "id" : "$id"]
    guard let id, let text = id.string, !isHidden, dialect.draft != .openAPI30 else { return outer }
    let uri = URIReference(text)
    let fragment = uri.fragment.flatMap { $0.isEmpty ? nil : $0 }
    if fragment != nil, !dialect.idsAreAnchors { throw SchemaProblem(.badURI(text), at: id.place) }
    var resource = outer
    if uri.document != URIReference("") {
      let full = uri.document.resolved(against: resources[outer].uri)
      // A root keeps the URI that it was given by beside the one that it gives itself.
      let made = Resource(
        document: document, node: schema.ordinal, end: schema.endOrdinal, uri: full,
        isAnonymous: resources[outer].isAnonymous && !uri.isAbsolute, dialect: dialect, parent: outer)
      if full.text != resources[outer].uri.text || !isRoot { resource = try addResource(made, at: id.place) }
    }
    if let fragment { try addAnchor(fragment, schema.ordinal, resource, isDynamic: false, at: id) }
    return resource
  }

  private mutating func note(
    _ keyword: Keyword, _ member: JSONMember, _ node: Int, _ resource: Int
  ) throws(SchemaProblem) {
    switch keyword {
    case .anchor, .dynamicAnchor:
      guard let name = member.value.string else {
        throw SchemaProblem(.badKeyword(keyword.name, expected: "a string"), at: member.value.place)
      }
      try addAnchor(name, node, resource, isDynamic: keyword == .dynamicAnchor, at: member.value)
    case .recursiveAnchor:
      if member.value.bool == true, resources[resource].node == node { resources[resource].isRecursive = true }
    default: return
    }
  }

  private mutating func addAnchor(
    _ name: String, _ node: Int, _ resource: Int, isDynamic: Bool, at value: JSONCursor
  ) throws(SchemaProblem) {
    if let other = resources[resource].anchors[name] {
      guard other.node == node else { throw SchemaProblem(.repeatedIdentifier(name), at: value.place) }
      resources[resource].anchors[name]?.isDynamic = other.isDynamic || isDynamic
      return
    }
    resources[resource].anchors[name] = Anchor(node: node, isDynamic: isDynamic)
  }
}
