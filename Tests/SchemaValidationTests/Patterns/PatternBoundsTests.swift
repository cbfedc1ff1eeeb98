import Testing

@testable import SchemaValidation

struct PatternBoundsTests {
  private static let text = String(repeating: "a", count: 100_000) + "!"

  @Test(.timeLimit(.minutes(1)), arguments: ["(a+)+$", "^(a+)+$", "^(a|a)*$", "^(?:a|aa)+$", "(?=a*b)"])
  func `a pattern that runs away ends with a result of its own`(pattern: String) throws {
    let pattern = try ECMAPattern(pattern)
    #expect(pattern.isCompiled)
    #expect(pattern.search(PatternBoundsTests.text) == .exceededLimit)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["(?:a*)*b(?<=x*)", "(.*)*x\\1", "(?<=(?:a|a)*)!!"])
  func `so does one that the interpreter runs`(pattern: String) throws {
    var limits = PatternLimits()
    limits.maxSteps = 10_000
    let pattern = try ECMAPattern(pattern, limits: limits)
    #expect(!pattern.isCompiled)
    #expect(pattern.search(String(repeating: "a", count: 2_000) + "!!") == .exceededLimit)
  }

  @Test(
    arguments: ["^(?:a|b)*!$", "^(?:[a-z]+!?)*$", "^[^!]*(?:![^!]*)*$", "a!$", "^(?:(?<=a?)a)*!$"])
  func `a long text is no reason to give up`(pattern: String) throws {
    #expect(try ECMAPattern(pattern).search(PatternBoundsTests.text) == .found)
  }

  @Test func `few steps are enough for a small text, and end a search that needs more`() throws {
    var limits = PatternLimits()
    limits.maxSteps = 1_000
    #expect(try ECMAPattern("^(a+)+$", limits: limits).search("aaaa") == .found)
    #expect(
      try ECMAPattern("^(a+)+$", limits: limits).search(String(repeating: "a", count: 30) + "!") == .exceededLimit)
  }

  @Test(
    arguments: [
      (String(repeating: "a", count: 70_000), "the pattern exceeds the limit of 65536 bytes"),
      (String(repeating: "(", count: 1_000), "the pattern has groups nested too deeply"),
      (String(repeating: "()", count: 20_000), "the pattern has more than 10000 groups"),
      ("x{1000001}", "the repeat count exceeds the limit of 1000000"),
      ("(?:x{1,9000000})", "the repeat count exceeds the limit of 1000000"),
    ])
  func `a pattern beyond the bounds is an error, and not one of syntax`(pattern: String, reason: String) {
    #expect {
      try ECMAPattern(pattern)
    } throws: { error in
      guard let error = error as? PatternSyntaxError else { return false }
      return error.reason == reason && !error.isSyntax
    }
  }

  @Test func `a repeat count that PCRE2 can't hold is run`() throws {
    let pattern = try ECMAPattern("^(?:ab){70000,}$")
    #expect(pattern.search(String(repeating: "ab", count: 70_000)) == .found)
    #expect(pattern.search(String(repeating: "ab", count: 69_999)) == .notFound)
  }

  @Test(.timeLimit(.minutes(1)))
  func `patterns as long as can be are compiled and run`() throws {
    let text = String(repeating: "a", count: 1_000)
    let patterns = [
      String(repeating: "a", count: 60_000), (0..<9_000).map { "x\($0)" }.joined(separator: "|"),
      String(repeating: "(?:a{0,100}){0,100}", count: 300), String(repeating: "\\p{L}", count: 10_000),
      String(repeating: "[^\\s]", count: 10_000), "((((a{200}){200}){200}){200})",
      String(repeating: "(?=a", count: 190)
        + String(repeating: ")", count: 190), "[" + String(repeating: "a-z", count: 20_000) + "]b",
    ]
    for pattern in patterns { #expect(try ECMAPattern(pattern).search(text) != .found || pattern.hasPrefix("(?")) }
  }
}
