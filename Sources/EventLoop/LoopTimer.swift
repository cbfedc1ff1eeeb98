import CUV

/// A timer of a loop. Only on the loop's thread.
package final class LoopTimer {
  private let loop: EventLoop
  private let timer = UnsafeMutablePointer<uv_timer_t>.allocate(capacity: 1)
  private var closer: Int?
  private var action: (() -> Void)?
  private var isClosed = false

  /// A timer that is made while the loop stops never fires.
  package init(_ loop: EventLoop) {
    self.loop = loop
    if loop.isStopping {
      isClosed = true
      return
    }
    uv_timer_init(loop.uv, timer)
    timer.pointee.data = Unmanaged.passRetained(self).toOpaque()
    closer = loop.register { [unowned self] in close() }
  }

  deinit { timer.deallocate() }

  /// Calls `action` once, never earlier than after `delay`; what it was to call before is forgotten. Milliseconds are the
  /// finest there is.
  package func start(after delay: Duration, _ action: @escaping () -> Void) {
    start(milliseconds: delay.roundedUpMilliseconds, action)
  }

  /// As libuv counts: up to a millisecond early. 0 fires in the loop's next turn.
  package func start(milliseconds: UInt64, _ action: @escaping () -> Void) {
    if isClosed { return }
    self.action = action
    // The loop's clock stands still while it runs a callback.
    uv_update_time(loop.uv)
    uv_timer_start(
      timer,
      { timer in
        guard let timer else { return }
        let me = Unmanaged<LoopTimer>.fromOpaque(timer.pointee.data).takeUnretainedValue()
        let loop = me.loop
        me.fire()
        loop.drain()
      }, milliseconds, 0)
  }

  package func stop() {
    action = nil
    if !isClosed { uv_timer_stop(timer) }
  }

  /// The timer keeps itself alive until this is called. Harmless when called twice.
  package func close() {
    action = nil
    if isClosed { return }
    isClosed = true
    if let closer { loop.unregister(closer) }
    uv_close(timer.handle) { handle in
      guard let handle else { return }
      Unmanaged<LoopTimer>.fromOpaque(handle.pointee.data).release()
    }
  }

  private func fire() {
    let action = action
    self.action = nil
    action?()
  }
}

extension Duration {
  /// Rounded up, and one more, because the clock of a loop is rounded down. At most some thousand years.
  fileprivate var roundedUpMilliseconds: UInt64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let rest = UInt64(attoseconds / 1_000_000_000_000_000)
    return min(UInt64(seconds), 1 << 37) * 1000 + rest + (self == .zero ? 0 : 2)
  }
}
