/// The head of a response as it is on the wire (RFC 9112 section 4).
public struct ResponseHead: Hashable, Sendable {
  public var version: HTTPVersion
  /// 100 to 999.
  public var status: Int
  /// As sent; empty where the status line has none. Bytes that are not UTF-8 are replaced.
  public var reason: String
  public var headers: HeaderFields

  public init(version: HTTPVersion = .http11, status: Int, reason: String = "", headers: HeaderFields = []) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
  }

  /// Whether the server goes on using the connection (RFC 9112 section 9.3).
  public var isPersistent: Bool { headers.isPersistent(version) }
}
