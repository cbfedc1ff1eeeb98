import Testing

@testable import RecordReplay

struct NumberSetTests {
  /// Steps that fall into few words of the sketch, too.
  @Test(arguments: [1, 3, 1 << 30, 0x0101_0101_0101_0101] as [UInt64])
  func `it holds what was put in and nothing else, also when it grows`(step: UInt64) {
    var set = NumberSet()
    #expect(!set.contains(0))
    for number in 1...5_000 as ClosedRange<UInt64> { set.insert(number &* step) }
    set.insert(step)
    #expect(set.count == 5_000)
    #expect((1...5_000 as ClosedRange<UInt64>).allSatisfy { set.contains($0 &* step) })
    #expect(!(5_001...20_000 as ClosedRange<UInt64>).contains { set.contains($0 &* step) })
    #expect(!set.contains(0))
    set.insert(0)
    for number in 5_001...9_000 as ClosedRange<UInt64> { set.insert(number &* step) }
    #expect(set.contains(0))
    #expect(set.count == 9_001)
  }
}
