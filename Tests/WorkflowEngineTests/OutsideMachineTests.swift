import Clocks
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// Machines for which AWS does what was not done here at first.
@Suite(.enabled(if: SharedFiles.available)) struct OutsideMachineTests {
  private static func history(_ execution: Execution) -> [String] {
    execution.history.map { "\($0.id) \($0.type) \($0.previousID)" }
  }

  @Test func `a retried Parallel writes that it failed once, at the end`() async throws {
    let execution = try await OutsideCase("asl-parallel-retry").run()
    #expect(
      Self.history(execution) == [
        "1 ExecutionStarted 0", "2 ParallelStateEntered 0", "3 ParallelStateStarted 2", "4 PassStateEntered 3",
        "5 PassStateExited 4", "6 FailStateEntered 5", "7 ParallelStateStarted 6", "8 PassStateEntered 7",
        "9 PassStateExited 8", "10 FailStateEntered 9", "11 ParallelStateFailed 10", "12 ParallelStateExited 11",
        "13 PassStateEntered 12", "14 PassStateExited 13", "15 ExecutionSucceeded 14",
      ])
  }

  @Test func `a Parallel in a Parallel is retried the same way, and fails through both`() async throws {
    let inner = #"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}"#
    let retry = #""Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}]"#
    let execution = try await Execution.sample(
      """
      {"StartAt":"O","States":{"O":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"I","States":{"I":{"Type":"Parallel",\(retry),"Branches":[\(inner)],"End":true}}}]}}}
      """)
    #expect(
      Self.history(execution).dropFirst(4) == [
        "5 ParallelStateStarted 4", "6 FailStateEntered 5", "7 ParallelStateStarted 6", "8 FailStateEntered 7",
        "9 ParallelStateFailed 8", "10 ParallelStateAborted 9", "11 ParallelStateFailed 9", "12 ExecutionFailed 11",
      ])
  }

  @Test func `a retried Parallel follows on the task that failed, past what was aborted`() async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"P","States":{"P":{"Type":"Parallel","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}],"End":true,
        "Branches":[{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}]}}}
      """,
      tasks: ScriptedTasks { _, earlier in
        TaskReport(earlier == 0 ? .failed(ErrorName(rawValue: "E"), cause: nil) : .succeeded(1))
      })
    #expect(
      Self.history(execution)[4...9] == [
        "5 TaskScheduled 4", "6 TaskStarted 5", "7 TaskFailed 6", "8 TaskStateAborted 7", "9 ParallelStateStarted 7",
        "10 TaskStateEntered 9",
      ])
  }

  @Test func `what is aborted follows on the event that failed`() async throws {
    let execution = try await OutsideCase("asl-sibling-aborted").run()
    #expect(
      Self.history(execution).suffix(5) == [
        "8 FailStateEntered 7", "9 WaitStateAborted 8", "10 WaitStateAborted 8", "11 ParallelStateFailed 8",
        "12 ExecutionFailed 11",
      ])
  }

  @Test func `without a terminal state that alone is said`() throws {
    let problems = try OutsideCase("asl-no-terminal").parse().problems
    #expect(problems.map(\.code) == [.missingEndState])
    #expect(problems[0].location == nil)
    // A terminal state that nothing leads to makes it the other rule's matter.
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"},"B":{"Type":"Succeed"}}}"#
    #expect(
      StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems.map(\.code)
        == [.missingTransitionTarget])
  }

  @Test func `a name of 81 characters is refused`() throws {
    let problems = try OutsideCase("asl-state-name").parse().problems
    #expect(problems.map(\.code) == [.invalidStateName])
    #expect(problems[0].message.hasSuffix("this one has 81"))
    // Characters are counted, not bytes and not what they look like.
    for (name, isRight) in [
      (String(repeating: "é", count: 80), true), (String(repeating: "e\u{301}", count: 41), false),
    ] {
      let text = #"{"StartAt":"\#(name)","States":{"\#(name)":{"Type":"Succeed"}}}"#
      #expect(try StateMachine.parse(JSONDocument(parsing: text), tasks: nil).problems.isEmpty == isRight)
    }
  }

  @Test func `a resource that AWS knows is not supported yet, each by itself`() throws {
    let tasks = ScriptedTasks(resources: []) { _, _ in TaskReport(.succeeded(.null)) }
    let problems = try OutsideCase("asl-resource-aws-knows").parse(tasks).problems
    #expect(problems.map(\.code) == [.notSupportedYet, .notSupportedYet])
    #expect(problems[0].message.contains("arn:aws:states:::dynamodb:putItem"))
    #expect(problems[1].message.contains("arn:aws:states:::lambda:invoke"))
  }

  @Test func `a job run has a token and a heartbeat, and its second form is one action`() async throws {
    let tasks = ScriptedTasks { _, _ in TaskReport(.succeeded([:]), took: .seconds(60)) }
    let execution = try await OutsideCase("asl-job-run").run(tasks)
    #expect(tasks.calls[0].parameters["Token"]?.text?.isEmpty == false)
    let scheduled = try #require(execution.history.first { $0.type == "TaskScheduled" }).json()
    #expect(scheduled["taskScheduledEventDetails"]?["resourceType"] == "batch")
    #expect(scheduled["taskScheduledEventDetails"]?["resource"] == "submitJob.sync:2")
    #expect(scheduled["taskScheduledEventDetails"]?["heartbeatInSeconds"] == 5)
    #expect(execution.error == .timeout)
    #expect(execution.stopTime - execution.startTime == .seconds(5))
  }

  @Test func `a task that fails without a name writes none, and a Catch gets null`() async throws {
    let machine = """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},"C":{"Type":"Pass","End":true}}}
      """
    let execution = try await Execution.sample(
      machine, tasks: ScriptedTasks { _, _ in TaskReport(.failed(nil, cause: nil)) })
    #expect(execution.output == ["Error": .null, "Cause": .null])
    let failed = try #require(execution.history.first { $0.type == "TaskFailed" }).json()
    #expect(failed["taskFailedEventDetails"]?["error"] == nil)
    #expect(failed["taskFailedEventDetails"]?["resource"] == "invoke")
    let caused = try await Execution.sample(
      machine, tasks: ScriptedTasks { _, _ in TaskReport(.failed(nil, cause: "why")) })
    #expect(caused.output == ["Error": .null, "Cause": "why"])
  }

  @Test func `an Express execution that nobody waits for counts redrives`() async throws {
    let text = #"{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"e.$":"$$.Execution"},"End":true}}}"#
    let machine = try #require(
      StateMachine.parse(JSONDocument(parsing: text), tasks: nil, kind: .express).machine)
    for isSynchronous in [true, false] {
      var configuration = Runner.Configuration()
      configuration.isSynchronous = isSynchronous
      configuration.name = "n"
      let output = await Runner(machine, tasks: ScriptedTasks([:]), configuration: configuration).run(input: [:]).output
      #expect(output?["e"]?["RedriveCount"] == (isSynchronous ? nil : 0))
      let id = try #require(output?["e"]?["Id"]?.text)
      #expect(id.hasPrefix("arn:aws:states:us-east-1:000000000000:express:StateMachine:n:"))
    }
  }
}
