import HTTPModel

extension AbsoluteURL {
  /// Without the values in path and query that may be secrets that nobody knows yet: all but words, numbers, hosts and what
  /// stands for a secret.
  var printed: String {
    let path = target.path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { AbsoluteURL.printed($0) }.joined(separator: [UInt8(ascii: "/")])
    let query = target.query?.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
      .map { item -> [UInt8] in
        guard let equals = item.firstIndex(of: UInt8(ascii: "=")) else { return AbsoluteURL.printed(item) }
        return item[...equals] + AbsoluteURL.printed(item[(equals + 1)...])
      }
      .joined(separator: [UInt8(ascii: "&")])
    let bytes = Array(path) + (query.map { [UInt8(ascii: "?")] + $0 } ?? [])
    return "\(origin)" + String(decoding: bytes, as: UTF8.self)
  }

  private static func printed(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    let value = PercentEncoding.decodedForm(raw)
    let isKnown = Placeholder.isWhole(value) || KnownSecret.Reach(of: value) == .nowhere
    return isKnown ? Array(raw) : Array("…".utf8)
  }
}
