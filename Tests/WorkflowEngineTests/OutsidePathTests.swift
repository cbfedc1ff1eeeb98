import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// Paths of machines that run on AWS.
@Suite(.enabled(if: SharedFiles.available)) struct OutsidePathTests {
  @Test func `a word in a filter is a text`() async throws {
    #expect(try await OutsideCase("asl-filter-unquoted").run().output == ["price": [12], "first": [12]])
  }

  @Test func `blanks round a path mean nothing`() async throws {
    let output = try #require(try await OutsideCase("asl-path-blank").run().output)
    #expect(output["parcel"] == 7)
    #expect(output["name"]?.text?.isEmpty == false)
  }

  @Test func `they mean nothing in any field, nor in a call`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"C","States":{
        "C":{"Type":"Choice","InputPath":" $.in ","Choices":[{"Variable":" $.a[0]\\t","NumericEquals":1,"Next":"P"}]},
        "P":{"Type":"Pass","Parameters":{"x.$":"States.Array( $.a[0] , $$.State.Name )"},"ResultPath":" $.r ",
          "OutputPath":"$.r\\n","End":true}}}
      """, input: ["in": ["a": [1]]])
    #expect(execution.output == ["x": [1, "P"]])
  }
}
