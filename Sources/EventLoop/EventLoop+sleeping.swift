extension EventLoop {
  /// Waits on a timer of the loop, not less than `duration`; nothing waits for zero or less. Throws as soon as the task
  /// is cancelled, and when the loop stops.
  public func sleep(for duration: Duration) async throws(CancellationError) {
    if Task.isCancelled { throw CancellationError() }
    if duration <= .zero { return }
    let sleeper = Sleeper(self)
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        onLoop { sleeper.start(duration, continuation) }
      }
    } onCancel: {
      call { sleeper.end(false) }
    }
    if !isOver { throw CancellationError() }
  }
}

/// One sleep.
private final class Sleeper: @unchecked Sendable {  // the loop's thread owns all but `loop`
  private let loop: EventLoop
  private var timer: LoopTimer?
  private var closer: Int?
  private var continuation: CheckedContinuation<Bool, Never>?
  private var isEnded = false

  init(_ loop: EventLoop) { self.loop = loop }

  func start(_ duration: Duration, _ continuation: CheckedContinuation<Bool, Never>) {
    if isEnded || loop.isStopping {
      continuation.resume(returning: false)
      return
    }
    self.continuation = continuation
    closer = loop.register { [self] in end(false) }
    timer = LoopTimer(loop)
    timer?.start(after: duration) { [self] in end(true) }
  }

  func end(_ result: Bool) {
    isEnded = true
    if let closer { loop.unregister(closer) }
    timer?.close()
    timer = nil
    continuation?.resume(returning: result)
    continuation = nil
  }
}
