import Clocks
import JSONModel
import Testing
import WorkflowEngine

struct ExecutionInboxTests {
  @Test func `an execution that is stopped while a task is done gets no answer`() async throws {
    let inbox = ExecutionInbox()
    let tasks = ScriptedTasks { _, _ in
      inbox.stop(error: ErrorName(rawValue: "Operator.Said"), cause: "enough")
      return TaskReport(.succeeded([:]), took: .seconds(5))
    }
    let execution = try await Execution.sample(purchaseLike, input: RunnerTests.input, tasks: tasks, inbox: inbox)
    #expect(execution.status == .aborted)
    #expect(execution.error?.rawValue == "Operator.Said")
    #expect(execution.cause == "enough")
    #expect(execution.miss == nil)
    #expect(execution.failure == nil)
    #expect(tasks.calls.map(\.state) == ["CreateLicense"])
    #expect(execution.stopTime == execution.startTime)
    #expect(execution.steps.map(\.outcome) == [.aborted, .aborted, .aborted])
    let last = try #require(execution.history.last).json()
    #expect(last["type"] == "ExecutionAborted")
    #expect(last["previousEventId"] == 0)
    #expect(last["executionAbortedEventDetails"] == ["error": "Operator.Said", "cause": "enough"])
  }

  @Test func `neither error nor cause need be given`() async throws {
    let inbox = ExecutionInbox()
    inbox.stop()
    let execution = try await Execution.sample(
      #"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}"#, inbox: inbox)
    #expect(execution.status == .aborted)
    #expect(execution.error == nil)
    #expect(execution.cause == nil)
    #expect(execution.history.map(\.type) == ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"])
    #expect(execution.history.last?.json()["executionAbortedEventDetails"] == [:])
  }

  @Test func `a stop is past Retry and Catch`() async throws {
    let inbox = ExecutionInbox()
    let tasks = ScriptedTasks { call, _ in
      if call.attempt == 1 { inbox.stop(error: .timeout) }
      return TaskReport(.failed(.httpStatus(500), cause: nil))
    }
    let execution = try await Execution.sample(
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
        "Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},
        "C":{"Type":"Succeed"}}}
      """, tasks: tasks, inbox: inbox)
    #expect(execution.status == .aborted)
    #expect(tasks.calls.map(\.attempt) == [0, 1])
  }

  @Test(.timeLimit(.minutes(1))) func `cancelling the task stops an execution that waits on a real clock`() async throws
  {
    let machine = try StateMachine.sample(#"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}"#)
    let running = Task { await Runner(machine, tasks: ScriptedTasks([:]), clock: RealClock()).run(input: [:]) }
    running.cancel()
    #expect(await running.value.status == .aborted)
  }
}
