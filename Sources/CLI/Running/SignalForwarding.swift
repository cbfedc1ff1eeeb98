import EventLoop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gives the signals that we get to the command that runs behind `--`.
enum SignalForwarding {
  /// Goes on until the watch ends. A signal that comes when the command has ended calls `afterwards`.
  static func run(
    from signals: SignalWatch, to child: ChildProcess, afterwards: @Sendable () async -> Void
  ) async {
    var isFirst = true
    while let signal = await signals.next() {
      // Ctrl-C reaches both; a program that gets it twice often gives up without cleaning up. Who insists is heard.
      let isThere = signal == SIGINT && isFirst && hasTerminal
      isFirst = false
      if await !child.signal(isThere ? 0 : signal) { await afterwards() }
    }
  }

  /// Whether we are in front at a terminal, and with us the command.
  private static var hasTerminal: Bool {
    let terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    if terminal < 0 { return false }
    defer { close(terminal) }
    return tcgetpgrp(terminal) == getpgrp()
  }
}
