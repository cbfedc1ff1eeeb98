extension Target {
  /// The four forms of a target (RFC 9112 section 3.2).
  public enum Form: Hashable, Sendable {
    /// A path with or without a query.
    case origin
    /// A whole URL, as clients send it to a proxy.
    case absolute(AbsoluteURL)
    /// `host:port`, for CONNECT.
    case authority(host: String, port: Int)
    /// `*`, for OPTIONS.
    case asterisk
  }

  /// The URL of an absolute-form target; nil for every other form.
  public var absoluteURL: AbsoluteURL? { bytes.first == UInt8(ascii: "/") ? nil : AbsoluteURL(bytes) }

  /// The form; nil where the target has none that fits the method.
  public func form(for method: HTTPMethod) -> Form? {
    if method == .connect {
      guard let (host, port) = AbsoluteURL.authority(bytes[...]), let port else { return nil }
      return .authority(host: host, port: port)
    }
    if bytes.first == UInt8(ascii: "/") { return .origin }
    if bytes == [UInt8(ascii: "*")] { return method == .options ? .asterisk : nil }
    return AbsoluteURL(bytes).map(Form.absolute)
  }
}
