import Clocks

/// A configuration's times in the loop's unit, milliseconds.
struct Times {
  let idle: UInt64, head: UInt64, request: UInt64, stall: UInt64, halfClose: UInt64, hang: UInt64
  /// How long a client may take to see that all is written and to end its side.
  let linger: UInt64 = 2000
  /// How long a client that asks for nothing keeps its place where all are taken.
  let patience: UInt64 = 1000

  init(_ configuration: HTTPServer.Configuration) {
    idle = Times.milliseconds(configuration.idleTimeout)
    head = Times.milliseconds(min(configuration.headTimeout, configuration.requestTimeout))
    request = Times.milliseconds(configuration.requestTimeout)
    stall = Times.milliseconds(configuration.stallTimeout)
    halfClose = Times.milliseconds(configuration.halfCloseGrace)
    hang = Times.milliseconds(configuration.hangTimeout)
  }

  var shortest: UInt64 { min(idle, head, stall, halfClose, hang) }

  /// 0 for what is negative, and at most some thousand years, so that a deadline is still a number.
  static func milliseconds(_ duration: Duration) -> UInt64 {
    min(UInt64(clamping: duration.milliseconds(.down)), 1 << 47)
  }
}
