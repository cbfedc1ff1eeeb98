import EventLoop
import Locking
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Counting descriptors and threads needs nothing else to run beside it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct EventLoopTests {
  @Test func `work runs on the loop's thread and its value comes back`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    #expect(await loop.run { loop.isOnLoop })
    #expect(!loop.isOnLoop)
  }

  @MainActor @Test func `work leaves the main actor for the loop`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    #expect(await loop.run { loop.isOnLoop })
    await loop.run {
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            await Task.yield()
            return loop.isOnLoop
          }
        }
        for await isOnLoop in group { #expect(isOnLoop) }
      }
    }
  }

  @Test func `an immediate task starts at once and stays on the loop`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    await loop.run {
      let seen = Lock<[String]>([])
      let task = Task.immediate(executorPreference: loop) {
        seen.withLock { $0.append("begun") }
        try? await loop.sleep(for: .milliseconds(1))
        #expect(loop.isOnLoop)
      }
      #expect(seen.withLock { $0 } == ["begun"])
      await task.value
    }
  }

  @Test func `calls from elsewhere keep their order`() async throws {
    let loop = try EventLoop()
    let seen = Lock<[Int]>([])
    for number in 0..<1000 { loop.call { seen.withLock { $0.append(number) } } }
    loop.stop()
    #expect(seen.withLock { $0 } == Array(0..<1000))
  }

  @Test func `many tasks from many threads all run on the loop`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<2000 { group.addTask { await loop.run { loop.isOnLoop ? number : 0 } } }
      return await group.reduce(0, +)
    }
    #expect(sum == 1999 * 1000)
  }

  @Test func `a task that only yields does not keep a timer waiting`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    await loop.run {
      let isOver = Lock(false)
      async let spinning: Void = {
        while !isOver.withLock({ $0 }) { await Task.yield() }
      }()
      try? await loop.sleep(for: .milliseconds(5))
      isOver.withLock { $0 = true }
      await spinning
    }
  }

  @Test(arguments: [0, 1, 3, 20])
  func `a sleep is never too short`(milliseconds: Int) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let clock = ContinuousClock()
    let took = try await clock.measure { try await loop.sleep(for: .milliseconds(milliseconds)) }
    #expect(took >= .milliseconds(milliseconds))
  }

  @Test func `of many short sleeps none is too short`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let shortest = try await loop.run {
      let clock = ContinuousClock()
      var shortest = Duration.seconds(1)
      for _ in 0..<300 {
        let took = try await clock.measure { try await loop.sleep(for: .milliseconds(1)) }
        shortest = min(shortest, took)
      }
      return shortest
    }
    #expect(shortest >= .milliseconds(1))
  }

  @Test func `cancelling ends a sleep`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let task = Task { try await loop.sleep(for: .seconds(3600)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `stopping ends a sleep`() async throws {
    let loop = try EventLoop()
    let task = Task { try await loop.run { try await loop.sleep(for: .seconds(3600)) } }
    await loop.run {}
    loop.stop()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `stopping twice and from many threads is harmless`() async throws {
    let loop = try EventLoop()
    await withTaskGroup(of: Void.self) { group in for _ in 0..<4 { group.addTask { loop.stop() } } }
    loop.stop()
  }

  @Test func `a loop that was stopped on its own thread ends by itself`() async throws {
    let loop = try EventLoop()
    await loop.run { loop.stop() }
    loop.stop()
  }

  @Test func `a task that becomes ready after the end still runs`() async throws {
    let loop = try EventLoop()
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    let task = Task(executorPreference: loop) {
      var sum = 0
      for await number in stream { sum += number }
      return sum
    }
    loop.stop()
    for number in 1...100 { continuation.yield(number) }
    continuation.finish()
    #expect(await task.value == 5050)
    #expect(await loop.run { 7 } == 7)
    await #expect(throws: CancellationError.self) { try await loop.run { try await loop.sleep(for: .seconds(1)) } }
  }

  /// Makes a task that makes the next one, until it no longer runs on the loop's thread; each leaves a call behind.
  private final class Chain: Sendable {
    let loop: EventLoop
    let seen = Lock<[String]>([])
    let steps = AsyncStream<Void>.makeStream()

    init(_ loop: EventLoop) { self.loop = loop }

    func step() {
      Task(executorPreference: loop) { [self] in
        steps.continuation.yield()
        guard loop.isOnLoop else {
          seen.withLock { $0.append("task") }
          return steps.continuation.finish()
        }
        loop.call { [self] in seen.withLock { $0.append("call") } }
        step()
      }
    }
  }

  @Test func `tasks without end do not keep stop() waiting, and what was ready then runs before what was posted later`()
    async throws
  {
    let loop = try EventLoop()
    let chain = Chain(loop)
    chain.step()
    for await _ in chain.steps.stream { break }
    loop.stop()
    for await _ in chain.steps.stream {}
    await loop.run {}
    let order = chain.seen.withLock { $0 }
    #expect(order.contains("task"))
    #expect(order.last == "call")
  }

  @Test func `stopping closes what was registered`() async throws {
    let loop = try EventLoop()
    let closed = Lock<[String]>([])
    await loop.run {
      _ = loop.register { closed.withLock { $0.append("kept") } }
      loop.unregister(loop.register { closed.withLock { $0.append("taken back") } })
    }
    loop.stop()
    #expect(closed.withLock { $0 } == ["kept"])
    // Late work runs on the thread that stands for the loop's.
    await loop.run { _ = loop.register { closed.withLock { $0.append("late") } } }
    #expect(closed.withLock { $0 } == ["kept", "late"])
  }

  #if os(Linux)
    @Test func `a thousand starts and stops leave no descriptor and no thread`() async throws {
      // The first one makes what libuv and the runtime keep for the process.
      try await startAndStop()
      let descriptors = entries("/proc/self/fd")
      let threads = entries("/proc/self/task")
      for _ in 0..<1000 { try await startAndStop() }
      #expect(entries("/proc/self/fd") <= descriptors)
      // The runtime's own pool may grow to one thread a core meanwhile.
      #expect(entries("/proc/self/task") <= threads + sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 1)
    }

    private func startAndStop() async throws {
      let loop = try EventLoop()
      let sleeping = Task(executorPreference: loop) { try? await loop.sleep(for: .seconds(3600)) }
      try await loop.run { _ = try TCPListener(loop, port: 0) { _ in } }
      loop.stop()
      await sleeping.value
    }

    private func entries(_ path: String) -> Int {
      guard let folder = opendir(path) else { return -1 }
      defer { closedir(folder) }
      var count = 0
      while readdir(folder) != nil { count += 1 }
      return count
    }
  #endif
}
