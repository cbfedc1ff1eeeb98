/// The server a request is meant for: scheme, host and port (RFC 6454).
public struct Origin: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`, in lower case.
  public let scheme: String
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  public let port: Int

  /// `port` nil takes the scheme's default: 443 for `https`, 80 otherwise.
  public init(scheme: String, host: String, port: Int? = nil) {
    self.scheme = scheme.lowercased()
    self.host = host.lowercased()
    self.port = port ?? Origin.defaultPort(scheme: self.scheme)
  }

  /// Takes what is in lower case already.
  init(lowered scheme: String, host: String, port: Int?) {
    self.scheme = scheme
    self.host = host
    self.port = port ?? Origin.defaultPort(scheme: scheme)
  }

  /// Reads `scheme://host[:port]`, with or without a trailing slash. Nil for anything else: user information, a path,
  /// another scheme than `http` and `https`, a port beyond 65535.
  public init?(_ text: String) {
    guard let url = AbsoluteURL(Array(text.utf8)), url.target.bytes == Array("/".utf8) else { return nil }
    self = url.origin
  }

  public static func defaultPort(scheme: String) -> Int { scheme == "https" ? 443 : 80 }

  /// `host` or `host:port`: the port only where it is not the scheme's default.
  public var authority: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == Origin.defaultPort(scheme: scheme) ? name : "\(name):\(port)"
  }

  public var description: String { "\(scheme)://\(authority)" }
}
