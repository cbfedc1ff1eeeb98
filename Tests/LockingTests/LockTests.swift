import Locking
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct LockTests {
  private struct Refusal: Error {}

  @Test func `only one thread at a time is inside`() async {
    let count = Lock(0)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1_000 {
            count.withLock { count in
              let before = count
              // Lets another thread in, if it can get in.
              sched_yield()
              count = before + 1
            }
          }
        }
      }
    }
    #expect(count.withLock { $0 } == 8_000)
  }

  @Test func `the lock is given back with a result and with an error`() {
    let number = Lock(1)
    #expect(number.withLock { $0 } == 1)
    #expect(throws: Refusal.self) {
      try number.withLock { number throws(Refusal) in
        number = 2
        throw Refusal()
      }
    }
    #expect(number.withLock { $0 } == 2)
  }
}
