import Testing

@testable import WorkflowEngine

struct ComparisonTests {
  @Test func `there are 39 comparison operators`() { #expect(Comparison.Test.named.count == 39) }

  @Test func `text is compared by UTF-16 code units, as Java does`() {
    #expect(UTF16Text("\u{1F600}") < UTF16Text("\u{FFFD}"))
    #expect(UTF16Text("e\u{301}") != UTF16Text("é"))
  }
}
