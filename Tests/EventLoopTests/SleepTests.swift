import EventLoop
import Testing

@Suite(.timeLimit(.minutes(1))) struct SleepTests {
  @Test func `cancelling wakes whoever sleeps already`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    // An immediate task on the loop's thread sleeps when it is there.
    let task = await loop.run {
      Task.immediate(executorPreference: loop) { try await loop.sleep(for: .seconds(3600)) }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `whoever is cancelled does not begin to sleep, and none sleeps for nothing`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    try await loop.sleep(for: .zero)
    try await loop.sleep(for: .seconds(-1))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await loop.sleep(for: .zero)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
