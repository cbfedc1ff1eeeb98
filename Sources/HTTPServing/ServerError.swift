import EventLoop

/// Why a server does not listen.
public enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  case portInUse(host: String, port: Int)
  /// On Unix ports below 1024 are for the administrator.
  case permissionDenied(host: String, port: Int)
  /// No address of this machine, or no address at all: names other than `localhost` are not looked up.
  case addressUnavailable(host: String, port: Int)
  /// `start` was called twice, or while the server stops.
  case alreadyListening
  /// Anything else the operating system refused; `reason` in its own words.
  case system(host: String, port: Int, reason: String)

  init(_ error: EventLoopError, host: String, port: Int) {
    self =
      switch error.name {
      case "EADDRINUSE": .portInUse(host: host, port: port)
      case "EACCES", "EPERM": .permissionDenied(host: host, port: port)
      case "EADDRNOTAVAIL", "EINVAL": .addressUnavailable(host: host, port: port)
      default: .system(host: host, port: port, reason: error.reason)
      }
  }

  public var description: String {
    switch self {
    case .portInUse(let host, let port): "cannot listen on \(host):\(port): the port is in use"
    case .permissionDenied(let host, let port): "cannot listen on \(host):\(port): permission denied"
    case .addressUnavailable(let host, let port):
      "cannot listen on \(host):\(port): not an address of this machine"
    case .alreadyListening: "the server is already listening"
    case .system(let host, let port, let reason): "cannot listen on \(host):\(port): \(reason)"
    }
  }
}
