import HTTPModel
import JSONModel

/// What an entry says of how long its response's body was.
struct BodySizes {
  /// Of the content, with codings undone; nil where nothing is said. 0 is written by tools that do not know as well.
  private let size: Int?
  /// As on the wire.
  private let bodySize: Int?, announced: Int?
  private let isCoded: Bool
  /// -1, which Playwright writes for a body that it left out.
  private let isLeftOut: Bool
  private let isRedirect: Bool

  init(_ response: JSONCursor, _ headers: HeaderFields) {
    let size = response["content"]?["size"]?.wholeNumber
    self.size = size.flatMap { $0 < 0 ? nil : $0 }
    bodySize = response["bodySize"]?.wholeNumber.flatMap { $0 < 0 ? nil : $0 }
    announced = headers.first("content-length").flatMap { Int($0) }
    isCoded = headers.contains("content-encoding")
    isLeftOut = (size ?? 0) < 0
    isRedirect = headers.contains("location")
  }

  /// Why there is no body where there was one; nil where there was none.
  var reasonForNone: String? {
    if let size, size > 0 { return "its response had \(size) bytes, the file holds none" }
    if let bytes = [bodySize, announced].compactMap(\.self).first(where: { $0 > 0 }), bodySize != 0 {
      return "its response had \(bytes) bytes, the file holds none"
    }
    // Playwright never sees the body of a redirect.
    guard isLeftOut, size == nil, bodySize != 0, announced != 0, !isRedirect else { return nil }
    return "the file holds no body, and does not say whether there was one"
  }

  enum Difference {
    case none
    /// The file says how many characters there were, so the encoding is not known.
    case characters(Int)
    case unexplained(Int)
  }

  /// How what is held differs from what was there. `text` is as the file holds it.
  func difference(of bytes: [UInt8], _ text: String) -> Difference {
    guard let size = size ?? (isCoded ? nil : announced), size > 0, size != bytes.count else { return .none }
    // Some tools say how long the text is, or how long the body was before it was decoded.
    // A part of it cannot be longer than all of it, unless that was counted while it was coded.
    if size == text.utf8.count || isCoded && (size < bytes.count || size == bodySize || size == announced) {
      return .none
    }
    if size == text.unicodeScalars.count || size == text.utf16.count { return .characters(size) }
    return .unexplained(size)
  }
}
