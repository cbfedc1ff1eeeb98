import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Something that happens once, with a value, on any thread.
final class Event<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiters: [CheckedContinuation<Value, Never>] = []
  }
  private let state = Lock(State())

  func happen(_ value: Value) {
    let waiters = state.withLock { state in
      if state.value == nil { state.value = value }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: value) }
  }

  var hasHappened: Bool { state.withLock { $0.value != nil } }

  func value() async -> Value {
    await withCheckedContinuation { continuation in
      let value = state.withLock { state in
        if state.value == nil { state.waiters.append(continuation) }
        return state.value
      }
      if let value { continuation.resume(returning: value) }
    }
  }
}

extension Event where Value == Bool {
  func happen() { happen(true) }

  /// For a script's thread: waits for a task of the test, a minute at most.
  func block() throws {
    for _ in 0..<60_000 {
      if hasHappened { return }
      usleep(1000)
    }
    throw ScriptedServer.Failure(what: "wait", code: ETIMEDOUT)
  }
}

/// Waits until `condition` holds; false where it does not within a minute.
func eventually(_ condition: () -> Bool) async -> Bool {
  let begun = ContinuousClock.now
  while begun.duration(to: .now) < .seconds(60) {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(1))
  }
  return condition()
}
