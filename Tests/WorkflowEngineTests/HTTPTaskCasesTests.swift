import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

@Suite(.enabled(if: SharedFiles.available)) struct HTTPTaskCasesTests {
  @Test func `all 18 recorded cases give AWS's requests, results and errors`() async throws {
    let cases = try HTTPTaskCase.all()
    #expect(cases.count == 18)
    for example in cases {
      let stub = StubResponder { example.answer($0) }
      let task = HTTPTask(via: stub, connections: example.connections, region: "us-west-2")
      let report = await task.perform(example.call)
      #expect(example.differences(report).isEmpty, "\(example.id)")
      let wasSent = example.json["sent"]?.isNull == false
      #expect(stub.requests.count == (wasSent ? 1 : 0), "\(example.id)")
      for request in stub.requests { #expect(example.differences(request).isEmpty, "\(example.id)") }
    }
  }
}
