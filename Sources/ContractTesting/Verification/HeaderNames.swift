/// Names of header fields in lower case; one that ends in `*` stands for all that begin so.
struct HeaderNames: Sendable {
  private let names: Set<String>
  private let beginnings: [String]

  init(_ patterns: [String]) {
    let patterns = patterns.map { $0.lowercased() }
    names = Set(patterns.filter { !$0.hasSuffix("*") })
    beginnings = patterns.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
  }

  /// `name` is in lower case.
  func contains(_ name: String) -> Bool {
    names.contains(name) || beginnings.contains { name.utf8.starts(with: $0.utf8) }
  }
}

extension HeaderNames {
  static let ofRequests = HeaderNames(Verification.requestHeaders)
  static let ofResponses = HeaderNames(Verification.responseHeaders)
}

/// Header fields that no contract needs to describe, in lower case; one that ends in `*` stands for all that begin so.
extension Verification {
  /// Those that HTTP and its standard extensions define for requests, and those that clients, proxies and tracing add.
  public static let requestHeaders = [
    "accept", "accept-charset", "accept-datetime", "accept-encoding", "accept-language",
    "access-control-request-headers", "access-control-request-method", "authorization", "baggage", "cache-control",
    "connection", "content-digest", "content-disposition", "content-encoding", "content-language", "content-length",
    "content-location", "content-md5", "content-range", "content-type", "cookie", "date", "digest", "dnt", "expect",
    "forwarded", "from", "host", "http2-settings", "if-match", "if-modified-since", "if-none-match", "if-range",
    "if-unmodified-since", "keep-alive", "max-forwards", "origin", "pragma", "prefer", "priority",
    "proxy-authorization", "proxy-connection", "range", "referer", "repr-digest", "save-data", "sec-*", "signature",
    "signature-input", "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade",
    "upgrade-insecure-requests", "user-agent", "via", "want-content-digest", "want-digest", "want-repr-digest",
    "warning", "x-amzn-trace-id", "x-forwarded-*", "x-real-ip", "x-requested-with",
  ]

  /// Those that HTTP, the standards beside it and browsers define for responses.
  public static let responseHeaders = [
    "accept-ch", "accept-patch", "accept-ranges", "access-control-allow-credentials", "access-control-allow-headers",
    "access-control-allow-methods", "access-control-allow-origin", "access-control-expose-headers",
    "access-control-max-age", "age", "allow", "alt-svc", "cache-control", "clear-site-data", "connection",
    "content-disposition", "content-encoding", "content-language", "content-length", "content-location",
    "content-range", "content-security-policy", "content-security-policy-report-only", "content-type",
    "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "date", "etag",
    "expires", "keep-alive", "last-modified", "link", "location", "nel", "permissions-policy", "pragma",
    "preference-applied", "proxy-authenticate", "proxy-status", "referrer-policy", "report-to",
    "reporting-endpoints", "retry-after", "server", "server-timing", "set-cookie", "strict-transport-security",
    "timing-allow-origin", "trailer", "transfer-encoding", "upgrade", "vary", "via", "warning", "www-authenticate",
    "x-content-type-options", "x-frame-options", "x-permitted-cross-domain-policies", "x-xss-protection",
  ]
}
