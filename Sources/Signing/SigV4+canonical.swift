import HTTPModel

extension SigV4 {
  /// Fields that change on the way, or that clients add late (botocore leaves out the same).
  private static let unsigned = [
    "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
  ]

  /// Lower-case names in order, each with its values joined; `host` is always there.
  func canonicalHeaders(of request: Request, adding added: HeaderFields) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for field in request.headers where !added.contains(field.name) {
      values[field.name.lowercased(), default: []].append(SigV4.trimmed(field.value))
    }
    for field in added { values[field.name.lowercased(), default: []].append(SigV4.trimmed(field.value)) }
    if values["host"] == nil { values["host"] = [request.origin.authority] }
    for name in SigV4.unsigned { values[name] = nil }
    return values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { SigV4.isBefore($0.0, $1.0) }
  }

  /// Dot segments and doubled slashes are taken out, then every byte but unreserved ones and slashes is encoded.
  func canonicalPath(_ target: Target) -> String {
    let path = target.path
    guard encodesPathTwice else { return String(decoding: path, as: UTF8.self) }
    let slash = UInt8(ascii: "/")
    var segments: [String] = []
    for segment in path.split(separator: slash) {
      switch segment {
      case [UInt8(ascii: ".")]: break
      case [UInt8(ascii: "."), UInt8(ascii: ".")]: _ = segments.popLast()
      default: segments.append(PercentEncoding.encoded(segment))
      }
    }
    return "/" + segments.joined(separator: "/") + (path.last == slash && !segments.isEmpty ? "/" : "")
  }

  /// Sorted by name and value, each encoded in the one way that AWS encodes them.
  func canonicalQuery(_ target: Target) -> String {
    let items = target.queryItems.map { item in
      (
        PercentEncoding.encoded(PercentEncoding.decoded(item.name)),
        PercentEncoding.encoded(PercentEncoding.decoded(item.value ?? []))
      )
    }
    let sorted = items.sorted { $0.0 == $1.0 ? SigV4.isBefore($0.1, $1.1) : SigV4.isBefore($0.0, $1.0) }
    return sorted.map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// Blanks at the ends go, several in a row become one space.
  private static func trimmed(_ value: [UInt8]) -> String {
    let words = value.split { $0 == 32 || (9...13).contains($0) }
    return String(decoding: Array(words.joined(separator: [32])), as: UTF8.self)
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
