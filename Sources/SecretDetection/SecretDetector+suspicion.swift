extension SecretDetector {
  /// Of a value that was not detected: why one should look at it; nil where there is nothing to say.
  public func suspicion(of value: [UInt8], _ context: ValueContext) -> String? {
    if case .path = context.role, SecretDetector.isPlainSegment(value) { return nil }
    guard value.count <= 512, Randomness.isLikely(value, atLeast: 20), !Placeholders.isOne(value),
      !NamedValue.isURL(value)
    else { return nil }
    let name = SecretDetector.ownName(context.names) ?? ""
    let words = NameWords(name)
    if words.words.contains(where: SecretDetector.telling.contains) { return nil }
    switch context.role {
    case .header, .trailer:
      return SecretDetector.knownFields.contains(name.lowercased()) ? nil : "a long random value in a header"
    case .path: return "a long random path segment"
    case .cookie: return nil
    default:
      if Randomness.isUUID(value) { return nil }
      return SecretDetector.vague.contains(words.last) ? "a long random value named `\(words.last)`" : nil
    }
  }

  /// Whether a segment of a path is written as ids are: it is no suspect.
  private static func isPlainSegment(_ value: [UInt8]) -> Bool {
    value.contains(UInt8(ascii: "_")) && value.count < 32 || value.contains(UInt8(ascii: "."))
      || Randomness.isUUID(value)
  }

  /// Names that say nothing but often have a credential.
  static let vague: Set<String> = [
    "key", "auth", "session", "ticket", "bearer", "login", "code", "sid", "keys", "hook", "access", "pass",
  ]
  /// Words of ids, digests and positions.
  static let telling: Set<String> = [
    "id", "ids", "request", "trace", "etag", "digest", "hash", "checksum", "md5", "sha", "sha1", "sha256", "sha512",
    "fingerprint", "thumbprint", "cursor", "page", "next", "idempotency", "integrity", "revision", "commit",
    "signature", "public", "version", "nonce", "match", "websocket", "correlation", "uuid", "guid",
  ]
  static let knownFields: Set<String> = [
    "accept", "accept-encoding", "accept-language", "user-agent", "host", "date", "content-type", "content-length",
    "content-security-policy", "cf-ray", "traceparent", "tracestate", "x-amzn-trace-id", "report-to", "nel", "via",
    "server", "link", "location", "referer", "origin", "x-b3-traceid", "x-b3-spanid", "set-cookie", "cookie", "vary",
    "cache-control", "last-modified", "expires", "if-none-match", "etag", "alt-svc", "x-cache", "x-served-by",
    "x-timer", "x-amz-cf-id", "x-amz-cf-pop", "www-authenticate", "strict-transport-security", "content-md5",
    "x-goog-hash", "x-ms-content-crc64", "content-disposition", "server-timing", "sec-websocket-key",
    "sec-websocket-accept", "authorization", "proxy-authorization", "x-request-id", "b3", "x-github-request-id",
  ]
}
