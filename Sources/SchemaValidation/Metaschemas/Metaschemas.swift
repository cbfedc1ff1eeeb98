/// The metaschemas that JSON Schema and OpenAPI publish, for schemas that refer to them. Titles and comments are left
/// out.
enum Metaschemas {
  /// By the URI, without a fragment; nil for every other.
  static func text(_ uri: String) -> String? {
    switch uri {
    case SchemaDialect.draft4.uri: draft4
    case SchemaDialect.draft6.uri: draft6
    case SchemaDialect.draft7.uri: draft7
    case SchemaDialect.draft2019.uri: schema2019
    case SchemaDialect.draft2020.uri: schema2020
    case SchemaDialect.openAPI31.uri: openAPI31
    case "https://spec.openapis.org/oas/3.1/meta/base": openAPIBase
    default: vocabulary(uri)
    }
  }

  static func dialect(_ uri: String) -> SchemaDialect {
    SchemaDialect(uri: uri) ?? (uri.hasPrefix(base2019) ? .draft2019 : .draft2020)
  }

  private static let base2019 = "https://json-schema.org/draft/2019-09/meta/"
  private static let base2020 = "https://json-schema.org/draft/2020-12/meta/"

  private static func vocabulary(_ uri: String) -> String? {
    if uri.hasPrefix(base2019) {
      switch uri.dropFirst(base2019.count) {
      case "core": return core2019
      case "applicator": return applicator2019
      case "validation": return validation2019
      case "meta-data": return metaData2019
      case "format": return format2019
      case "content": return content2019
      default: return nil
      }
    }
    guard uri.hasPrefix(base2020) else { return nil }
    switch uri.dropFirst(base2020.count) {
    case "core": return core2020
    case "applicator": return applicator2020
    case "unevaluated": return unevaluated2020
    case "validation": return validation2020
    case "meta-data": return metaData2020
    case "format-annotation": return formatAnnotation2020
    case "format-assertion": return formatAssertion2020
    case "content": return content2020
    default: return nil
    }
  }
}
