import HTTPModel

/// How a body is compared, by its `Content-Type`.
enum ContentKind: Hashable {
  case json, form
  case other
  /// There is none, or one that cannot be read.
  case unknown

  init(_ value: ArraySlice<UInt8>?) {
    guard let value else {
      self = .unknown
      return
    }
    // Most are these two, as they are.
    if value.elementsEqual("application/json".utf8) || value.elementsEqual("application/vnd.api+json".utf8) {
      self = .json
      return
    }
    guard let type = MediaType(String(decoding: value, as: UTF8.self)) else {
      self = .unknown
      return
    }
    self = type.isJSON ? .json : type.isForm ? .form : .other
  }

  /// `type/subtype` in lower case; a value that is no media type as it is, in lower case.
  static func essence(_ value: ArraySlice<UInt8>) -> String {
    let text = String(decoding: value, as: UTF8.self)
    return MediaType(text)?.essence ?? text.lowercased()
  }
}
