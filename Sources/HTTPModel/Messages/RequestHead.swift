/// The head of a request as it is on the wire (RFC 9112 section 3).
public struct RequestHead: Hashable, Sendable {
  public var method: HTTPMethod
  public var target: Target
  public var version: HTTPVersion
  public var headers: HeaderFields

  public init(_ method: HTTPMethod, _ target: Target, version: HTTPVersion = .http11, headers: HeaderFields = []) {
    self.method = method
    self.target = target
    self.version = version
    self.headers = headers
  }

  /// Whether the client wants to go on using the connection (RFC 9112 section 9.3).
  public var isPersistent: Bool { headers.isPersistent(version) }

  /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
  public var expectsContinue: Bool {
    version == .http11 && headers.all("expect").contains { HeaderField.sameName($0.utf8, "100-continue".utf8) }
  }

  /// The value of `Host`: nil where an HTTP/1.0 request has none. None in HTTP/1.1 and more than one are refused
  /// (RFC 9112 section 3.2).
  public func host() throws(MessageError) -> ArraySlice<UInt8>? {
    try FieldSurvey(of: self).host
  }
}
