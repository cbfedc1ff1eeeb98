import Clocks
import HTTPModel
import JSONModel
import Testing
import WorkflowEngine

struct FailureTests {
  @Test func `a body that was parsed already is told to the character`() async throws {
    let exchange = TaskExchange(
      method: "POST", url: "https://api.test/licenses", status: 201, responseMediaType: "application/json",
      interaction: "002-keygen-POST-licenses")
    let tasks = ScriptedTasks { call, _ in
      TaskReport(
        .succeeded(["ResponseBody": ["key": "K-1"]]), exchange: call.state == "CreateLicense" ? exchange : nil)
    }
    let execution = try await Execution.sample(purchaseLike, input: RunnerTests.input, tasks: tasks)
    #expect(execution.status == .failed)
    #expect(execution.error == .runtime)
    #expect(
      execution.cause
        == "An error occurred while executing the state 'CreateLicense' (entered at the event id #4). There was an "
        + "error while evaluating the intrinsic function: States.StringToJson($.ResponseBody). Invalid arguments in "
        + "States.StringToJson")
    // Neither Retry nor the Parallel hears of it.
    #expect(tasks.calls.map(\.state) == ["CreateLicense", "GetCustomer"])
    #expect(!execution.history.contains { $0.type == "ParallelStateFailed" })
    let failure = try #require(execution.failure)
    #expect(failure.state == "CreateLicense")
    #expect(failure.field == "ResultSelector")
    #expect(failure.member == "body.$")
    #expect(failure.expression?.text == "States.StringToJson($.ResponseBody)")
    #expect(failure.expression?.argument == "$.ResponseBody")
    #expect(failure.expression?.got == .object)
    #expect(failure.expression?.needed == .string)
    #expect(failure.exchange == exchange)
    #expect(failure.place.description == "11:31")
    #expect(
      failure.place.pointer?.description == "/States/Parallel/Branches/0/States/CreateLicense/ResultSelector/body.$")
  }

  @Test func `a task that fails in a branch stops its sibling and fails the Parallel`() async throws {
    let tasks = ScriptedTasks { call, _ in
      call.state == "GetCustomer"
        ? TaskReport(.failed(.httpStatus(404), cause: "Not Found"), took: .milliseconds(1))
        : TaskReport(.succeeded(["ResponseBody": "{}"]), took: .milliseconds(2))
    }
    let execution = try await Execution.sample(purchaseLike, input: RunnerTests.input, tasks: tasks)
    #expect(execution.error == .httpStatus(404))
    #expect(execution.cause == "Not Found")
    #expect(
      execution.history.suffix(5).map { "\($0.previousID) \($0.type)" } == [
        "9 TaskFailed", "10 TaskStateAborted", "10 TaskStateAborted", "10 ParallelStateFailed", "13 ExecutionFailed",
      ])
    #expect(execution.failure?.state == "GetCustomer")
    #expect(execution.steps.map(\.state) == ["GetCustomer", "CreateLicense", "Parallel"])
    #expect(execution.steps[1].outcome == .aborted)
  }

  static func caught(_ catcher: String, _ result: TaskReport.Result) async throws -> Execution {
    try await Execution.sample(
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Catch":[\(catcher)],"End":true},
        "C":{"Type":"Pass","End":true}}}
      """, input: ["in": 1], tasks: ScriptedTasks { _, _ in TaskReport(result) })
  }

  @Test(arguments: [
    ("States.ALL", "Any.Error", true), ("States.TaskFailed", "Any.Error", true), ("Any.Error", "Any.Error", true),
    ("Other.Error", "Any.Error", false), ("States.TaskFailed", "States.Timeout", false),
    ("States.ALL", "States.Timeout", true), ("States.Timeout", "States.Timeout", true),
    ("States.ALL", "States.Runtime", false), ("States.Runtime", "States.Runtime", false),
    ("States.ALL", "States.DataLimitExceeded", true),
  ])
  func `a name of Catch takes an error or does not`(name: String, error: String, isCaught: Bool) async throws {
    let execution = try await Self.caught(
      #"{"ErrorEquals":["\#(name)"],"Next":"C"}"#, .failed(ErrorName(rawValue: error), cause: "why"))
    #expect(execution.status == (isCaught ? .succeeded : .failed))
    if isCaught { #expect(execution.output == ["Error": .string(error), "Cause": "why"]) }
  }

  @Test(arguments: ["States.TaskFailed", "States.ALL", "E"])
  func `a Fail state in a branch is caught by these names, too`(name: String) async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"P","States":{
        "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}],
          "Catch":[{"ErrorEquals":["\(name)"],"Next":"C"}]},
        "C":{"Type":"Pass","End":true}}}
      """)
    #expect(execution.output == ["Error": "E", "Cause": ""])
  }

  @Test(arguments: [
    ("sqs:sendMessage.waitForTaskToken", #""HeartbeatSeconds":5,"TimeoutSeconds":60"#, true),
    ("sqs:sendMessage.waitForTaskToken", #""HeartbeatSeconds":5"#, true),
    ("sqs:sendMessage.waitForTaskToken", #""TimeoutSeconds":5"#, false),
    ("sqs:sendMessage.waitForTaskToken", #""HeartbeatSeconds":50,"TimeoutSecondsPath":"$.t""#, false),
    ("sqs:sendMessage", #""HeartbeatSeconds":5,"TimeoutSeconds":60"#, false),
  ])
  func `a heartbeat that stays away is caught by its own name, and called a timeout`(
    resource: String, limits: String, isCaught: Bool
  ) async throws {
    let tasks = ScriptedTasks { _, _ in TaskReport(.succeeded(.null), took: .seconds(100)) }
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::\(resource)",\(limits),"End":true,
          "Catch":[{"ErrorEquals":["States.HeartbeatTimeout"],"Next":"C"}]},
        "C":{"Type":"Pass","End":true}}}
      """, input: ["t": 5], tasks: tasks)
    #expect(execution.history.contains { $0.type == "TaskTimedOut" })
    #expect(execution.output == (isCaught ? ["Error": "States.Timeout", "Cause": ""] : nil))
    #expect(execution.error == (isCaught ? nil : .timeout))
  }

  @Test func `a caught error goes where ResultPath says, and a missing cause is empty`() async throws {
    let execution = try await Self.caught(
      #"{"ErrorEquals":["States.ALL"],"Next":"C","ResultPath":"$.error"}"#, .failed(.timeout, cause: nil))
    #expect(execution.output == ["in": 1, "error": ["Error": "States.Timeout", "Cause": ""]])
  }

  @Test func `each retrier counts for itself, and Catch comes after`() async throws {
    let tasks = ScriptedTasks { _, earlier in
      TaskReport(.failed(ErrorName(rawValue: earlier < 2 ? "A" : "B"), cause: "\(earlier)"))
    }
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
          "Parameters":{"n.$":"$$.State.RetryCount"},
          "Retry":[{"ErrorEquals":["A"],"MaxAttempts":5},
            {"ErrorEquals":["B"],"MaxAttempts":2,"IntervalSeconds":10,"BackoffRate":3,"MaxDelaySeconds":20}],
          "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},
        "C":{"Type":"Pass","End":true}}}
      """, tasks: tasks)
    #expect(execution.output == ["Error": "B", "Cause": "4"])
    #expect(tasks.calls.map { $0.parameters["n"]?.int } == [0, 1, 2, 3, 4])
    #expect(tasks.calls.map { $0.time - execution.startTime } == [0, 1, 3, 13, 33].map { .seconds($0) })
  }

  @Test func `a task that takes longer than it may times out then`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke",
        "TimeoutSecondsPath":"$.t","End":true}}}
      """, input: ["t": 5], tasks: ScriptedTasks { _, _ in TaskReport(.succeeded([:]), took: .seconds(6)) })
    #expect(execution.error == .timeout)
    #expect(execution.cause == nil)
    #expect(execution.stopTime - execution.startTime == .seconds(5))
    #expect(execution.history.map(\.type).suffix(2) == ["TaskTimedOut", "ExecutionFailed"])
  }

  @Test func `a task that takes as long as it may succeeds`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke",
        "TimeoutSeconds":5,"End":true}}}
      """, tasks: ScriptedTasks { _, _ in TaskReport(.succeeded([:]), took: .seconds(5)) })
    #expect(execution.status == .succeeded)
    #expect(execution.stopTime - execution.startTime == .seconds(5))
  }

  @Test func `an execution that takes longer than it may times out without an error`() async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"W","TimeoutSeconds":3,"States":{"W":{"Type":"Wait","Seconds":25,"End":true}}}"#)
    #expect(execution.status == .timedOut)
    #expect(execution.error == nil)
    #expect(execution.stopTime - execution.startTime == .seconds(3))
    #expect(execution.history.map { "\($0.previousID) \($0.type)" }.last == "0 ExecutionTimedOut")
  }

  @Test func `a machine without end ends at 25,000 events`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"L","States":{"L":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":false,"Next":"L"}],
        "Default":"E"},"E":{"Type":"Succeed"}}}
      """)
    #expect(execution.cause == "The execution reached the maximum number of history events (25000).")
    #expect(execution.history.count == 25_000)
    #expect(execution.history.last?.previousID == 24_999)
  }

  @Test(.timeLimit(.minutes(10)))
  func `data that wraps itself in every round ends, too`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"a.$":"$"},"Next":"L"},
        "L":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":false,"Next":"P"}],"Default":"E"},
        "E":{"Type":"Succeed"}}}
      """)
    #expect(execution.error == .runtime)
    #expect(execution.cause?.contains("nested more than 512 deep") == true)
  }

  @Test(.timeLimit(.minutes(10)))
  func `retries that write no event end, too`() async throws {
    let long = String(repeating: "x", count: 140_000)
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
        "Parameters":{"a.$":"$.a","b.$":"$.a"},
        "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":99999999,"BackoffRate":1.0}]}}}
      """, input: ["a": .string(long)])
    #expect(execution.cause == "The execution reached the maximum number of history events (25000).")
  }

  @Test func `a result into a scalar is a conflict`() async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"S","States":{"S":{"Type":"Pass","Result":9,"ResultPath":"$.a.b","End":true}}}"#,
      input: ["a": 4])
    #expect(execution.error == .referencePathConflict)
    #expect(execution.failure?.field == "ResultPath")
  }
}
