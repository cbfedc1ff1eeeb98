import HTTPModel
import JSONModel

/// What kind of body it is, by its `Content-Type`.
enum ContentKind: Hashable {
  case json, form
  case multipart(boundary: String)
  case other
  /// There is none, or one that cannot be read.
  case unknown

  init(_ type: MediaType?) {
    guard let type else {
      self = .unknown
      return
    }
    if type.type == "multipart", let boundary = type.parameter("boundary") {
      self = .multipart(boundary: boundary)
    } else {
      self = type.isJSON ? .json : type.isForm ? .form : .other
    }
  }

  /// By the header's value.
  init(_ value: ArraySlice<UInt8>?) {
    // Most are these two, as they are.
    if let value, value.equals(ContentKind.jsonType) || value.equals(ContentKind.apiType) {
      self = .json
    } else {
      self.init(value.flatMap { MediaType(String(decoding: $0, as: UTF8.self)) })
    }
  }

  private static let jsonType = Array("application/json".utf8), apiType = Array("application/vnd.api+json".utf8)

  /// `type/subtype` in lower case; a value that is no media type as it is, in lower case.
  static func essence(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isEssence = value.allSatisfy { $0 > 32 && $0 < 127 && !($0 >= 65 && $0 <= 90) && $0 != UInt8(ascii: ";") }
    if isEssence { return value }
    let text = String(decoding: value, as: UTF8.self)
    return Array((MediaType(text)?.essence ?? text.lowercased()).utf8)[...]
  }

  /// What a body of this kind is read as: a form that is an object or an array as a whole is JSON, which clients send as a
  /// form where nobody told them otherwise (`curl -d '{…}'`).
  func reading(_ body: [UInt8]) -> ContentKind {
    self == .form && ContentKind.looksLikeJSON(body) && (try? JSONDocument(parsing: body)) != nil ? .unknown : self
  }

  /// Whether it begins as an object or an array does.
  static func looksLikeJSON(_ body: [UInt8]) -> Bool {
    let begins = body.first { $0 > 32 }
    return begins == UInt8(ascii: "{") || begins == UInt8(ascii: "[")
  }
}
