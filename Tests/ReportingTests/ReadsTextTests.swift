import JSONModel
import Reporting
import Testing
import WorkflowEngine

struct ReadsTextTests {
  static let definition = """
    {"StartAt": "Get", "States": {
      "Get": {"Type": "Task", "Resource": "r", "Next": "Choose", "ResultSelector": {"id.$": "$.ResponseBody.data.id"},
        "Retry": [{"ErrorEquals": ["States.Http.StatusCode.503"]}]},
      "Choose": {"Type": "Choice", "Choices": [{"Variable": "$.id", "StringEquals": "1", "Next": "Put"}]},
      "Put": {"Type": "Task", "Resource": "r", "End": true, "Parameters": {"a": 1}}}}
    """

  static func reads() async throws -> [ResponseReads] {
    try await run(definition, notesReads: true) { call in
      guard call.state == "Get" else { return TaskReport(.succeeded([:]), form: .response) }
      if call.attempt == 0 {
        return TaskReport(
          .failed(ErrorName(rawValue: "States.Http.StatusCode.503"), cause: ""),
          exchange: .sample("GET", status: 503, interaction: nil))
      }
      return TaskReport(
        .succeeded(["ResponseBody": ["data": ["id": "1"]]]), exchange: .sample("GET", status: 200), form: .response)
    }.reads
  }

  @Test func `each response is shown with the places that were read, by whom and what for`() async throws {
    #expect(
      ReadsText.text(try await Self.reads()) == """
        What was read from the responses:

          Get: GET https://api.test/orders -> 503
            uses     /status  Get, Retry

          Get, attempt 2: GET https://api.test/orders -> 200 [002-api-POST-orders]
            selects  /body/data/id  Get, ResultSelector
            uses     /body/data/id  Choose, Variable

          Put
            nothing
        """)
  }

  @Test func `as JSON the members that have no value are not there`() async throws {
    let json = ReadsText.json(try await Self.reads())
    #expect(
      json[1] == [
        "state": "Get", "attempt": 1, "method": "GET", "url": "https://api.test/orders", "status": 200,
        "interaction": "002-api-POST-orders",
        "reads": [
          ["pointer": "/body/data/id", "state": "Get", "field": "ResultSelector", "use": "selects"],
          ["pointer": "/body/data/id", "state": "Choose", "field": "Variable", "use": "uses"],
        ],
      ])
    #expect(json[0]?["interaction"] == nil)
    #expect(json[2]?.text() == #"{"state":"Put","attempt":0,"reads":[]}"#)
  }

  @Test func `an execution without responses says so`() async throws {
    let execution = try await run(
      #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, notesReads: true)
    #expect(ReadsText.text(execution.reads) == "What was read from the responses: there were none")
    #expect(ReadsText.json(execution.reads) == [])
  }
}
