import Clocks
import HTTPModel
import JSONModel
import Locking
import Testing
import WorkflowEngine

/// A machine in the shape of the purchase workflow.
let purchaseLike = """
  {
    "StartAt": "Parallel",
    "States": {
      "Parallel": {
        "Type": "Parallel",
        "Next": "SendEmail",
        "Branches": [
          { "StartAt": "CreateLicense", "States": { "CreateLicense": {
            "End": true, "Type": "Task", "Resource": "arn:aws:states:::http:invoke",
            "Parameters": { "Method": "POST", "Body": { "id.$": "$.id", "type": "licenses" } },
            "ResultSelector": { "body.$": "States.StringToJson($.ResponseBody)" },
            "OutputPath": "$.body",
            "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 1, "MaxAttempts": 3 } ] } } },
          { "StartAt": "GetCustomer", "States": { "GetCustomer": {
            "End": true, "Type": "Task", "Resource": "arn:aws:states:::http:invoke",
            "Parameters": { "Url.$": "States.Format('https://api.test/{}', $.customer)" },
            "OutputPath": "$.ResponseBody" } } }
        ],
        "ResultSelector": { "license.$": "$[0]", "customer.$": "$[1]" }
      },
      "SendEmail": {
        "End": true, "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sesv2:sendEmail",
        "Parameters": { "To.$": "States.Array($.customer.email)", "Text.$": "$.license.key" }
      }
    }
  }
  """

struct RunnerTests {
  static func tasks(firstCreation: TaskReport.Result? = nil) -> ScriptedTasks {
    ScriptedTasks { call, earlier in
      switch call.state {
      case "CreateLicense":
        if earlier == 0, let firstCreation { return TaskReport(firstCreation, took: .milliseconds(50)) }
        return TaskReport(.succeeded(["ResponseBody": "{\"key\":\"K-1\"}"]), took: .milliseconds(84))
      case "GetCustomer":
        return TaskReport(.succeeded(["ResponseBody": ["email": "a@b.test"]]), took: .milliseconds(30))
      default: return TaskReport(.succeeded(["MessageId": "1"]))
      }
    }
  }

  static let input: JSONValue = ["id": "txn_1", "customer": "ctm_1"]

