import JSONModel

/// Which keywords a schema has and what they mean: a draft of JSON Schema, OpenAPI's version of one, or a draft with other
/// vocabularies, as a metaschema of somebody's own says.
public struct SchemaDialect: Hashable, Sendable, CustomStringConvertible {
  enum Draft: Int, Hashable, Sendable, Comparable {
    case four, openAPI30, six, seven, year2019, year2020

    static func < (left: Draft, right: Draft) -> Bool { left.rawValue < right.rawValue }
  }

  let draft: Draft
  var vocabularies: Vocabularies
  /// The metaschema's URI, without a fragment.
  public let uri: String

  public var description: String { uri }

  private init(_ draft: Draft, _ uri: String, _ vocabularies: Vocabularies = .standard) {
    (self.draft, self.uri, self.vocabularies) = (draft, uri, vocabularies)
  }

  /// Another one's rules with other vocabularies.
  init(like other: SchemaDialect, uri: String, vocabularies: Vocabularies) {
    self.init(other.draft, uri, vocabularies)
  }

  public static let draft4 = SchemaDialect(.four, "http://json-schema.org/draft-04/schema")
  public static let draft6 = SchemaDialect(.six, "http://json-schema.org/draft-06/schema")
  public static let draft7 = SchemaDialect(.seven, "http://json-schema.org/draft-07/schema")
  public static let draft2019 = SchemaDialect(.year2019, "https://json-schema.org/draft/2019-09/schema")
  public static let draft2020 = SchemaDialect(.year2020, "https://json-schema.org/draft/2020-12/schema")
  /// The Schema Object of OpenAPI 3.0. It has no metaschema that a schema could name; the URI is the specification's.
  public static let openAPI30 = SchemaDialect(.openAPI30, "https://spec.openapis.org/oas/3.0/schema")
  public static let openAPI31 = SchemaDialect(
    .year2020, "https://spec.openapis.org/oas/3.1/dialect/base", [.standard, .openAPI])

  static let known = [draft4, draft6, draft7, draft2019, draft2020, openAPI30, openAPI31]

  /// The dialect that a `$schema` names, with or without an empty fragment; nil for what isn't built in.
  public init?(uri: String) {
    let uri = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let dialect = SchemaDialect.known.first(where: { $0.uri == uri }) else { return nil }
    self = dialect
  }

  /// The URI that somebody may have meant by one that is unknown: `https` in place of `http` is the commonest slip.
  static func like(_ uri: String) -> String? {
    Suggestion.closest(to: uri.hasSuffix("#") ? String(uri.dropLast()) : uri, in: known.map(\.uri))
  }

  /// `$ref` beside other keywords is all that counts.
  var refHidesOthers: Bool { draft <= .seven }
  var hasBooleanSchemas: Bool { draft >= .six }
  var usesPlainID: Bool { draft == .four }
  /// Identifiers such as `#name` are anchors.
  var idsAreAnchors: Bool { draft <= .seven && draft != .openAPI30 }
  /// `1.0` is an integer. In OpenAPI 3.0 (section 4.4) as in draft 4 one has no fraction or exponent.
  var zeroFractionsAreIntegers: Bool { draft != .four && draft != .openAPI30 }
  var unknownKeywordsAnnotate: Bool { draft >= .year2019 }

  /// Nil for what is not a keyword of this dialect.
  func keyword(_ name: String) -> Keyword? {
    guard let keyword = Keyword(named: name), has(keyword) else { return nil }
    return keyword
  }
}

/// Vocabularies of 2019-09 and 2020-12. Earlier drafts have none to choose from: all are on.
struct Vocabularies: OptionSet, Hashable, Sendable {
  let rawValue: Int

  static let applicator = Vocabularies(rawValue: 1)
  static let unevaluated = Vocabularies(rawValue: 2)
  static let validation = Vocabularies(rawValue: 4)
  static let metaData = Vocabularies(rawValue: 8)
  static let format = Vocabularies(rawValue: 16)
  static let content = Vocabularies(rawValue: 32)
  /// `format` is checked.
  static let formatAssertion = Vocabularies(rawValue: 64)
  static let openAPI = Vocabularies(rawValue: 128)
  static let standard: Vocabularies = [.applicator, .unevaluated, .validation, .metaData, .format, .content]
}

extension Vocabularies {
  /// By the URI that a metaschema names them with; nil for an unknown one.
  init?(uri: String, draft: SchemaDialect.Draft) {
    let base = draft == .year2019 ? "https://json-schema.org/draft/2019-09/" : "https://json-schema.org/draft/2020-12/"
    if uri == "https://spec.openapis.org/oas/3.1/vocab/base" {
      self = .openAPI
      return
    }
    guard uri.hasPrefix(base + "vocab/") else { return nil }
    switch uri.dropFirst(base.count + 6) {
    case "core": self = []
    case "applicator": self = draft == .year2019 ? [.applicator, .unevaluated] : .applicator
    case "unevaluated": self = .unevaluated
    case "validation": self = .validation
    case "meta-data": self = .metaData
    case "format", "format-annotation": self = .format
    case "format-assertion": self = [.format, .formatAssertion]
    case "content": self = .content
    default: return nil
    }
  }
}
