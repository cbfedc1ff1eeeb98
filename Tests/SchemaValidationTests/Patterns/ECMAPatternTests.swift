import SchemaValidation
import Testing

struct ECMAPatternTests {
  @Test(
    arguments: [
      ("b", "abc"), ("^$", ""), ("", "x"), ("^abc$", "abc"), ("c$", "abc"), ("^(?:a|b)$", "b"), ("^[^]$", "\n"),
      ("^.$", "😀"), ("^😀{2}$", "😀😀"), ("^\\u{1F600}$", "😀"), ("^\\uD83D\\uDE00$", "😀"), ("^[\\uD83D\\uDE00]$", "😀"),
      ("^[😀-😂]$", "😁"), ("\\bé", "xé"), ("^\\cJ$", "\n"), ("^[\\b]$", "\u{8}"), ("^[\\-a]$", "-"), ("^\\/$", "/"),
      ("^\\0$", "\0"), ("^\\x41\\u0042$", "AB"), ("^[\\d\\-x]+$", "1-x"), ("^\\v\\f$", "\u{B}\u{C}"),
      ("^\\s$", "\u{FEFF}"), ("^\\S$", "\u{180E}"), ("^[\\s\\S]$", "\u{2028}"), ("^[^\\S]$", "\u{A0}"),
      ("(a)?\\1b", "b"), ("\\1(a)", "a"), ("(a\\1)", "a"), ("^(?<x>a)\\k<x>$", "aa"), ("^\\k<x>(?<x>a)$", "a"),
      ("^(?:(?<x>a)|(?<x>b))\\k<x>$", "bb"), ("(?<=a+)b", "aab"), ("(?<=^ab*)c", "abbc"), ("(?<!x)y", "zy"),
      ("(?<=(\\d)(\\d*))a", "123a"), ("(?<=\\1(a))b", "aab"), ("(?=a)\\w", "a"), ("a(?!b)", "ac"),
      ("^(?:(a)|b)*\\1$", "ab"), ("^\\p{L}\\p{Script=Greek}\\P{Lu}$", "éλa"), ("^\\p{Emoji}$", "😀"),
      ("^[\\p{Nd}_]+$", "1_২"), ("^[^\\D\\p{L}]{2}$", "12"), ("^\\p{ASCII}\\P{ASCII}$", "aé"), ("^\\p{LC}$", "ǅ"),
      ("^a{0}b$", "b"), ("^a{2,}?$", "aaa"), ("^(a{1,3}?){2}$", "aaaaaa"), ("^[\\w-]+$", "a-b"),
    ])
  func `is found`(pattern: String, text: String) throws {
    #expect(try ECMAPattern(pattern).search(text) == .found)
  }

  @Test func `patterns that differ in their code units alone are two`() throws {
    let schema = try Schema.sample(#"{"items":{"anyOf":[{"pattern":"^\u00e9$"},{"pattern":"^e\u0301$"}]}}"#)
    #expect(try schema.accepts(#"["\u00e9","e\u0301"]"#))
    #expect(try !schema.accepts(#"["e"]"#))
  }

  @Test(
    arguments: [
      ("a", "b"), ("^abc$", "abc\n"), ("^abc$", "x\nabc"), ("^(?:a|b)$", "a\n"), ("[]", "a"), ("^.$", "\n"),
      ("^.$", "\r"),
      ("^.$", "\u{2028}"),
      ("^\\d$", "২"), ("^\\w$", "é"), ("^\\s$", "\u{180E}"), ("é\\b", "é"), ("^[\\uD83D]$", "😀"), ("\\uD83D", "😀"),
      ("^..$", "😀"), ("(?<=a+)b", "cb"), ("(?<!a+)b", "aab"), ("^(?:(a)|b)*\\1$", "aba"), ("A", "a"),
      ("^\\p{Lu}$", "a"), ("^[^\\D\\p{L}]{2}$", "\na"), ("^ctm_[a-z\\d]{26}$", "ctm_01hv6y1jedq4p1n0yqn5ba3ky"),
    ])
  func `is not found`(pattern: String, text: String) throws {
    #expect(try ECMAPattern(pattern).search(text) == .notFound)
  }

  @Test func `a lone surrogate matches itself, as three bytes`() throws {
    let bytes: [UInt8] = [0xED, 0xA0, 0xBD]
    func search(_ pattern: String) throws -> PatternSearch {
      let pattern = try ECMAPattern(pattern)
      return bytes.withUnsafeBufferPointer { pattern.search($0) }
    }
    #expect(try search("^\\uD83D$") == .found)
    #expect(try search("^[^a]$") == .found)
    #expect(try search("\\uDE00") == .notFound)
  }

  @Test(arguments: ["\\-", "\\@", "\\_", "\\\"", "a]", "{", "}", "x{a}", "[\\w-.]", "[+-\\d]"])
  func `what published schemas are full of runs, though format regex refuses it`(pattern: String) {
    #expect(throws: Never.self) { try ECMAPattern(pattern) }
    #expect(ECMAPattern.problem(with: pattern) != nil)
  }

  @Test func `threads search with one pattern at the same time`() async throws {
    let pattern = try ECMAPattern("^(?:[a-z]+,)*$")
    let good = String(repeating: "abc,", count: 500), bad = good + "!"
    let right = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<50).filter { _ in pattern.search(good) == .found && pattern.search(bad) == .notFound }.count
        }
      }
      return await group.reduce(0, +)
    }
    #expect(right == 400)
  }
}
