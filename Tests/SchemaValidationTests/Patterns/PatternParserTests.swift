import SchemaValidation
import Testing

struct PatternParserTests {
  @Test(
    arguments: [
      ("^(abc]", 1, "the group is not closed"), ("a)", 1, "`)` closes no group"), ("[a", 0, "the class is not closed"),
      ("é[z-a]", 3, "the range in the class is out of order"),
      ("*a", 0, "nothing stands before `*` that could be repeated"), ("a**", 2, "a quantifier follows a quantifier"),
      ("a++", 2, "ECMA-262 has no possessive quantifiers"), ("(?>a)", 0, "ECMA-262 has no atomic groups `(?>…)`"),
      ("a{2,1}", 1, "the numbers in `{2,1}` are out of order"), ("^*", 1, "`^` cannot be repeated"),
      ("(?=a)*", 5, "a lookahead cannot be repeated"), ("(?i)a", 0, "inline flags such as `(?i)` are not supported"),
      ("(?#x)", 0, "ECMA-262 has no comments `(?#…)`"), ("\\a", 0, "ECMA-262 has no escape `\\a`"),
      ("x\\Z", 1, "ECMA-262 has no `\\Z`; `$` is the end of the text"),
      ("\\A", 0, "ECMA-262 has no `\\A`; `^` is the beginning of the text"),
      ("\\01", 0, "ECMA-262 has no octal escapes"), ("\\", 0, "the pattern ends with a backslash"),
      ("\\c1", 0, "`\\c` needs a letter"), ("\\x4", 0, "`\\x` needs two hexadecimal digits"),
      ("\\u12", 0, "`\\u` needs four hexadecimal digits, or a code point in braces"),
      ("\\u{110000}", 0, "`\\u{…}` needs a code point in hexadecimal, 10FFFF at most"),
      ("(a)\\2", 3, "the reference `\\2` leads to no group"), ("\\k<n>", 0, "no group is named \"n\""),
      ("\\k", 0, "`\\k` needs a name: `\\k<name>`"), ("(?<n>a)(?<n>b)", 10, "two groups are named \"n\""),
      ("(?:(?<n>a)|(?<m>b))(?<n>c)", 22, "two groups are named \"n\""),
      ("(?:(?<n>a)|(?<m>b))(?<m>c)", 22, "two groups are named \"m\""),
      ("(?<n>a)(?:b|c|(?<n>d))", 17, "two groups are named \"n\""),
      ("(?:(?:(?<n>a)|b)|c)|(?:d(?<n>e)|(?<n>f)(?<n>g))", 42, "two groups are named \"n\""),
      ("(?<1>a)", 3, "a group's name holds letters, digits, `_` and `$`, and begins with no digit"),
      ("(?<>a)", 3, "the group's name is empty"), ("[\\1]", 1, "a class cannot hold the reference `\\1`"),
      ("\\p{Foo}", 0, "there is no Unicode property \"Foo\""),
      ("\\pL", 0, "`\\p` needs a property in braces, as in `\\p{Letter}`"),
      ("\\p{gc=Foo}", 0, "the Unicode property gc has no value \"Foo\""),
      ("a\\p{Script=Foo}", 1, "there is no such Unicode property, or it is not supported"),
    ])
  func `an error says where and why`(pattern: String, offset: Int, reason: String) {
    #expect {
      try ECMAPattern(pattern)
    } throws: { error in
      guard let error = error as? PatternSyntaxError else { return false }
      return error.offset == offset && error.reason == reason && error.isSyntax
    }
  }

  @Test func `the Python way to name a group is pointed to the right one`() {
    let problem = ECMAPattern.problem(with: "(?P<n>a)")
    #expect(
      problem?.description
        == "ECMA-262 has no `(?P…)`; a named group is `(?<name>…)`, a reference to it `\\k<name>`, at byte 0 of the pattern"
    )
  }

  @Test(arguments: ["a]", "a}", "{", "a{", "a{,2}", "\\-", "\\ ", "[\\w-a]", "\\8", "(?<a", "\\p{^L}"])
  func `the flag u is strict`(pattern: String) { #expect(ECMAPattern.problem(with: pattern) != nil) }

  @Test(
    arguments: [
      "", "|", "()", "(?:)", "a{0,99999999999999999999}", "(?<a>.)|(?<a>.)", "(?<$é_1>a)\\k<$é_1>",
      "(?<\\u0061>x)\\k<a>",
      "[]", "[^]", "[\\b\\-\\]]", "\\u{0041}", "[a-]", "[-a]", "(?<=a+)b", "\\p{Script_Extensions=Latin}", "\\p{gc=Lu}",
    ])
  func `format regex takes good syntax, runnable or not`(pattern: String) {
    #expect(ECMAPattern.problem(with: pattern) == nil)
  }
}
