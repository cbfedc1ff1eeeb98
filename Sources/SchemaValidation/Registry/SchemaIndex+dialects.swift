import JSONModel

extension SchemaIndex {
  /// The dialect that `$schema` names.
  mutating func dialect(_ uri: String, at value: JSONCursor) throws(SchemaProblem) -> SchemaDialect {
    if let known = SchemaDialect(uri: uri) { return known }
    return try dialect(ofMetaschema: uri, at: value, inside: [])
  }

  /// A registered metaschema is like the one that it has for its own, with its vocabularies.
  private mutating func dialect(
    ofMetaschema uri: String, at value: JSONCursor, inside outer: [String]
  ) throws(SchemaProblem) -> SchemaDialect {
    let plain = URIReference(uri).document.text
    if outer.contains(plain) { throw SchemaProblem(.cyclicDialect(plain), at: value.place) }
    guard let found = try resource(plain) else {
      throw SchemaProblem(.unknownDialect(uri), at: value.place)
    }
    let root = cursor(resources[found].document, resources[found].node)
    guard let own = root["$schema"]?.string else { throw SchemaProblem(.unknownDialect(uri), at: value.place) }
    let base: SchemaDialect
    if let known = SchemaDialect(uri: own) {
      base = known
    } else {
      base = try dialect(ofMetaschema: own, at: value, inside: outer + [plain])
    }
    guard base.draft >= .year2019, let vocabularies = root["$vocabulary"] else {
      return SchemaDialect(like: base, uri: plain, vocabularies: base.vocabularies)
    }
    var chosen: Vocabularies = []
    for member in vocabularies.members {
      if let vocabulary = Vocabularies(uri: member.key.text, draft: base.draft) {
        chosen.formUnion(vocabulary)
      } else if member.value.bool != false {
        throw SchemaProblem(.unknownVocabulary(member.key.text), at: value.place)
      }
    }
    return SchemaDialect(like: base, uri: plain, vocabularies: chosen)
  }
}
