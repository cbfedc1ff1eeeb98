import JSONModel
import Reporting
import Testing

@testable import Findings

struct RulesTextTests {
  private let rules = RulesText([SampleReport.wrongType, .undocumentedField, SampleReport.deprecated])

  @Test func `rules are listed by their ids`() {
    #expect(
      rules.text(.text).split(separator: "\n").map { $0.prefix { $0 != " " } } == [
        "deprecated", "undocumented-field", "wrong-type", "tapedeck",
      ])
    #expect(rules.text(.text).contains("wrong-type          error    A value has another type\n"))
    #expect(rules.text(.text).split(separator: "\n")[1].hasSuffix(" (--strict)"))
  }

  @Test func `a rule is explained`() {
    #expect(
      rules.only("wrong-type")?.explained == """
        wrong-type: error
          A value has another type.
          what to do: Correct the contract.
        """)
    #expect(rules.only("wrong-typ") == nil)
    #expect(rules.near("wrong-typ") == ["wrong-type"])
  }

  @Test func `rules as JSON have all there is to say`() throws {
    let value = try JSONValue(parsing: rules.text(.json))
    #expect(value.array?.count == 3)
    #expect(value[1]?["strict"] == true)
    #expect(
      value[2] == [
        "id": "wrong-type", "severity": "error", "strict": false, "summary": "A value has another type",
        "advice": "Correct the contract.",
      ])
  }

  @Test func `rules as Markdown are a table`() {
    #expect(
      rules.text(.markdown).contains("\n| `wrong-type` | error | A value has another type | Correct the contract. |"))
  }

  @Test func `every rule there is has an id of words, a summary without a full stop and advice with one`() {
    for rule in FindingRule.all {
      #expect(rule.id.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }, "\(rule.id)")
      #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix("."), "\(rule.id)")
      #expect(rule.advice.hasSuffix("."), "\(rule.id)")
    }
    #expect(Set(FindingRule.all.map(\.id)).count == FindingRule.all.count)
  }
}
