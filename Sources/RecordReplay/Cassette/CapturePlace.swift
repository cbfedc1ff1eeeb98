import HTTPModel
import JSONModel

/// A capture's place, taken apart.
enum CapturePlace: Hashable, Sendable {
  /// A segment of the path; the first is 0.
  case path(Int)
  /// The item or field of a name with this number; the first is 0.
  case query([UInt8], Int)
  case form([UInt8], Int)
  case header(String, Int)
  case trailer(String, Int)
  /// A pointer's tokens.
  case json([[UInt8]])
  case body, reason

  /// A pointer leads no deeper.
  static let maxTokens = 512

  var isInBody: Bool {
    switch self {
    case .json, .form, .body: true
    case .path, .query, .header, .trailer, .reason: false
    }
  }

  /// The name of the header field or trailer that it is in.
  var field: String? {
    switch self {
    case .header(let name, _), .trailer(let name, _): name
    case .path, .query, .form, .json, .body, .reason: nil
    }
  }

  /// Nil where the text names no place.
  init?(_ text: String) {
    guard let tokens = JSONPointer.tokens(of: text), tokens.count <= CapturePlace.maxTokens else { return nil }
    let first = tokens.first.map { String(decoding: $0, as: UTF8.self) }
    switch (first, tokens.count > 1 ? String(decoding: tokens[1], as: UTF8.self) : nil) {
    case ("url", "path"):
      guard tokens.count == 3, let index = CapturePlace.index(tokens[2]) else { return nil }
      self = .path(index)
    case ("url", "query"):
      guard let (name, number) = CapturePlace.numbered(tokens.dropFirst(2)) else { return nil }
      self = .query(name, number)
    case ("body", "form"):
      guard let (name, number) = CapturePlace.numbered(tokens.dropFirst(2)) else { return nil }
      self = .form(name, number)
    case ("body", "json"): self = .json(Array(tokens.dropFirst(2)))
    case ("body", nil): self = .body
    case ("reason", nil): self = .reason
    case ("headers", .some), ("trailers", .some):
      guard let (name, number) = CapturePlace.numbered(tokens.dropFirst()), name.isToken,
        !name.contains(where: { $0 >= 65 && $0 <= 90 })
      else { return nil }
      let field = String(decoding: name, as: UTF8.self)
      self = first == "headers" ? .header(field, number) : .trailer(field, number)
    default: return nil
    }
  }

  private static func numbered(_ tokens: ArraySlice<[UInt8]>) -> (name: [UInt8], number: Int)? {
    guard let name = tokens.first else { return nil }
    if tokens.count == 1 { return (name, 0) }
    guard tokens.count == 2, let number = tokens.last.flatMap(index) else { return nil }
    return (name, number)
  }

  /// Digits without a leading zero.
  static func index(_ token: [UInt8]) -> Int? {
    guard (1...9).contains(token.count), token.allSatisfy({ $0 >= 48 && $0 <= 57 }), token == [48] || token[0] != 48
    else { return nil }
    return Int(String(decoding: token, as: UTF8.self))
  }
}

extension CapturePlace {
  /// Names are hashed at once, not byte by byte.
  func hash(into hasher: inout Hasher) {
    func combine(_ token: [UInt8]) { token.withUnsafeBytes { hasher.combine(bytes: $0) } }
    switch self {
    case .path(let index): hasher.combine(index)
    case .query(let name, let number), .form(let name, let number):
      combine(name)
      hasher.combine(number)
    case .header(let name, let number), .trailer(let name, let number):
      hasher.combine(name)
      hasher.combine(number)
    case .json(let tokens):
      hasher.combine(tokens.count)
      for token in tokens { combine(token) }
    case .body, .reason: break
    }
  }
}