  @Test func `two requests in parallel, then a mail`() async throws {
    let tasks = Self.tasks()
    let execution = try await Execution.sample(purchaseLike, input: Self.input, tasks: tasks)
    #expect(execution.status == .succeeded)
    #expect(execution.output == ["MessageId": "1"])
    #expect(tasks.calls.map(\.state) == ["CreateLicense", "GetCustomer", "SendEmail"])
    #expect(tasks.calls[2].parameters == ["To": ["a@b.test"], "Text": "K-1"])
    #expect(
      execution.history.map { "\($0.previousID) \($0.type)" } == [
        "0 ExecutionStarted", "0 ParallelStateEntered", "2 ParallelStateStarted", "3 TaskStateEntered",
        "4 TaskScheduled", "3 TaskStateEntered", "6 TaskScheduled", "5 TaskStarted", "7 TaskStarted",
        "9 TaskSucceeded", "10 TaskStateExited", "8 TaskSucceeded", "12 TaskStateExited", "13 ParallelStateSucceeded",
        "13 ParallelStateExited", "15 TaskStateEntered", "16 TaskScheduled", "17 TaskStarted", "18 TaskSucceeded",
        "19 TaskStateExited", "20 ExecutionSucceeded",
      ])
    #expect(execution.stopTime - execution.startTime == .milliseconds(84))
  }

  @Test func `members with paths come after the others, in Java's order`() async throws {
    let tasks = Self.tasks()
    _ = try await Execution.sample(purchaseLike, input: Self.input, tasks: tasks)
    #expect(
      tasks.calls[0].parameters.text() == #"{"Method":"POST","Body":{"type":"licenses","id":"txn_1"}}"#)
  }

  @Test func `a retry waits on the virtual clock while the other branch goes on`() async throws {
    let tasks = Self.tasks(firstCreation: .failed(.httpStatus(503), cause: "Service Unavailable"))
    let execution = try await Execution.sample(purchaseLike, input: Self.input, tasks: tasks)
    #expect(execution.status == .succeeded)
    #expect(tasks.calls.map(\.state) == ["CreateLicense", "GetCustomer", "CreateLicense", "SendEmail"])
    #expect(tasks.calls.map(\.attempt) == [0, 0, 1, 0])
    #expect(tasks.calls[2].time - execution.startTime == .milliseconds(1050))
    #expect(execution.stopTime - execution.startTime == .milliseconds(1134))
    let failed = ExecutionStep.Outcome.failed(
      error: .httpStatus(503), cause: "Service Unavailable", then: .retries(after: .seconds(1)))
    #expect(execution.steps.contains { $0.state == "CreateLicense" && $0.attempt == 0 && $0.outcome == failed })
  }

  @Test func `a thousand runs give the same history`() async throws {
    let machine = try StateMachine.sample(purchaseLike)
    var first: [UInt8]?
    for _ in 0..<1000 {
      let tasks = Self.tasks(firstCreation: .failed(.httpSocket, cause: nil))
      let history = await Runner(machine, tasks: tasks).run(input: Self.input).historyJSON.bytes()
      #expect(history == first ?? history)
      #expect(tasks.calls.count == 4)
      first = history
    }
  }

  @Test func `a miss ends the execution past Retry and is kept`() async throws {
    let miss = Miss(
      reason: .neverRecorded, method: "POST", url: "https://api.test/x", api: nil, cassette: "purchase", closest: nil)
    let tasks = Self.tasks(firstCreation: .missed(miss))
    let execution = try await Execution.sample(purchaseLike, input: Self.input, tasks: tasks)
    #expect(execution.status == .aborted)
    #expect(execution.miss == miss)
    #expect(tasks.calls.map(\.state) == ["CreateLicense"])
    #expect(execution.history.last?.type == "ExecutionAborted")
    #expect(execution.steps.map(\.outcome) == [.missed, .aborted, .aborted])
  }

  @Test func `the name comes from the seed unless it is given`() async throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"n.$":"$$.Execution.Name"},"End":true}}}"#
    var configuration = Runner.Configuration()
    let first = try await Execution.sample(text, configuration: configuration)
    #expect(first.output?["n"] == .string(first.name))
    #expect(first.name.utf8.count == 36)
    configuration.seed = 2
    #expect(try await Execution.sample(text, configuration: configuration).name != first.name)
    configuration.name = "chosen"
    let named = try await Execution.sample(text, configuration: configuration)
    #expect(named.arn == "arn:aws:states:us-east-1:000000000000:execution:StateMachine:chosen")
  }

  @Test func `each step is told when it ends`() async throws {
    let told = Lock<[String]>([])
    var configuration = Runner.Configuration()
    configuration.onStep = { step in told.withLock { $0.append("\(step.state) \(step.duration.milliseconds(.down))") } }
    let execution = try await Execution.sample(
      purchaseLike, input: Self.input, tasks: Self.tasks(), configuration: configuration)
    #expect(told.withLock { $0 } == ["GetCustomer 30", "CreateLicense 84", "Parallel 84", "SendEmail 0"])
    #expect(execution.steps.count == 4)
  }

  @Test func `a thirty days' wait takes no real time`() async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":2592000,"End":true}}}"#)
    #expect(execution.status == .succeeded)
    #expect(execution.stopTime - execution.startTime == .seconds(2_592_000))
  }

  @Test func `one runner's executions follow each other on its clock`() async throws {
    let clock = VirtualClock()
    let machine = try StateMachine.sample(#"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}"#)
    let runner = Runner(machine, tasks: ScriptedTasks([:]), clock: clock)
    let first = await runner.run(input: [:])
    let second = await runner.run(input: [:])
    #expect(first.startTime == VirtualClock.defaultStart)
    #expect(second.startTime == first.stopTime)
    #expect(clock.now - first.startTime == .seconds(120))
  }

  @Test func `what happens at the same time happens in the order of the branches`() async throws {
    // The second branch's timer is the older one.
    let tasks = ScriptedTasks([:])
    let execution = try await Execution.sample(
      """
      {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"A1","States":{"A1":{"Type":"Wait","Seconds":1,"Next":"A2"},"A2":{"Type":"Wait","Seconds":2,"Next":"A"},
          "A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}},
        {"StartAt":"B3","States":{"B3":{"Type":"Wait","Seconds":3,"Next":"B"},
          "B":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}]}}}
      """, tasks: tasks)
    #expect(execution.status == .succeeded)
    #expect(tasks.calls.map(\.state) == ["A", "B"])
  }

  @Test func `states whose names differ only in how an accent is written are two`() async throws {
    // Each name is written once as one scalar and once as two.
    let execution = try await Execution.sample(
      """
      {"StartAt":"\u{E9}","States":{
        "\u{E9}":{"Type":"Pass","Result":"one","ResultPath":"$.one","Next":"e\u{301}"},
        "e\u{301}":{"Type":"Pass","Result":"two","ResultPath":"$.two","Next":"C"},
        "C":{"Type":"Choice","Choices":[{"Variable":"$.one","IsPresent":true,"Next":"o\u{302}"}],"Default":"\u{F4}"},
        "\u{F4}":{"Type":"Fail"},
        "o\u{302}":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
          "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"u\u{308}"}]},
        "u\u{308}":{"Type":"Succeed"}}}
      """, tasks: ScriptedTasks { _, _ in TaskReport(.failed(.httpStatus(500), cause: nil)) })
    #expect(execution.status == .succeeded)
    #expect(execution.output == ["one": "one", "two": "two"])
    let entered = execution.history.filter { $0.type.hasSuffix("StateEntered") }.compactMap(\.stateName)
    #expect(
      entered.map { Array($0.unicodeScalars) }
        == ["\u{E9}", "e\u{301}", "C", "o\u{302}", "u\u{308}"].map {
          Array($0.unicodeScalars)
        })
  }

  @Test func `an Express machine's executions have another ARN and no redrive count`() async throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"e.$":"$$.Execution"},"End":true}}}"#
    let parsed = StateMachine.parse(try JSONDocument(parsing: text), tasks: nil, kind: .express)
    let machine = try #require(parsed.machine)
    var configuration = Runner.Configuration()
    configuration.name = "n"
    let execution = await Runner(machine, tasks: ScriptedTasks([:]), configuration: configuration).run(input: [:])
    #expect(execution.arn.hasPrefix("arn:aws:states:us-east-1:000000000000:express:StateMachine:n:"))
    #expect(execution.output?["e"]?["RedriveCount"] == nil)
    #expect(try await Execution.sample(text).output?["e"]?["RedriveCount"] == 0)
  }

  @Test func `events are written as the AWS CLI prints them`() async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#, input: ["a": 1])
    #expect(
      execution.history[1].json().text()
        == #"{"timestamp":"2026-01-01T00:00:00.000000+00:00","type":"PassStateEntered","id":2,"previousEventId":0,"#
        + #""stateEnteredEventDetails":{"name":"A","input":"{\"a\":1}","inputDetails":{"truncated":false}}}"#)
    #expect(execution.historyJSON["events"]?.array?.count == 4)
  }
}

