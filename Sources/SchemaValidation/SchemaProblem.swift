public import JSONModel

/// Why a schema cannot be used, and where.
public struct SchemaProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// A schema is an object, and from draft 6 on true or false too.
    case notASchema(JSONKind)
    /// A keyword's value is not what it must be: `expected` says what that is.
    case badKeyword(String, expected: String)
    case repeatedKeyword(String)
    /// No dialect is known by this URI, and no registered document has it.
    case unknownDialect(String)
    /// A metaschema requires a vocabulary that nobody here knows.
    case unknownVocabulary(String)
    /// A metaschema is described by itself, through others.
    case cyclicDialect(String)
    /// There is a document, but not this place or anchor in it.
    case missingReference(String)
    /// No registered document has this URI; nothing is ever loaded.
    case unknownDocument(String)
    /// A schema leads back to itself for the same value.
    case cyclicReference(String)
    /// `offset`: where in the pattern, in bytes; the place says so too.
    case badPattern(String, offset: Int)
    /// Two schemas have this URI or anchor.
    case repeatedIdentifier(String)
    case badURI(String)
    /// `limit`: in bytes.
    case longURI(limit: Int)
    /// The URIs of all its parts together; `limit`: in bytes.
    case tooManyURIs(limit: Int)
    /// All patterns together, compiled; `limit`: in bytes.
    case largePatterns(limit: Int)
    case tooLarge(limit: Int)
  }

  public let kind: Kind
  /// In the schema's document; of a name, the name's.
  public let place: SourcePlace

  public init(_ kind: Kind, at place: SourcePlace) { (self.kind, self.place) = (kind, place) }

  /// What is wrong, without the place.
  public var reason: String {
    switch kind {
    case .notASchema(let kind): "\(kind) is not a schema"
    case .badKeyword(let keyword, let expected): "\"\(keyword)\" must be \(expected)"
    case .repeatedKeyword(let keyword): "\"\(keyword)\" is duplicated"
    case .unknownDialect(let uri):
      "unknown dialect \(quoted(uri)); known are JSON Schema's draft 4 and later, and OpenAPI's"
        + Suggestion.hint(SchemaDialect.like(uri))
    case .unknownVocabulary(let uri): "the dialect requires the unknown vocabulary \(quoted(uri))"
    case .cyclicDialect(let uri): "the metaschema \(quoted(uri)) leads back to itself by its $schema"
    case .missingReference(let reference): "\(quoted(reference)) leads nowhere: there is no such place or anchor"
    case .unknownDocument(let uri): "no document was given for \(quoted(uri)), and none is ever fetched"
    case .cyclicReference(let reference):
      "\(quoted(reference)) leads back to this schema for the same value, without end"
    case .badPattern(let message, _): "the pattern is not valid: \(message)"
    case .repeatedIdentifier(let name): "\(quoted(name)) already identifies another schema"
    case .badURI(let text): "\(quoted(text)) is not a URI reference that can identify a schema"
    case .longURI(let limit): "the URI of this schema exceeds the limit of \(limit) bytes"
    case .tooManyURIs(let limit): "the URIs of the schemas exceed the limit of \(limit) bytes together"
    case .largePatterns(let limit): "the patterns, compiled, exceed the limit of \(limit) bytes together"
    case .tooLarge(let limit): "the schema exceeds the limit of \(limit) parts"
    }
  }

  /// A text of the schema, cut where it is very long.
  private func quoted(_ text: String) -> String {
    text.utf8.count <= 300 ? "\"\(text)\"" : "\"\(String(text.unicodeScalars.prefix(200)))…\""
  }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
