import Testing

@testable import QueryLanguages

struct JavaPatternTests {
  private static func matches(_ text: String, _ pattern: String, _ flags: String = "") throws -> Bool? {
    var work = 20_000_000
    return try JavaPattern(pattern, flags: try #require(JavaPattern.Flags(flags))).matches(text, work: &work)
  }

  @Test(arguments: [
    ("abc", "abc", true), ("abc", "ab", false), ("abc", "a.c", true), ("a\nc", "a.c", false), ("", "", true),
    ("", "a*", true), ("aaa", "a*", true), ("aaa", "a{2}", false), ("aaa", "a{2,}", true), ("aaa", "a{1,3}?", true),
    ("ab", "a|b", false), ("b", "a|b", true), ("acd", "a(b|c)d", true), ("abcabc", "(?:abc)+", true),
    ("abcabc", "(?<n>abc){2}", true), ("x", "(a|b|)x", true), ("5-7", "\\d-[0-9]", true), ("a_1", "\\w+", true),
    ("é", "\\w", false), (" \t", "\\s+", true), ("a b", "a\\sb", true), ("a.b", "a\\.b", true), ("axb", "a\\.b", false),
    ("-", "[a-]", true), ("]", "[]]", true), ("b", "[^a]", true), ("a", "[^a]", false), ("d", "[a-c[x-z]]", false),
    ("y", "[a-c[x-z]]", true), ("b", "[a-z&&[^b]]", false), ("c", "[a-z&&[^b]]", true), ("a/b", "a\\/b", true),
    ("é", "\\u00e9", true), ("A", "\\x41", true), ("a+b", "\\Qa+b\\E", true), ("ab", "^ab$", true),
    ("ab\n", "ab$\\n", true),
    ("a b", "a\\b b", true), ("ab", "a\\bb", false), ("ab", "a\\Bb", true), ("😀", ".", true), ("a\\", "a\\\\", true),
    ("2024-01-05", "\\d{4}-\\d{2}-\\d{2}", true), ("txn_01", "txn_[0-9a-z]+", true), ("a]b", "a]b", true),
    ("a}", "a}", true), ("aé", "a\\bé", false), ("a-é", "a-\\bé", true), ("a.bb", "\\Qa.b\\E+", true),
    ("a.ba.b", "\\Qa.b\\E+", false), ("é", "\\p{L}", true), ("é", "\\p{Alpha}", false), ("É1", "\\p{Lu}\\pN", true),
    ("_", "\\P{L}", true), ("é", "\\p{IsAlphabetic}", true), ("\r\n", "\\R", true), ("\n", "\\v", true),
    ("\u{a0}", "\\h\\V{0}", true), ("A", "\\0101", true), ("😀", "\\x{1F600}", true), ("\u{1}", "\\cA", true),
    ("ab", "\\Gab", true), ("]", "[\\Q]\\E]", true),
  ])
  func `the whole text has to match`(text: String, pattern: String, matches: Bool) throws {
    #expect(try Self.matches(text, pattern) == matches)
  }

  @Test(arguments: [
    ("ABC", "abc", "i", true), ("AZ", "az", "i", true), ("[", "\\{", "i", false), ("Q", "[a-z]", "i", true),
    ("q", "[A-Z]", "i", true),
    ("a", "\\p{Lu}", "i", true), ("a", "\\p{Upper}", "i", true), ("1", "\\p{Lu}", "i", false),
    ("É", "é", "i", false), ("É", "é", "iu", true), ("a\nb", "a.b", "s", true), ("a\nb", "a\n^b", "", false),
    ("a\nb", "a\n^b", "m", true), ("ab", "a b # x", "x", true), ("ABC", "(?i)abc", "", true),
    ("a\nb", "(?s)a.b", "", true),
  ])
  func `flags are Java's`(text: String, pattern: String, flags: String, matches: Bool) throws {
    #expect(try Self.matches(text, pattern, flags) == matches)
  }

  @Test(arguments: [
    "(", ")", "a)", "[a", "*a", "a{", "a{2,1}", "a{1001}", "\\", "\\y", "[b-a]", "(?=a)", "(?!a)", "(?<=a)", "(a)\\1",
    "a*+",
    "(?>a)", "\\p{Foo}", "\\p{L", "\\x4", "\\x{110000}", "\\x+1", "\\u+041", "\\08", "\\c", "a**", "a?*", "a{2}*",
    "a(?i)b", "((((a{99}){99}){99}){99})", String(repeating: "(", count: 500), "[[[", "a|(b",
  ])
  func `what is no pattern, or needs more than a step a character, is refused`(pattern: String) {
    #expect(throws: JavaPatternError.self) { try Self.matches("a", pattern) }
  }

  @Test(arguments: [
    ("a*+", true), ("(?=a)", true), ("(?<!a)", true), ("(?>a)", true), ("(a)\\1", true), ("a(?i)b", true),
    ("(?i:a)b", true),
    ("(?-i)a", true), ("\\p{InGreek}", true), ("(?q)a", false), ("a**", false), ("(?i", false), ("[a", false),
  ])
  func `what Java takes and needs more is told from what is no pattern`(pattern: String, isUnsupported: Bool) throws {
    let error = try #require(throws: JavaPatternError.self) { try Self.matches("a", pattern) }
    #expect(error.isUnsupported == isUnsupported)
    #expect(error.reason.hasSuffix("in a pattern are not supported yet") == isUnsupported)
    #expect(throws: JSONPathSyntaxError.self) { try JSONPath(parsing: "$[?(@ =~ /\(pattern)/)]") }
  }

  @Test(arguments: ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*a){20}", "((a?){20}){20}b"])
  func `patterns that run away elsewhere end at once`(pattern: String) throws {
    var work = 20_000_000
    let compiled = try JavaPattern(pattern, flags: try #require(JavaPattern.Flags("")))
    #expect(compiled.matches(String(repeating: "a", count: 300) + "!", work: &work) == false)
    // At most its length, and so many threads beside it, for each character.
    #expect(20_000_000 - work < 301 * 2 * compiled.program.count)
  }

  @Test func `too much work is said, not done`() throws {
    var work = 1_000
    let pattern = try JavaPattern("(a|b)*", flags: try #require(JavaPattern.Flags("")))
    #expect(pattern.matches(String(repeating: "ab", count: 5_000), work: &work) == nil)
  }
}
