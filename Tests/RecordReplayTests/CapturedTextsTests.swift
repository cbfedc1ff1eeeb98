import Testing

@testable import RecordReplay

/// Many texts are looked for at once.
struct CapturedTextsTests {
  @Test(arguments: [
    (["ab"], "xabab", [(1..<3, 0), (3..<5, 0)]),
    (["a", "ab", "abc"], "abab abc", [(0..<2, 1), (2..<4, 1), (5..<8, 2)]),
    (["aa"], "aaaaa", [(0..<2, 0), (2..<4, 0)]), (["bc", "abcd"], "abce", [(1..<3, 0)]),
    (["x", "x", "x"], "xxxx", [(0..<1, 0), (1..<2, 1), (2..<3, 2), (3..<4, 2)]), (["z"], "abc", []),
    (["abc"], "ab", []),
    (["he", "she", "hers"], "ushers", [(1..<4, 1)]),
  ])
  func `from the left the longest, and of one text listed often each in turn`(
    texts: [String], text: String, hits: [(Range<Int>, Int)]
  ) {
    let found = CapturedTexts(texts.enumerated().map { (Array($1.utf8), $0) }).hits(in: Array(text.utf8))
    #expect(found == hits.map { CapturedTexts.Hit(range: $0.0, capture: $0.1) })
  }

  @Test func `the time grows with the lengths alone`() {
    let texts = (1...1000).map { String(repeating: "a", count: $0) + "b" }
    let search = CapturedTexts(texts.enumerated().map { (Array($1.utf8), $0) })
    let begin = ContinuousClock.now
    #expect(search.hits(in: [UInt8](repeating: UInt8(ascii: "a"), count: 4 << 20)).isEmpty)
    #expect(ContinuousClock.now - begin < .seconds(30))
  }
}
