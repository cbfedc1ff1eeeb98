import CUV

/// Watches for signals of the process, such as SIGINT, instead of what they do by default.
public final class SignalWatch: @unchecked Sendable {  // the loop's thread owns every `var`
  private let loop: EventLoop
  private var handles: [UnsafeMutablePointer<uv_signal_t>] = []
  private var closer: Int?
  /// What came and nobody asked for yet, oldest first.
  private var arrived: [Int32] = []
  private var isOver = false
  private var continuation: CheckedContinuation<Int32?, Never>?

  /// Watches from the moment this returns until `end()`; then the signals do again what they did before.
  public init(_ loop: EventLoop, for signals: [Int32]) async {
    self.loop = loop
    await withCheckedContinuation { continuation in
      loop.call {
        self.start(signals)
        continuation.resume()
      }
    }
  }

  /// The next signal that came, or comes. Nil after the end and where the loop stopped. One caller at a time.
  public func next() async -> Int32? {
    await withCheckedContinuation { continuation in
      loop.call {
        if !self.arrived.isEmpty {
          continuation.resume(returning: self.arrived.removeFirst())
        } else if self.isOver {
          continuation.resume(returning: nil)
        } else {
          self.continuation = continuation
        }
      }
    }
  }

  /// Whoever waits in `next()` gets nil. Harmless when called twice.
  public func end() { loop.call { self.finish() } }

  private func start(_ signals: [Int32]) {
    closer = loop.register { [self] in finish() }
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
          me.came(number)
          me.loop.drain()
        }, signal)
    }
  }

  private func came(_ signal: Int32) {
    guard let continuation else { return arrived.append(signal) }
    self.continuation = nil
    continuation.resume(returning: signal)
  }

  private func finish() {
    if isOver { return }
    isOver = true
    if let closer { loop.unregister(closer) }
    for handle in handles {
      uv_close(handle.handle) { handle in
        guard let handle else { return }
        Unmanaged<SignalWatch>.fromOpaque(handle.pointee.data).release()
        UnsafeMutableRawPointer(handle).deallocate()
      }
    }
    handles = []
    continuation?.resume(returning: nil)
    continuation = nil
  }
}
