import CUV

/// What the operating system or libuv refused.
public struct EventLoopError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, as in "listen on 127.0.0.1:8080".
  public let operation: String
  /// As libuv gives it: on Unix the negated `errno`.
  public let code: Int32

  init(_ code: Int32, _ operation: String) {
    self.code = code
    self.operation = operation
  }

  /// libuv's words for the code.
  public var reason: String { uv_strerror(code).map { String(cString: $0) } ?? "error \(code)" }
  /// The code's name, such as `EADDRINUSE`.
  public var name: String { uv_err_name(code).map { String(cString: $0) } ?? "\(code)" }
  public var description: String { "cannot \(operation): \(reason) (\(name))" }

  package static func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(EventLoopError) {
    if code < 0 { throw EventLoopError(code, operation()) }
  }

  /// What a handle made after `EventLoop.stop()` gets.
  package static func stopped(_ operation: String) -> EventLoopError {
    EventLoopError(UV_ECANCELED.rawValue, operation)
  }
}
