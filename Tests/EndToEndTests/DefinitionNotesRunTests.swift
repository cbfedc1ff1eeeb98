import TestSupport
import Testing

/// What `run` says of a definition that AWS takes.
@Suite(.enabled(if: SharedFiles.available)) struct DefinitionNotesRunTests {
  @Test func `a path that AWS reads otherwise is noted with its place, and the run goes on`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(
      """
      {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
        "Parameters": {"last.$": "$.data.items[-1]"}}}}
      """, to: "machine.asl.json")
    let result = try place.run("run", "purchase", "--state-machine", "machine.asl.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains(#"output: {"last":null}"#), "\(result.output)")
    #expect(result.error.contains("machine.asl.json:2:28: note: READ_OTHERWISE: "), "\(result.error)")
    #expect(result.error.contains("write [(@.length-1)] at /States/A/Parameters/last.$"), "\(result.error)")
  }

  @Test func `of a task that AWS knows nobody is told to correct it`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(
      SharedFiles.bytes("cases/asl-resource-aws-knows/machine.asl.json"), to: "machine.asl.json")
    let result = try place.run("run", "purchase", "--state-machine", "machine.asl.json")
    #expect(result.status == 2)
    #expect(result.error.contains("NOT_SUPPORTED_YET: The resource 'arn:aws:states:::dynamodb:putItem' is right"))
    #expect(result.error.contains("what is: arn:aws:states:::http:invoke, arn:aws:states:::aws-sdk:sesv2:sendEmail"))
    #expect(!result.error.contains("correct the definition"), "\(result.error)")
    #expect(result.error.contains("next: to run the rest, put Pass states"))
  }
}
