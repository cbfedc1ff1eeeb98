import Testing

@testable import SchemaValidation

struct PatternShortcutTests {
  @Test(
    arguments: [
      "^ctm_[a-z\\d]{26}$", "^[A-Z][a-z_]*", "^[^/]+$", "^\\w+-\\d{2,4}$", "^-?\\d+$", "abc", "^abc", "abc$", "^abc$",
      "^é",
      "^a{3}$", "^a?b?c?$", "^[a-z]+[0-9]*$",
    ])
  func `common shapes run without PCRE2`(pattern: String) throws { #expect(try !ECMAPattern(pattern).isCompiled) }

  @Test(arguments: ["^a*a$", "^[a-z]+[a-f]$", "^\\S{2}$", "^[^a]{2}$", "^a*b*a$", "a+$", "^(a|b)$", "^.*$", "^[é]$"])
  func `shapes that need a second try or count beyond ASCII go to PCRE2`(pattern: String) throws {
    #expect(try ECMAPattern(pattern).isCompiled)
  }

  @Test(
    arguments: [
      ("^a?b?c?$", "ac", true), ("^a?b?c?$", "cb", false), ("^[^/]+$", "é/", false), ("^[^/]+$", "éa", true),
      ("^a{2,3}", "aaaa", true), ("^a{2,3}$", "aaaa", false), ("^a{3}$", "aa", false), ("^[a-z]+[0-9]*$", "a1b", false),
      ("abc", "ababc", true), ("aab", "aaab", true), ("abc", "ab", false), ("^$", "a", false), ("bc$", "abcd", false),
      ("^a\\w*$", "a", true), ("^[^é]$", "é", false),
    ])
  func `a shortcut finds what the pattern says`(pattern: String, text: String, expected: Bool) throws {
    #expect(try ECMAPattern(pattern).search(text) == (expected ? .found : .notFound))
  }
}
