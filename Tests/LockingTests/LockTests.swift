import Locking
import Testing

@Suite(.timeLimit(.minutes(1))) struct LockTests {
  private struct Pair {
    var first = 0, second = 0
    var wasTorn = false

    mutating func count() {
      if first != second { wasTorn = true }
      first += 1
      second = first
    }
  }

  private struct Refusal: Error {}

  @Test func `only one task at a time is inside`() async {
    let pair = Lock(Pair())
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<20_000 { pair.withLock { $0.count() } }
        }
      }
    }
    #expect(pair.withLock { $0.first } == 160_000)
    #expect(pair.withLock { !$0.wasTorn })
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
