/// Which header fields of responses a contract describes: those that are the API's own.
struct HeaderFilter: Sendable {
  private let names: Set<String>
  private let beginnings: [String]
  private let isOff: Bool

  /// Describes none.
  static let nothing = HeaderFilter(isOff: true)

  /// `names`: further ones that are not described, in lower case; a name may end with `*`.
  init(passingOver names: [String]) {
    self.init(
      isOff: false, names: Set(names.filter { !$0.hasSuffix("*") }),
      beginnings: names.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) })
  }

  private init(isOff: Bool, names: Set<String> = [], beginnings: [String] = []) {
    (self.isOff, self.names, self.beginnings) = (isOff, names, beginnings)
  }

  func describes(_ name: String) -> Bool {
    if isOff { return false }
    let name = name.lowercased()
    let isToken = name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    return isToken && !HeaderFilter.standard.contains(name) && !names.contains(name)
      && !beginnings.contains { name.utf8.starts(with: $0.utf8) }
  }

  /// What HTTP, the standards beside it and browsers define, and what proxies and content networks add.
  private static let standard: Set<String> = [
    "accept-ch", "accept-patch", "accept-ranges", "access-control-allow-credentials", "access-control-allow-headers",
    "access-control-allow-methods", "access-control-allow-origin", "access-control-expose-headers",
    "access-control-max-age", "age", "allow", "alt-svc", "cache-control", "clear-site-data", "connection",
    "content-disposition", "content-encoding", "content-language", "content-length", "content-location",
    "content-range", "content-security-policy", "content-security-policy-report-only", "content-type",
    "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "date", "etag",
    "expires", "keep-alive", "last-modified", "link", "location", "nel", "permissions-policy", "pragma",
    "preference-applied",
    "proxy-authenticate", "proxy-status", "referrer-policy", "report-to", "reporting-endpoints", "retry-after",
    "server",
    "server-timing", "set-cookie", "strict-transport-security", "timing-allow-origin", "trailer",
    "transfer-encoding", "upgrade", "vary", "via", "warning", "www-authenticate", "x-content-type-options",
    "x-frame-options", "x-permitted-cross-domain-policies", "x-xss-protection",
  ]
}
