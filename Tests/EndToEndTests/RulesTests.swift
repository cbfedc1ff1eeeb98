import JSONModel
import TestSupport
import Testing

/// `tapedeck rules`.
@Suite(.timeLimit(.minutes(5))) struct RulesTests {
  @Test func `the rules are listed`() throws {
    let result = try Program.run("rules")
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(result.output.contains("\nundocumented-field ") || result.output.hasPrefix("undocumented-field "))
    let rules = try JSONValue(parsing: Program.run("rules", "--format", "json").output)
    #expect(rules.array?.contains { $0["id"] == "undocumented-field" && $0["strict"] == true } == true)
  }

  @Test func `a rule is explained`() throws {
    let result = try Program.run("rules", "undocumented-field")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("undocumented-field: warning, in strict verification only\n  "))
    #expect(result.output.contains("\n  what to do: "))
  }

  @Test func `a rule that nobody knows is wrong use, with the nearest one`() throws {
    let result = try Program.run("rules", "undocumented-feild")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.error
        == "tapedeck: unknown rule 'undocumented-feild'; did you mean undocumented-field?\n  next: tapedeck rules\n")
  }
}
