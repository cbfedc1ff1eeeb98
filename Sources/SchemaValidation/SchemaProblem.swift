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
      "unknown dialect \"\(uri)\"; known are JSON Schema's draft 4 and later, and OpenAPI's"
    case .unknownVocabulary(let uri): "the dialect requires the vocabulary \"\(uri)\", which is unknown"
    case .cyclicDialect(let uri): "the metaschema \"\(uri)\" names itself as its own dialect, through others"
    case .missingReference(let reference): "\"\(reference)\" leads nowhere: there is no such place or anchor"
    case .unknownDocument(let uri): "no document was given for \"\(uri)\", and none is ever fetched"
    case .cyclicReference(let reference): "\"\(reference)\" leads back to this schema for the same value, without end"
    case .badPattern(let message, _): "the pattern is not valid: \(message)"
    case .repeatedIdentifier(let name): "\"\(name)\" already identifies another schema"
    case .badURI(let text): "\"\(text)\" is not a URI reference that can identify a schema"
    case .tooLarge(let limit): "the schema exceeds the limit of \(limit) parts"
    }
  }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
