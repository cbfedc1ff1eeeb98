import Testing

@testable import WorkflowEngine

struct WildcardPatternTests {
  @Test(arguments: [
    ("log-*.txt", "log-1.txt", true), ("log-*.txt", "log-.txt", true), ("log-*.txt", "log-1.txt2", false),
    ("*", "", true), ("a*b*c", "a-b-b-c", true), ("a*b*c", "acb", false), ("ab*bc", "abc", false),
    (#"a\*c"#, "a*c", true), (#"a\*c"#, "abc", false), (#"a\\*"#, #"a\x"#, true), ("", "", true), ("", "a", false),
  ])
  func `a star is any run of characters`(pattern: String, text: String, matches: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == matches)
  }
}
