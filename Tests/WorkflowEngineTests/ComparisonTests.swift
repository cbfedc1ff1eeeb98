import JSONModel
import Testing

@testable import WorkflowEngine

struct ComparisonTests {
  @Test func `there are 39 comparison operators`() { #expect(Comparison.Test.named.count == 39) }

  @Test func `text is compared by UTF-16 code units, as Java does`() {
    #expect(UTF16Text("\u{1F600}") < UTF16Text("\u{FFFD}"))
    #expect(UTF16Text("e\u{301}") != UTF16Text("é"))
  }

  @Test(
    arguments: [
      (9_007_199_254_740_993, 9_007_199_254_740_992, true), (9_007_199_254_740_992, 9_007_199_254_740_993, false),
      (9_007_199_254_740_993, 9_007_199_254_740_993, false),
    ] as [(Int, Int, Bool)])
  func `whole numbers are compared exactly`(left: Int, right: Int, isGreater: Bool) async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"C","States":{"C":{"Type":"Choice","Default":"No",
        "Choices":[{"Variable":"$.n","NumericGreaterThan":\(right),"Next":"Yes"}]},
        "Yes":{"Type":"Succeed"},"No":{"Type":"Fail"}}}
      """, input: ["n": .number(left)])
    #expect((execution.status == .succeeded) == isGreater)
  }
}
