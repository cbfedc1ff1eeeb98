/// What happened to a client and no request tells of.
public enum ServerEvent: Hashable, Sendable, CustomStringConvertible {
  /// No TLS was spoken in a tunnel to `host`.
  case handshakeFailed(host: String, TLSFailure)
  /// A client shook hands for `host` and went away without a request. Many do so that refuse the certificate, some that
  /// opened more connections than they needed.
  case unusedConnection(host: String)
  /// A client asked for a tunnel and got none: what it says of that is seldom why.
  case tunnelRefused(to: String, reason: String)

  public var description: String {
    switch self {
    case .handshakeFailed(let host, let failure): "TLS for \(host) failed: \(failure)"
    case .unusedConnection(let host): "a client went away after the TLS handshake for \(host), without a request"
    case .tunnelRefused(let target, let reason): "no tunnel to \(target): \(reason)"
    }
  }
}
