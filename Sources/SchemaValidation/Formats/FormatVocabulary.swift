/// Whose names of formats are meant: a draft of JSON Schema's, or a version of OpenAPI's.
public enum FormatVocabulary: Hashable, Sendable, CaseIterable {
  case draft3, draft4, draft6, draft7, draft201909, draft202012
  /// JSON Schema's draft 5, here with draft 6's names, and OpenAPI 3.0's own.
  case openAPI30
  /// Draft 2020-12 with those of OpenAPI's registry of formats.
  case openAPI31

  /// The last draft of JSON Schema whose names it has: 8 is 2019-09.
  private var draft: Int {
    switch self {
    case .draft3: 3
    case .draft4: 4
    case .draft6, .openAPI30: 6
    case .draft7: 7
    case .draft201909, .draft202012, .openAPI31: 8
    }
  }

  /// Nil for a name that asks nothing here.
  func format(_ name: String) -> Format? {
    if self == .draft3, let format = Format(ofDraft3: name) { return format }
    let isOpenAPI = self == .openAPI30 || self == .openAPI31
    let (format, since): (Format, Int) =
      switch name {
      case "date-time": (.dateTime, 3)
      case "email": (.email, 3)
      case "ipv6": (.ipv6, 3)
      case "uri": (.uri, 3)
      case "hostname": (.hostname, 4)
      case "ipv4": (.ipv4, 4)
      case "uri-reference": (.uriReference, 6)
      case "uri-template": (.uriTemplate, 6)
      case "json-pointer": (.jsonPointer, 6)
      case "date": (.date, isOpenAPI ? 3 : 7)
      case "time": (.time, 7)
      case "idn-email": (.idnEmail, 7)
      case "idn-hostname": (.idnHostname, 7)
      case "iri": (.iri, 7)
      case "iri-reference": (.iriReference, 7)
      case "relative-json-pointer": (.relativeJSONPointer, 7)
      case "regex": (.regex, 7)
      case "duration": (.duration, 8)
      case "uuid": (.uuid, isOpenAPI ? 3 : 8)
      case "int32" where isOpenAPI: (.int32, 3)
      case "int64" where isOpenAPI: (.int64, 3)
      case "float" where isOpenAPI: (.float, 3)
      case "double" where isOpenAPI: (.double, 3)
      case "byte" where isOpenAPI: (.base64, 3)
      case "binary" where isOpenAPI, "password" where isOpenAPI: (.anything, 3)
      default: (.anything, .max)
      }
    return since <= draft ? format : nil
  }
}

extension Format {
  /// The names that later drafts changed or dropped.
  fileprivate init?(ofDraft3 name: String) {
    switch name {
    case "date": self = .date
    case "time": self = .localTime
    case "utc-millisec": self = .number
    case "regex": self = .regex
    case "color": self = .color
    case "ip-address": self = .ipv4
    case "host-name": self = .hostname
    default: return nil
    }
  }
}
