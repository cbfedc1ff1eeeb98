/// A configuration's times in the loop's unit, milliseconds.
struct Times {
  let idle: UInt64, head: UInt64, request: UInt64, stall: UInt64, halfClose: UInt64
  /// How long a client may take to see that all is written and to end its side.
  let linger: UInt64 = 2000

  init(_ configuration: HTTPServer.Configuration) {
    idle = configuration.idleTimeout.milliseconds
    head = min(configuration.headTimeout, configuration.requestTimeout).milliseconds
    request = configuration.requestTimeout.milliseconds
    stall = configuration.stallTimeout.milliseconds
    halfClose = configuration.halfCloseGrace.milliseconds
  }

  var shortest: UInt64 { min(idle, head, stall, halfClose) }
}

extension Duration {
  /// Whole milliseconds; 0 for what is negative, and at most some thousand years.
  var milliseconds: UInt64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    return min(UInt64(seconds), 1 << 37) * 1000 + UInt64(attoseconds / 1_000_000_000_000_000)
  }
}
