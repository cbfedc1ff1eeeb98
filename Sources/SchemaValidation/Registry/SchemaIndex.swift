import JSONModel

/// What there is in the documents: schema resources, their URIs and anchors.
struct SchemaIndex: Sendable {
  struct Document: Sendable {
    let root: JSONCursor
    /// Nil where nobody gave one.
    let uri: String?
    /// Values that were gone through as schemas.
    var seen: Set<Int> = []
    /// The members of large objects, by the object, and the elements of large arrays.
    var names: [Int: [JSONString: Int]] = [:]
    var elements: [Int: [Int]] = [:]
    /// The innermost resources, by where they begin.
    private(set) var resources: [(start: Int, resource: Int)] = []

    /// Mostly the last of them. Of two that begin at one place the later is the inner one.
    mutating func add(resource: Int, from start: Int) {
      var place = resources.count
      if let last = resources.last, last.start > start {
        place = resources.partitioned { $0.start > start }
      }
      resources.insert((start, resource), at: place)
    }
  }

  struct Resource: Sendable {
    let document: Int
    let node: Int, end: Int
    let uri: URIReference
    /// Nobody named it: the URI is made up.
    let isAnonymous: Bool
    var dialect: SchemaDialect
    let parent: Int?
    var anchors: [String: Anchor] = [:]
    /// `$recursiveAnchor` is true.
    var isRecursive = false
  }

  struct Anchor: Sendable {
    let node: Int
    var isDynamic: Bool
  }

  /// A schema that a reference leads to.
  struct Target: Sendable {
    let document: Int, node: Int
    let resource: Int
    /// The reference named an anchor.
    var anchor: String?
  }

  var documents: [Document] = []
  var resources: [Resource] = []
  private(set) var byURI: [String: Int] = [:]
  /// Each URI is kept whole, and many may begin with one that is long: a schema of a few megabytes could fill the memory.
  private var uriBytes = 0
  private static let maxURIBytes = 64 << 20
  /// The longest URI, in bytes; RFC 9110 (section 4.1) asks for 8,000.
  private static let maxURILength = 8_192

  func cursor(_ document: Int, _ node: Int) -> JSONCursor { documents[document].root.other(node) }

  /// Makes a resource of a part of a document, which its URI identifies from now on.
  mutating func addResource(
    _ resource: Resource, at place: @autoclosure () -> SourcePlace
  ) throws(SchemaProblem) -> Int {
    let number = resources.count
    let uri = resource.uri.document.text
    if let other = byURI[uri] {
      let isSame = resources[other].document == resource.document && resources[other].node == resource.node
      guard isSame else { throw SchemaProblem(.repeatedIdentifier(uri), at: place()) }
      return other
    }
    guard uri.utf8.count <= SchemaIndex.maxURILength else {
      throw SchemaProblem(.longURI(limit: SchemaIndex.maxURILength), at: place())
    }
    uriBytes += uri.utf8.count
    guard uriBytes <= SchemaIndex.maxURIBytes else {
      throw SchemaProblem(.tooManyURIs(limit: SchemaIndex.maxURIBytes), at: place())
    }
    byURI[uri] = number
    resources.append(resource)
    documents[resource.document].add(resource: number, from: resource.node)
    return number
  }

  /// A further URI of a resource.
  mutating func add(uri: String, for resource: Int) { if byURI[uri] == nil { byURI[uri] = resource } }

  /// The innermost resource that a value is in.
  func resource(of node: Int, in document: Int) -> Int {
    let spans = documents[document].resources
    var found = spans[max(0, spans.partitioned { $0.start > node } - 1)].resource
    while node >= resources[found].end, let parent = resources[found].parent { found = parent }
    return found
  }

  /// What a reference in a resource leads to. It is gone through as a schema, where that has not been done.
  mutating func target(
    of text: String, from resource: Int, at place: @autoclosure () -> SourcePlace
  ) throws(SchemaProblem) -> Target {
    let uri = URIReference(text).resolved(against: resources[resource].uri)
    guard let found = try self.resource(uri.document.text) else {
      throw SchemaProblem(.unknownDocument(uri.document.text), at: place())
    }
    guard let fragment = uri.fragment, !fragment.isEmpty else { return target(found) }
    guard let decoded = URIReference.decoded(fragment) else {
      throw SchemaProblem(.missingReference(text), at: place())
    }
    if let anchor = resources[found].anchors[decoded] {
      return Target(document: resources[found].document, node: anchor.node, resource: found, anchor: decoded)
    }
    let document = resources[found].document
    guard let pointer = JSONPointer(decoded), let node = resolve(pointer, resources[found].node, in: document) else {
      throw SchemaProblem(.missingReference(text), at: place())
    }
    try enter(node, in: document)
    return Target(document: document, node: node, resource: self.resource(of: node, in: document))
  }

  /// As a cursor does it, but what is in a large object or array is gone through once for all references.
  private mutating func resolve(_ pointer: JSONPointer, _ start: Int, in document: Int) -> Int? {
    var place = cursor(document, start)
    for token in pointer.tokens {
      let next =
        place.count > 16 ? child(token, ofLarge: place, in: document) : place.resolve(JSONPointer(tokens: [token]))
      guard let next else { return nil }
      place = next
    }
    return place.ordinal
  }

  private mutating func child(_ token: String, ofLarge place: JSONCursor, in document: Int) -> JSONCursor? {
    if place.kind == .object {
      let names = documents[document].names[place.ordinal] ?? SchemaIndex.names(place)
      documents[document].names[place.ordinal] = names
      return names[JSONString(token)].map(place.other)
    }
    let elements = documents[document].elements[place.ordinal] ?? place.elements.map(\.ordinal)
    documents[document].elements[place.ordinal] = elements
    guard let index = Int(token), elements.indices.contains(index), String(index) == token else { return nil }
    return place.other(elements[index])
  }

  private static func names(_ object: JSONCursor) -> [JSONString: Int] {
    Dictionary(object.members.map { ($0.key, $0.value.ordinal) }, uniquingKeysWith: { $1 })
  }

  private func target(_ resource: Int) -> Target {
    Target(document: resources[resource].document, node: resources[resource].node, resource: resource)
  }

  /// The resource with this URI: of a given document, else a metaschema that is built in.
  mutating func resource(_ uri: String) throws(SchemaProblem) -> Int? {
    if let found = byURI[uri] { return found }
    guard let text = Metaschemas.text(uri), let document = try? JSONDocument(parsing: text) else { return nil }
    let dialect = Metaschemas.dialect(uri)
    return try add(document.root, uri: uri, dialect: dialect)
  }

  /// Goes through a value as a schema, once.
  mutating func enter(_ node: Int, in document: Int) throws(SchemaProblem) {
    if documents[document].seen.contains(node) { return }
    try walk(node, in: document, resource: resource(of: node, in: document))
  }
}

extension SchemaIndex {
  /// What an absolute reference leads to.
  mutating func target(of reference: String) throws(SchemaProblem) -> Target {
    let nowhere = SourcePlace(nil)
    let uri = URIReference(reference).document.text
    guard let found = try resource(uri) else { throw SchemaProblem(.unknownDocument(uri), at: nowhere) }
    return try target(of: reference, from: found, at: nowhere)
  }
}
