import HTTPModel
import Locking
import TestSupport
import Testing

@testable import RecordReplay

/// Misses are kept as long as there is room, which all sessions share: in number, and in bytes.
struct MissLogTests {
  private func miss(_ bytes: Int) -> Miss {
    Miss(
      reason: .neverRecorded, method: "", url: "", api: nil, cassette: "c",
      closest: Miss.Closest(
        interaction: "001-a",
        mismatches: [Mismatch(pointer: "", recorded: nil, received: String(repeating: "x", count: bytes))]))
  }

  @Test func `long misses take more room, and give it back`() {
    let room = Lock(MissLog.Room(misses: 10, bytes: 100))
    let one = MissLog(limit: 10, room: room)
    do {
      let other = MissLog(limit: 10, room: room)
      #expect(other.add(miss(90)) == 0)
      #expect(one.add(miss(20)) == nil)
      #expect(one.add(miss(10)) == 0)
      #expect(one.count == 2 && one.kept.count == 1)
    }
    #expect(one.add(miss(90)) == 1)
    one.clear()
    #expect(room.withLock { [$0.misses, $0.bytes] } == [10, 100])
  }

  @Test func `what nobody got is counted without a look at it`() async throws {
    let requests = (0..<4).map { Request.sample(.get, "https://api.test/\($0)") }
    let replayer = try Replayer(requests)
    _ = await replayer.answer(requests[1])
    _ = await replayer.answer(requests[1])
    _ = await replayer.answer(.sample(.get, "https://api.test/none"))
    #expect(replayer.unusedCount == 3 && replayer.unused.count == 3)
  }
}
