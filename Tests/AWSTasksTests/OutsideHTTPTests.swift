import AWSTasks
import Clocks
import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// HTTP Tasks for which AWS does what was not done here at first.
@Suite(.enabled(if: SharedFiles.available)) struct OutsideHTTPTests {
  private struct Case {
    let document: JSONDocument
    let event: JSONValue
    let connections: ConnectionTable

    init(_ name: String) throws {
      func read(_ file: String) throws -> [UInt8] { try SharedFiles.bytes("cases/\(name)/\(file)") }
      document = try JSONDocument(parsing: read("machine.asl.json"))
      event = try JSONValue(parsing: read("event.json"))
      let properties = try #require(JSONValue(parsing: read("connections.json")).object)
      connections = ConnectionTable(properties: .object(properties), secrets: SecretStore())
    }

    func run(_ tasks: AWSTaskHandlers) async throws -> Execution {
      let machine = try #require(StateMachine.parse(document, tasks: tasks).machine)
      return await Runner(machine, tasks: tasks, clock: VirtualClock()).run(input: event)
    }
  }

  private static func answer(_ status: Int) -> Outcome {
    .response(Response(status: status, reason: "No", headers: [], body: .bytes([])))
  }

  @Test func `fixed parameters are checked when the machine is read`() throws {
    let found = try Case("asl-http-static-check")
    let tasks = AWSTaskHandlers(via: StubResponder(.ok), connections: found.connections)
    let result = StateMachine.parse(found.document, tasks: tasks)
    #expect(result.machine == nil)
    #expect(
      result.problems.map { "\($0.code.rawValue): \($0.message) at \($0.location ?? "")" } == [
        "SCHEMA_VALIDATION_FAILED: The value for the 'ApiEndpoint' field is not valid at /States/Ask/Parameters",
        "SCHEMA_VALIDATION_FAILED: The 'Headers' field contains unsupported values: [authorization] at "
          + "/States/Ask/Parameters",
      ])
  }

  @Test func `parameters that could not start the task write no task events`() async throws {
    let found = try Case("asl-http-not-started")
    let stub = StubResponder(.ok)
    let execution = try await found.run(AWSTaskHandlers(via: stub, connections: found.connections))
    #expect(execution.history.map(\.type) == ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"])
    #expect(execution.history.map(\.previousID) == [0, 0, 2])
    #expect(execution.error == .runtime)
    #expect(
      execution.cause?.hasPrefix(
        "An error occurred while executing the state 'Ask' (entered at the event id #2). The Parameters '{") == true)
    #expect(execution.cause?.contains("could not be used to start the Task: [") == true)
    #expect(stub.requests.isEmpty)
  }

  @Test(arguments: [401, 407]) func `a refused connection is not used again`(status: Int) async throws {
    let found = try Case("asl-connection-deauthorized")
    let stub = StubResponder { _ in Self.answer(status) }
    let tasks = AWSTaskHandlers(via: stub, connections: found.connections)
    let execution = try await found.run(tasks)
    #expect(stub.requests.count == 1)
    let failed = execution.history.filter { $0.type == "TaskFailed" }.map { $0.json()["taskFailedEventDetails"] }
    #expect(
      failed.map { $0?["error"]?.text } == [
        "States.Http.StatusCode.\(status)", "Events.ConnectionResource.InvalidConnectionState",
        "Events.ConnectionResource.InvalidConnectionState",
      ])
    #expect(
      execution.cause
        == "Connection resource is not authorized. This is likely a configuration issue with your connection.")
    #expect(tasks.refusedConnections.map(\.reason) == ["GET https://api.example.test/parcels gave: status \(status)"])
  }

  @Test func `another status leaves the connection as it is`() async throws {
    let found = try Case("asl-connection-deauthorized")
    let stub = StubResponder { _ in Self.answer(403) }
    let execution = try await found.run(AWSTaskHandlers(via: stub, connections: found.connections))
    #expect(stub.requests.count == 3)
    #expect(execution.error?.rawValue == "States.Http.StatusCode.403")
  }
}