/// Tasks that someone else answers.
struct WaitingTaskTests {
  static func machine(_ resource: String, _ fields: String = "") -> String {
    #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(resource)",\#(fields)"End":true}}}"#
  }

  @Test func `a task that waits for a token is given one, the same for the same seed`() async throws {
    let text = Self.machine(
      "arn:aws:states:::sqs:sendMessage.waitForTaskToken", #""Parameters":{"t.$":"$$.Task.Token"},"#)
    let tasks = ScriptedTasks(["done": true])
    let execution = try await Execution.sample(text, tasks: tasks)
    #expect(execution.status == .succeeded)
    #expect(execution.history.map(\.type).contains("TaskSubmitted"))
    let token = try #require(tasks.calls.first?.parameters["t"]?.text)
    #expect(token.utf8.count == 36)
    let again = ScriptedTasks(["done": true])
    _ = try await Execution.sample(text, tasks: again)
    #expect(again.calls.first?.parameters["t"]?.text == token)
  }

  @Test(arguments: [
    ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TaskTimedOut"),
    ("arn:aws:states:us-east-1:000000000000:activity:a", "ActivityTimedOut"),
  ])
  func `without a heartbeat it has timed out`(resource: String, event: String) async throws {
    let tasks = ScriptedTasks { _, _ in TaskReport(.succeeded(.null), took: .seconds(30)) }
    let execution = try await Execution.sample(
      Self.machine(resource, #""HeartbeatSeconds":10,"TimeoutSeconds":60,"#), tasks: tasks)
    #expect(execution.error == .timeout)
    #expect(execution.history.contains { $0.type == event })
    #expect(execution.stopTime - execution.startTime == .seconds(10))
  }

  @Test(arguments: [2_147_483_648, 9_000_000_000_000_000_000]) func `a wait of more seconds than AWS takes fails`(
    seconds: Int
  ) async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"A","States":{"A":{"Type":"Wait","SecondsPath":"$.n","End":true}}}"#,
      input: ["n": .number(seconds)])
    #expect(execution.status == .failed)
    #expect(execution.cause?.contains("Wait state delay is too long.") == true)
  }

  @Test func `a wait until a part of a millisecond ends behind it`() async throws {
    let execution = try await Execution.sample(
      #"{"StartAt":"A","States":{"A":{"Type":"Wait","Timestamp":"2026-01-01T00:00:00.0005Z","End":true}}}"#)
    #expect(execution.history.last?.time == VirtualClock.defaultStart + .milliseconds(1))
  }
}
