import HTTPModel

/// A browser's question whether a page may send a request (Fetch, "CORS-preflight fetch").
struct Preflight: Hashable {
  let origin: String
  let method: HTTPMethod
  /// Names of the fields that are not allowed anyway, in lower case and sorted.
  let fields: [String]

  /// Nil where it is no such question.
  init?(_ method: HTTPMethod, _ headers: HeaderFields) {
    guard method == .options, let origin = headers.first("origin"),
      let meant = headers.first("access-control-request-method")
    else { return nil }
    self.origin = origin
    self.method = HTTPMethod(rawValue: meant)
    fields = Set(headers.list("access-control-request-headers").map { $0.lowercased() }).sorted()
  }
}

extension HeaderFields {
  /// The elements of all fields with this name that are lists (RFC 9110, section 5.6.1).
  func list(_ name: String) -> [String] {
    all(name).flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
      .map { String(decoding: Array($0)[...].trimmed, as: UTF8.self) }.filter { !$0.isEmpty }
  }
}
