import JSONModel
import Testing

@testable import WorkflowEngine

struct ResultPathTests {
  @Test(
    arguments: [
      ("$.a[0]", ["a": [9, 2]]), ("$.b.c", ["a": [1, 2], "b": ["c": 9]]), ("$", 9),
    ] as [(String, JSONValue)])
  func `a result is written where its path says`(path: String, output: JSONValue) async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"P","States":{"P":{"Type":"Pass","Result":9,"ResultPath":"\#(path)","End":true}}}"#,
      input: ["a": [1, 2]])
    #expect(execution.output == output, "\(execution.cause ?? "")")
  }

  @Test(arguments: ["$.a[2]", "$.a[-3]", "$.a.b"]) func `a place that is not there is a conflict`(path: String)
    async throws
  {
    let execution = try await Execution.sample(
      #"{"StartAt":"P","States":{"P":{"Type":"Pass","Result":9,"ResultPath":"\#(path)","End":true}}}"#,
      input: ["a": [1, 2]])
    #expect(execution.error == .referencePathConflict)
  }

  @Test func `a member is an expression where its name ends in a dot and a dollar`() {
    #expect(PayloadTemplate.plainName("a.$") == "a")
    for name in ["a$", "a.", "$", "a.$.b"] { #expect(PayloadTemplate.plainName(name) == nil) }
  }
}
