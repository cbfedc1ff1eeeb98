#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A mutex round the state it guards.
///
/// Over `pthread_mutex_t`, because ThreadSanitizer on Linux cannot see into Synchronization's `Mutex` and reports
/// correct code. Keep what runs inside short: no I/O, no callback, no `await`.
public final class Lock<State>: @unchecked Sendable {  // `state` is touched only with `mutex` held
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var state: State

  public init(_ state: sending State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    let result = pthread_mutex_init(mutex, nil)
    precondition(result == 0, "pthread_mutex_init failed with \(result)")
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deinitialize(count: 1)
    mutex.deallocate()
  }

  /// Runs `body` with the lock held. Not reentrant: calling it again inside `body` deadlocks.
  public func withLock<Result, Failure: Error>(
    _ body: (inout sending State) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }
}
