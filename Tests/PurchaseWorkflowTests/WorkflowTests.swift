import AWSTasks
import CloudFormation
import HTTPModel
import JSONModel
import PurchaseWorkflow
import TestSupport
import Testing
import WorkflowEngine

struct WorkflowTests {
  @Test(.enabled(if: SharedFiles.available))
  func `the published definition and its connections are what the template resolves to`() throws {
    let template = Template(try JSONDocument(parsing: try SharedFiles.bytes("cdk/purchase.template.json"))).resolve()
    #expect(template.problems.isEmpty)
    let machine = try #require(template.stateMachines.first)
    let definition = try JSONValue(parsing: Workflow.purchase.definition)
    #expect(try JSONValue(parsing: machine.definition.bytes).differences(to: definition) == [])
    let connections = try JSONValue(parsing: Workflow.purchase.connections)
    #expect(template.connectionProperties.differences(to: connections) == [])
  }

  @Test(arguments: Workflow.all)
  func `a bundle is whole`(workflow: Workflow) throws {
    let connections = ConnectionTable(
      properties: try JSONValue(parsing: workflow.connections), secrets: SecretStore())
    #expect(connections.problems.isEmpty)
    let tasks = AWSTaskHandlers(
      via: StubResponder(.init(status: 200, reason: "OK", headers: [])), connections: connections)
    let parsed = StateMachine.parse(try JSONDocument(parsing: workflow.definition), tasks: tasks)
    #expect(parsed.problems.map(\.description) == [])
    #expect(parsed.machine != nil)
    #expect(try JSONValue(parsing: workflow.event)["event_type"] == "transaction.completed")
    #expect(SharedFiles.exists("\(SharedFiles.root)/Cassettes/\(workflow.cassette)/cassette.json"))
    let used = Self.connections(in: try JSONValue(parsing: workflow.definition))
    #expect(Set(used).count == 2)
    for arn in used {
      #expect(connections[arn] != nil, "\(arn)")
    }
  }

  private static func connections(in value: JSONValue) -> [String] {
    let inner = (value.array ?? value.object?.map(\.value) ?? []).flatMap(connections)
    return inner + (value["ConnectionArn"]?.text.map { [$0] } ?? [])
  }

  @Test func `the bundles have names of their own, and the first is the default`() {
    #expect(Workflow.all.map(\.name) == ["purchase", "purchase-robust"])
  }
}
