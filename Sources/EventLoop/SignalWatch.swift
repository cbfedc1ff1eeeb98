import CUV

/// Watches for signals of the process, such as SIGINT, instead of what they do by default.
public final class SignalWatch: @unchecked Sendable {  // the loop's thread owns every `var`
  private let loop: EventLoop
  private var handles: [UnsafeMutablePointer<uv_signal_t>] = []
  private var closer: Int?
  private var arrived: Int32?
  private var isOver = false
  private var continuation: CheckedContinuation<Int32?, Never>?

  /// Watches from the moment this returns until the first one comes; then they do again what they did before, so that a
  /// second SIGINT ends the process.
  public init(_ loop: EventLoop, for signals: [Int32]) async {
    self.loop = loop
    await withCheckedContinuation { continuation in
      loop.call {
        self.start(signals)
        continuation.resume()
      }
    }
  }

  /// The first signal that came, or comes. Nil where the loop stopped before. One caller at a time.
  public func first() async -> Int32? {
    await withCheckedContinuation { continuation in
      loop.call {
        if self.isOver { continuation.resume(returning: self.arrived) } else { self.continuation = continuation }
      }
    }
  }

  private func start(_ signals: [Int32]) {
    closer = loop.register { [self] in end(nil) }
    for signal in signals where !loop.isStopping {
      let handle = UnsafeMutablePointer<uv_signal_t>.allocate(capacity: 1)
      uv_signal_init(loop.uv, handle)
      handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
      handles.append(handle)
      uv_signal_start(
        handle,
        { handle, number in
          guard let handle else { return }
          let me = Unmanaged<SignalWatch>.fromOpaque(handle.pointee.data).takeUnretainedValue()
          me.end(number)
          me.loop.drain()
        }, signal)
    }
  }

  private func end(_ signal: Int32?) {
    if isOver { return }
    isOver = true
    arrived = signal
    if let closer { loop.unregister(closer) }
    for handle in handles {
      uv_close(handle.handle) { handle in
        guard let handle else { return }
        Unmanaged<SignalWatch>.fromOpaque(handle.pointee.data).release()
        UnsafeMutableRawPointer(handle).deallocate()
      }
    }
    handles = []
    continuation?.resume(returning: signal)
    continuation = nil
  }
}
