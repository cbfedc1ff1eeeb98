import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// The definitions in ../shared/cdk, references replaced by a name.
@Suite(.enabled(if: SharedFiles.available)) struct TemplateDefinitionTests {
  static func definition(_ file: String) throws -> JSONDocument {
    let template = try JSONValue(parsing: SharedFiles.bytes("cdk/\(file)"))
    let machine = try #require(
      template["Resources"]?.object?.first { $0.value["Type"]?.text == "AWS::StepFunctions::StateMachine" })
    let parts = try #require(machine.value["Properties"]?["DefinitionString"]?["Fn::Join"]?[1]?.array)
    return try JSONDocument(parsing: parts.map { $0.text ?? "aws" }.joined())
  }

  @Test func `the purchase machine has no problem`() throws {
    let result = StateMachine.parse(try Self.definition("purchase.template.json"), tasks: nil)
    #expect(result.problems.map(\.description) == [])
    #expect(result.machine?.stateNames == ["Parallel", "CreateLicense", "GetCustomer", "SendEmail"])
  }

  @Test func `of the wider machine only Map and JSONata are problems`() throws {
    let result = StateMachine.parse(try Self.definition("http-invoke.template.json"), tasks: nil)
    #expect(result.machine == nil)
    #expect(
      result.problems.map(\.message) == [
        "The state type 'Map' is not supported yet",
        "The field 'QueryLanguage' is 'JSONata', which is not supported yet",
      ])
  }
}
