import AWSTasks
import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

struct AWSTaskHandlersTests {
  @Test(arguments: [
    ("arn:aws:states:::http:invoke", true), ("arn:aws:states:::aws-sdk:sesv2:sendEmail", true),
    ("arn:aws-cn:states:::http:invoke", false), ("arn:aws:states:::lambda:invoke", false), ("", false),
  ])
  func `the table names what a Task may use`(resource: String, isKnown: Bool) async {
    let stub = StubResponder(.ok)
    let tasks = AWSTaskHandlers(via: stub, connections: HTTPTaskTests.table())
    #expect(tasks.knows(resource: resource) == isKnown)
    var call = HTTPTaskTests.call()
    call.resource = resource
    call.parameters["Content"] = [:]
    _ = await tasks.perform(call)
    #expect(stub.requests.count == (isKnown ? 1 : 0))
  }
}
