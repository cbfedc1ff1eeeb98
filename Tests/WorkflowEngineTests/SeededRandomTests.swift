import Testing

@testable import WorkflowEngine

struct SeededRandomTests {
  @Test func `the numbers are SplitMix64's`() {
    // The first numbers of the reference implementation with the seed 1234567.
    var random = SeededRandom(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }

  @Test func `a bounded number stays below its bound and reaches all of it`() {
    var random = SeededRandom(seed: 1)
    var seen: Set<UInt32> = []
    for _ in 0..<1_000 { seen.insert(random.next(below: 7)) }
    #expect(seen == Set(0..<7))
  }

  @Test func `a UUID is of version 4`() throws {
    var random = SeededRandom(seed: 0)
    for _ in 0..<1_000 {
      let uuid = random.nextUUID()
      #expect(try /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/.wholeMatch(in: uuid) != nil)
    }
  }
}
