import HTTPModel

/// What of a URL a contract's paths are about.
enum ServerPath {
  /// The path of a server's URL, without a slash at its end: empty, or `/v1`. A server's URL may be relative.
  static func path(ofServer url: String) -> String {
    var rest = Array(url.utf8)[...]
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), rest[colon...].starts(with: "://".utf8) {
      let authority = rest[(colon + 3)...]
      rest = authority.firstIndex(of: UInt8(ascii: "/")).map { authority[$0...] } ?? []
    }
    while rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  /// The segments of a path behind `base`, as they were sent; nil where the path doesn't begin with it.
  static func segments(_ path: ArraySlice<UInt8>, behind base: String) -> [String]? {
    guard path.starts(with: base.utf8) else { return nil }
    let rest = path.dropFirst(base.utf8.count)
    guard rest.isEmpty || rest.first == UInt8(ascii: "/") else { return nil }
    return rest.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  static func decoded(_ segment: String) -> String {
    String(decoding: PercentEncoding.decoded(segment.utf8), as: UTF8.self)
  }
}
