import CUV
import Locking
import Synchronization

extension EventLoop {
  /// Closes every handle that is still open, lets the loop run to its end and joins its thread.
  ///
  /// Calling it again is harmless; every caller returns when the thread has ended. On the loop's own thread it only
  /// begins the stopping: the thread ends when what it runs now is done. Tasks that prefer the loop and become ready
  /// later still run, one after another, on a thread that lasts as long as there are any; they can open nothing.
  public func stop() {
    call { self.closeEverything() }
    if isOnLoop { return }
    isJoined.withLock { isJoined in
      if isJoined { return }
      uv_thread_join(thread)
      isJoined = true
    }
  }

  /// Names a closure that closes a handle; `stop()` calls it unless it was unregistered before. While the loop stops
  /// it is called at once. Only on the loop's thread.
  package func register(closer: @escaping () -> Void) -> Int {
    lastCloser += 1
    if isStopping { closer() } else { closers[lastCloser] = closer }
    return lastCloser
  }

  /// Takes back what `register` was told. Only on the loop's thread.
  package func unregister(_ token: Int) { closers[token] = nil }

  private func closeEverything() {
    if isStopping { return }
    isStopping = true
    while let next = closers.popFirst() { next.value() }
    uv_unref(wake.handle)
  }

  /// What comes after `uv_run` on the loop's thread.
  func finish() {
    // A task that never stops yielding must not keep `stop()` waiting: what is left after so many turns runs late.
    for _ in 0..<64 {
      takeInbox()
      uv_run(uv, UV_RUN_DEFAULT)
      if !hasWork { break }
    }
    inbox.withLock { $0.phase = .ending }
    let left = takeLocal()
    closeOwnHandles()
    owner.store(0, ordering: .relaxed)
    let isLate = inbox.withLock { inbox in
      inbox.work = left + inbox.work
      inbox.phase = inbox.work.isEmpty ? .ended : .late
      return inbox.phase == .late
    }
    if isLate { startLateThread() }
  }

  /// Closes the handles that the loop has for itself, and the loop.
  func closeOwnHandles() {
    uv_close(wake.handle, nil)
    uv_close(beforePolling.handle, nil)
    uv_run(uv, UV_RUN_DEFAULT)
    let code = uv_loop_close(uv)
    assert(code == 0, "a handle was not closed")
  }

  /// Leaves work for the loop from wherever this is.
  func post(_ work: Work) {
    let needsThread = inbox.withLock { inbox in
      inbox.work.append(work)
      switch inbox.phase {
      case .running:
        if !inbox.isWoken {
          inbox.isWoken = true
          uv_async_send(wake)
        }
        return false
      case .ended:
        inbox.phase = .late
        return true
      case .ending, .late: return false
      }
    }
    if needsThread { startLateThread() }
  }
}
