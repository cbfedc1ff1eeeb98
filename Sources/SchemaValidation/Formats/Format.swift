/// What `format` may ask of a string or a number.
public enum Format: UInt8, Hashable, Sendable, CaseIterable {
  case dateTime, date, time, localTime, duration
  case email, idnEmail, hostname, idnHostname, ipv4, ipv6
  case uri, uriReference, iri, iriReference, uriTemplate
  case uuid, jsonPointer, relativeJSONPointer, regex, color, base64
  case int32, int64, float, double, number
  /// A name that asks nothing: OpenAPI's `password` and `binary`.
  case anything

  /// Nil for a name that `vocabulary` does not have: such a format is no more than an annotation.
  public init?(_ name: String, in vocabulary: FormatVocabulary) {
    guard let format = vocabulary.format(name) else { return nil }
    self = format
  }

  /// Whether numbers are checked; else strings are. Values of other kinds always pass.
  public var isForNumbers: Bool {
    switch self {
    case .int32, .int64, .float, .double, .number: true
    default: false
    }
  }

  /// Whether a string is in this format: `text` is its UTF-8, escapes undone, in which surrogates may stand as three
  /// bytes each. Takes time in proportion to the length. True of the formats that are for numbers.
  public func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = TextScanner(text)
    switch self {
    case .dateTime: return scanner.dateTime() && scanner.isAtEnd
    case .date: return scanner.date() && scanner.isAtEnd
    case .time: return scanner.time() && scanner.isAtEnd
    case .localTime: return scanner.localTime() && scanner.isAtEnd
    case .duration: return scanner.duration() && scanner.isAtEnd
    case .email: return scanner.email(international: false)
    case .idnEmail: return scanner.email(international: true)
    case .hostname: return HostName.isValid(text)
    case .idnHostname: return InternationalHostName.isValid(text)
    case .ipv4: return scanner.ipv4() && scanner.isAtEnd
    case .ipv6: return scanner.ipv6() && scanner.isAtEnd
    case .uri: return scanner.uri(international: false, relative: false)
    case .uriReference: return scanner.uri(international: false, relative: true)
    case .iri: return scanner.uri(international: true, relative: false)
    case .iriReference: return scanner.uri(international: true, relative: true)
    case .uriTemplate: return scanner.uriTemplate()
    case .uuid: return scanner.uuid() && scanner.isAtEnd
    case .jsonPointer: return scanner.jsonPointer()
    case .relativeJSONPointer: return scanner.relativeJSONPointer()
    case .regex: return ECMAPattern.problem(with: String(decoding: text, as: UTF8.self)) == nil
    case .color: return scanner.color()
    case .base64: return scanner.base64()
    case .int32, .int64, .float, .double, .number, .anything: return true
    }
  }

  public func accepts(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { accepts($0) }
  }
}
