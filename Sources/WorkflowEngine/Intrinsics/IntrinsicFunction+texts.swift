import Hashing
import JSONModel
import QueryLanguages

/// The functions over texts.
extension IntrinsicArguments {
  /// Far above what a payload may hold, and low enough that a small definition cannot ask for all memory.
  private static let maxTextBytes = 4 << 20

  /// Arrays and objects are put in as Java prints them: `{a=1, b=[]}`.
  func format() throws(InvalidArguments) -> JSONValue {
    let text = try text(0)
    guard let parts = template.map(\.templateParts) ?? IntrinsicText.templateParts(of: text) else {
      throw InvalidArguments(index: 0)
    }
    guard parts.count == values.count else { throw InvalidArguments() }
    var result = parts[0]
    for (value, part) in zip(values.dropFirst(), parts.dropFirst()) {
      result += value.javaText
      result += part
      if result.utf8.count > IntrinsicArguments.maxTextBytes { throw InvalidArguments() }
    }
    return .string(result)
  }

  /// A blank text is null.
  func stringToJSON() throws(InvalidArguments) -> JSONValue {
    let text = try text(0)
    if text.utf8.allSatisfy({ $0 == 32 || (9...13).contains($0) }) { return .null }
    do throws(JSONSyntaxError) {
      return try JSONValue(parsing: text)
    } catch {
      throw InvalidArguments(index: 0)
    }
  }

  func jsonToString() throws(InvalidArguments) -> JSONValue {
    var bytes: [UInt8] = []
    values[0].writeJSON(to: &bytes, limit: IntrinsicArguments.maxTextBytes)
    guard bytes.count <= IntrinsicArguments.maxTextBytes else { throw InvalidArguments(index: 0) }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  func base64Encode() throws(InvalidArguments) -> JSONValue { .string(Base64.encode(try shortText(0).utf8)) }

  /// Padding may be missing. Bytes that are no UTF-8 become U+FFFD.
  func base64Decode() throws(InvalidArguments) -> JSONValue {
    let text = try shortText(0)
    let isPadded = text.utf8.last == UInt8(ascii: "=")
    let padding = isPadded ? "" : String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard let bytes = Base64.decode(text + padding) else { throw InvalidArguments(index: 0) }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  func hash() throws(InvalidArguments) -> JSONValue {
    let text = try shortText(0)
    let digest: Digest? =
      switch try self.text(1) {
      case "MD5": .md5
      case "SHA-1": .sha1
      case "SHA-256": .sha256
      case "SHA-384": .sha384
      case "SHA-512": .sha512
      default: nil
      }
    guard let digest else { throw InvalidArguments(index: 1) }
    return .string(digest.hex(text.utf8))
  }

  /// The second argument is a set of characters; empty parts vanish.
  func stringSplit() throws(InvalidArguments) -> JSONValue {
    let text = try text(0)
    let separators = Set(try self.text(1).unicodeScalars)
    return .array(
      text.unicodeScalars.split { separators.contains($0) }.map { .string(String(String.UnicodeScalarView($0))) })
  }
}
