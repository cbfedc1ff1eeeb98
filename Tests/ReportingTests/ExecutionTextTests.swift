import HTTPModel
import JSONModel
import Reporting
import Testing
import WorkflowEngine

struct ExecutionTextTests {
  static let task = """
    {"StartAt": "Order", "States": {
      "Order": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
        "ResultSelector": {"id.$": "States.StringToJson($.body)"}}}}
    """

  @Test func `a success shows its output and how long it took`() async throws {
    let execution = try await run(
      #"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 90, "End": true}}}"#, input: ["a": "b\n"])
    #expect(ExecutionText.text(execution) == "SUCCEEDED after 1 min 30 s\n  output: {\"a\":\"b\\n\"}")
  }

  @Test func `a very long output is cut off`() async throws {
    let input = JSONValue.string(String(repeating: "x", count: 5_000))
    let text = ExecutionText.text(
      try await run(#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, input: input))
    #expect(text == "SUCCEEDED after 0 ms\n  output: \"" + String(repeating: "x", count: 1998) + "…")
  }

  @Test func `a failed expression is shown with its place, its reason and the answer it was given`() async throws {
    let execution = try await run(Self.task) { _ in
      TaskReport(.succeeded(["body": ["id": 1]]), took: .milliseconds(86), exchange: .sample())
    }
    #expect(
      ExecutionText.text(execution) == """
        FAILED after 86 ms: States.Runtime
          state:  Order, field ResultSelector/id.$  (shop.asl.json:3:24)
          reason: States.StringToJson($.body) needs a string but got an object
          cause:  An error occurred while executing the state 'Order' (entered at the event id #2). There was an error while evaluating the intrinsic function: States.StringToJson($.body). Invalid arguments in States.StringToJson
          answer: POST https://api.test/orders
                  interaction 002-api-POST-orders says "Content-Type: application/json"; an HTTP Task passes such a body on parsed
          note:   States.Runtime is neither retried nor caught
          already done, and not undone:
            Order: POST https://api.test/orders -> 201 [002-api-POST-orders]
        """)
  }

  @Test func `an answer that is no JSON is told to be a string, and a live one has no interaction`() async throws {
    let exchange = TaskExchange.sample("GET", status: 200, type: "text/plain", interaction: nil)
    let text = ExecutionText.text(
      try await run(Self.task) { _ in TaskReport(.succeeded(["body": 1]), exchange: exchange) })
    #expect(
      text.contains(
        "\n          the response says \"Content-Type: text/plain\"; an HTTP Task passes such a body on as a string"))
    // What was only asked for needs no undoing.
    #expect(!text.contains("already done"))
  }

  @Test func `a failed task shows the state without a field, and no answer`() async throws {
    let execution = try await run(Self.task.replacing(#"{"id.$": "States.StringToJson($.body)"}"#, with: "{}")) { _ in
      TaskReport(
        .failed(ErrorName(rawValue: "States.Http.StatusCode.422"), cause: "Unprocessable\nContent"), took: .seconds(2),
        exchange: .sample(status: 422))
    }
    #expect(
      ExecutionText.text(execution) == """
        FAILED after 2 s: States.Http.StatusCode.422
          state:  Order  (shop.asl.json:2:3)
          cause:  Unprocessable Content
        """)
  }

  @Test func `a Fail state without a name and a cause shows that it has none`() async throws {
    let execution = try await run(#"{"StartAt": "A", "States": {"A": {"Type": "Fail"}}}"#)
    #expect(
      ExecutionText.text(execution) == "FAILED after 0 ms: no error name\n  state:  A  (shop.asl.json:1:29)")
  }

  @Test func `an execution that took too long is shown as AWS names it`() async throws {
    let execution = try await run(
      #"{"TimeoutSeconds": 5, "StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 9, "End": true}}}"#)
    #expect(ExecutionText.text(execution) == "TIMED_OUT after 5 s")
  }

  @Test func `a miss is shown whole, with what had been done before`() async throws {
    let definition = """
      {"StartAt": "Order", "States": {
        "Order": {"Type": "Task", "Resource": "r", "Next": "Mail"},
        "Mail": {"Type": "Task", "Resource": "r", "End": true}}}
      """
    let miss = Miss(
      reason: .usedUp, method: "POST", url: "https://mail.test/", api: "mail", cassette: "Cassettes/shop",
      closest: Miss.Closest(interaction: "003-mail-POST", mismatches: []))
    let execution = try await run(definition) { call in
      call.state == "Order"
        ? TaskReport(.succeeded([:]), took: .milliseconds(1500), exchange: .sample(interaction: nil))
        : TaskReport(.missed(miss))
    }
    #expect(
      ExecutionText.text(execution) == """
        ABORTED after 1.5 s: no recorded answer
          POST https://mail.test/
            every interaction of Cassettes/shop that matches has already been used
            the last one: 003-mail-POST
            to record it: tapedeck record --cassette shop --mode new_episodes
            to give the last one again: tapedeck replay shop --after-last repeat-last, or "afterLast": "repeat-last" in Cassettes/shop/cassette.json
          already done, and not undone:
            Order: POST https://api.test/orders -> 201
        """)
    #expect(execution.cause == "Cassettes/shop holds no further interaction for POST https://mail.test/")
  }

  @Test func `an execution that was stopped shows why`() async throws {
    let definition = #"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 9, "End": true}}}"#
    let inbox = ExecutionInbox()
    inbox.stop(error: ErrorName(rawValue: "Enough"), cause: "of it")
    #expect(ExecutionText.text(try await run(definition, inbox: inbox)) == "ABORTED after 0 ms: Enough: of it")
    let silent = ExecutionInbox()
    silent.stop()
    #expect(ExecutionText.text(try await run(definition, inbox: silent)) == "ABORTED after 0 ms: stopped")
  }

  @Test(arguments: [
    (0, "0 ms"), (999, "999 ms"), (1_000, "1 s"), (1_999, "1.9 s"), (59_999, "59.9 s"), (60_000, "1 min 0 s"),
    (3_599_000, "59 min 59 s"), (3_600_000, "1 h 0 min"), (86_399_000, "23 h 59 min"), (90_000_000, "1 d 1 h"),
  ])
  func `durations are read at a glance`(milliseconds: Int, text: String) async throws {
    let execution = try await run(
      #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true}}}"#
    ) { _ in TaskReport(.succeeded([:]), took: .milliseconds(milliseconds)) }
    #expect(ExecutionText.text(execution).split(separator: "\n").first ?? "" == "SUCCEEDED after \(text)")
  }
}
