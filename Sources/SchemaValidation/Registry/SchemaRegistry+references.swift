package import JSONModel

/// References outside of compiled schemas.
extension SchemaRegistry {
  package enum ReferenceTarget: Sendable {
    /// A value of the document that has this URI.
    case value(JSONCursor, ofDocument: String)
    case nowhere
    /// No schema around the reference has an identifier, so it is as good as its path.
    case undecided
  }

  /// Whether some schema has an identifier or an anchor. Where none has, every reference is a path.
  package var hasIdentifiers: Bool {
    index.resources.count > index.documents.count || index.resources.contains { !$0.anchors.isEmpty }
  }

  /// What a reference leads to from its place in the document that has a URI.
  package func target(of reference: JSONCursor, inDocument uri: String) -> ReferenceTarget {
    guard let text = reference.string, let outer = index.byURI[uri].map({ index.resources[$0].document }) else {
      return .undecided
    }
    let resource = index.resource(of: reference.ordinal, in: outer)
    if let found = value(URIReference(text).resolved(against: index.resources[resource].uri)) { return found }
    return index.resources[resource].uri.text == URIReference(uri).text ? .undecided : .nowhere
  }

  private func value(_ uri: URIReference) -> ReferenceTarget? {
    guard let found = index.byURI[uri.document.text] else { return nil }
    let resource = index.resources[found]
    guard let document = index.documents[resource.document].uri else { return nil }
    let root = index.cursor(resource.document, resource.node)
    guard let fragment = uri.fragment, !fragment.isEmpty else { return .value(root, ofDocument: document) }
    guard let decoded = URIReference.decoded(fragment) else { return nil }
    if let anchor = resource.anchors[decoded] {
      return .value(index.cursor(resource.document, anchor.node), ofDocument: document)
    }
    return JSONPointer(decoded).flatMap(root.resolve).map { .value($0, ofDocument: document) }
  }
}
