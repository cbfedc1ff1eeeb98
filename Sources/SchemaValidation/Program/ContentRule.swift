import JSONModel

/// What a string's content must be.
struct ContentRule: Sendable {
  var isBase64 = false
  var isJSON = false

  /// `application/json`, and what ends with `+json`.
  static func isJSON(_ mediaType: String) -> Bool {
    let essence = mediaType.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
    return essence == "application/json" || essence.hasSuffix("+json")
  }

  func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isBase64 {
      // Of what is not base64 the check of `contentEncoding` beside this one says so.
      guard let bytes = ContentRule.base64(text) else { return isJSON }
      return !isJSON || (try? JSONDocument(parsing: bytes)) != nil
    }
    return !isJSON || (try? JSONDocument(parsing: Array(text))) != nil
  }

  /// RFC 4648 section 4, with padding; nil for every other text.
  private static func base64(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    let padding = text.last == UInt8(ascii: "=") ? (text[text.count - 2] == UInt8(ascii: "=") ? 2 : 1) : 0
    var bits: UInt32 = 0
    for (index, letter) in text.dropLast(padding).enumerated() {
      guard let value = value(letter) else { return nil }
      bits = bits << 6 | value
      if index % 4 == 3 { bytes += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)] }
    }
    switch padding {
    case 1: bytes += [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)]
    case 2: bytes.append(UInt8(bits >> 4 & 255))
    default: break
    }
    return bytes
  }

  private static func value(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - 65)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - 71)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter + 4)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
