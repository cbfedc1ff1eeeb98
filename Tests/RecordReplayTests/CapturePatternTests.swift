import HTTPModel
import Testing

@testable import RecordReplay

/// Holes inside a longer text.
struct CapturePatternTests {
  /// `<digits>` in a text is a hole of that format.
  static func pattern(_ text: String) throws -> PlaceholderPattern {
    var captures: [Capture] = [], plain = ""
    for (index, part) in text.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: ">") else {
        plain += part
        continue
      }
      let format = try #require(CaptureFormat(String(part[..<end])))
      captures.append(Capture(place: "/body", text: "{{\(index)}}", name: "n\(index)", format: format))
      plain += "{{\(index)}}" + part[part.index(after: end)...]
    }
    let texts = CapturedTexts(captures.enumerated().map { (Array($1.text.utf8), $0) })
    let bytes = Array(plain.utf8)
    let pattern = try #require(PlaceholderPattern(bytes, texts.hits(in: bytes), captures))
    #expect(pattern.matches(bytes), "what is recorded fits itself")
    return pattern
  }

  static let tests: [(pattern: String, text: String, contents: [String]?)] = [
    ("<any>", "x", ["x"]), ("<any>", "", nil), ("a <any>", "a x", ["x"]), ("a <any>", "b x", nil),
    ("<digits:6>", "123456", ["123456"]), ("<digits:6>", "12345", nil),
    ("Bearer <hex:4>!", "Bearer beef!", ["beef"]), ("Bearer <hex:4>!", "Bearer beef", nil),
    ("<any>-<any>", "a-b-c", ["a", "b-c"]), ("<any>-<digits>", "a-b-12", ["a-b", "12"]),
    ("<any>-<digits>-<any>", "a-b-12-x-y", ["a-b", "12", "x-y"]), ("<any>-<digits>-<any>", "a-b-c-d", nil),
    ("<digits:2><hex:2>", "12ab", ["12", "ab"]), ("<digits><hex:2>", "12345", ["123", "45"]),
    ("a<any>b<any>c", "axxbc", nil), ("a<any>b<any>c", "abbbc", ["b", "b"]), ("<any><any>", "ab", ["a", "b"]),
    ("<any><any>", "a", nil), ("<any><any><digits:1>", "abc1", ["a", "bc", "1"]),
    ("<token> <token>", "a b", ["a", "b"]), ("<token> <token>", "a b c", nil),
    ("<email>, <email>.", "a@b, c@d.", ["a@b", "c@d"]), ("x<uuid>y", "x07fab0efy", nil),
    ("<any>aab<any>", "xaaaabz", ["xaa", "z"]), ("<digits>aa<any>", "1aaaa", ["1", "aa"]),
    ("<any>a<digits>a", "aa1a", ["a", "1"]), ("<any>{{t}}<any>", "a{{t}}b", ["a", "b"]),
    ("<jwt>.<digits>", "a.b.c.7", ["a.b.c", "7"]),
  ]

  @Test(arguments: tests)
  func `a text fits where there is a way to fill the holes, and an earlier one holds less`(
    pattern: String, text: String, contents: [String]?
  ) throws {
    let bytes = Array(text.utf8)
    let found = try Self.pattern(pattern).contents(of: bytes)
    #expect(found?.map { String(decoding: bytes[$0], as: UTF8.self) } == contents)
  }

  @Test(arguments: ["<any>a<digits>a<digits>a<any>", "<token><token><token><digits>", "<hex>a<hex>a<hex>a<hex>b"])
  func `a text that fits in very many ways but for its end is decided soon`(pattern: String) throws {
    let pattern = try Self.pattern(pattern)
    let begin = ContinuousClock.now
    #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)))
    #expect(ContinuousClock.now - begin < .seconds(30))
  }
}
