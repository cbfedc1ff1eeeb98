import Clocks
import Testing

struct WallClockTests {
  static let noon = Instant(millisecondsSince1970: 1_795_348_800_000)

  @Test func `a virtual clock is at a time as soon as someone waits for it`() {
    let clock = VirtualClock(at: Self.noon)
    #expect(clock.now == Self.noon)
    clock.wait(until: Self.noon + .seconds(2_592_000))
    #expect(clock.now - Self.noon == .seconds(2_592_000))
  }

  @Test func `a virtual clock is never turned back`() {
    let clock = VirtualClock(at: Self.noon)
    clock.wait(until: Self.noon - .seconds(1))
    #expect(clock.now == Self.noon)
  }

  @Test func `a shifted clock runs with its base`() async throws {
    let base = VirtualClock(at: Self.noon)
    let clock = ShiftedClock(base, by: .seconds(-30))
    #expect(clock.now == Self.noon - .seconds(30))
    try await clock.wait(until: Self.noon)
    #expect(base.now == Self.noon + .seconds(30))
    #expect(clock.now == Self.noon)
  }

  @Test func `a frozen clock can be shifted, too`() {
    #expect(ShiftedClock(FrozenClock(at: Self.noon), by: .seconds(5)).now == Self.noon + .seconds(5))
  }

  @Test func `the real clock knows the date`() async throws {
    let before = RealClock().now
    try await RealClock().wait(until: before)
    #expect(RealClock().now >= before)
    #expect(before.description.hasPrefix("20"))
  }

  @Test(.timeLimit(.minutes(1))) func `a wait on the real clock ends when its task is cancelled`() async {
    let waiting = Task { try await RealClock().wait(until: RealClock().now + .seconds(86_400)) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }
}
