import HTTPModel
import JSONModel
import Testing
import WorkflowEngine

struct ReadsTests {
  /// Tasks that answer by their state's name, as HTTP Tasks do: the value is the response's body.
  static func tasks(_ bodies: [String: JSONValue], failing: [String: Int] = [:]) -> ScriptedTasks {
    ScriptedTasks { call, earlier in
      var exchange = TaskExchange(method: "GET", url: "https://api.test/\(call.state)", status: 200)
      if let status = failing[call.state], earlier == 0 {
        exchange.status = status
        return TaskReport(.failed(.httpStatus(status), cause: "Busy"), exchange: exchange)
      }
      let output: JSONValue = [
        "Headers": ["X-A": ["1"]], "ResponseBody": bodies[call.state] ?? .null, "StatusCode": 200, "StatusText": "OK",
      ]
      return TaskReport(.succeeded(output), exchange: exchange, form: .response)
    }
  }

  static func task(_ fields: String = "", next: String? = nil) -> String {
    let next = next.map { #""Next": "\#($0)""# } ?? #""End": true"#
    return
      #"{"Type": "Task", "Resource": "arn:aws:states:::http:invoke", \#(fields.isEmpty ? "" : fields + ", ")\#(next)}"#
  }

  /// What was read of the response of the state `A`, one text a read.
  static func reads(
    _ states: String, _ bodies: [String: JSONValue], failing: [String: Int] = [:], status: Execution.Status = .succeeded
  ) async throws -> [String] {
    var configuration = Runner.Configuration()
    configuration.notesReads = true
    let text = #"{"StartAt": "A", "States": {\#(states)}}"#
    let execution = try await Execution.sample(
      text, tasks: tasks(bodies, failing: failing), configuration: configuration)
    #expect(execution.status == status, "\(execution.cause ?? "")")
    let plain = try await Execution.sample(text, tasks: tasks(bodies, failing: failing))
    #expect(plain.historyJSON == execution.historyJSON)
    #expect(plain.reads.isEmpty)
    return execution.reads.filter { $0.state == "A" }.flatMap(\.reads).map {
      "\($0.use) \($0.pointer) by \($0.state)\($0.field.map { " \($0)" } ?? "")"
    }
  }

  @Test func `renames lead to the place in the response`() async throws {
    let states = """
      "A": \(Self.task(#""ResultSelector": {"x": {"y.$": "$.ResponseBody.data"}, "code.$": "$.StatusCode"}, "ResultPath": "$.a", "OutputPath": "$.a""#, next: "P")),
      "P": {"Type": "Pass", "InputPath": "$.x", "Parameters": {"z.$": "$.y[(@.length-1)]"}, "ResultPath": "$.q", "Next": "B"},
      "B": \(Self.task(#""Parameters": {"v.$": "$.q.z.name"}"#))
      """
    #expect(
      try await Self.reads(states, ["A": ["data": [["name": "a"], ["name": "b"]]]]) == [
        "selects /body/data by A ResultSelector", "selects /status by A ResultSelector",
        "selects /status by A OutputPath", "selects /body/data by A OutputPath",
        "selects /body/data by P InputPath", "selects /body/data/1 by P Parameters",
        "uses /body/data/1/name by B Parameters",
      ])
  }

  @Test func `a body that was parsed out of a text has its places below the text's`() async throws {
    let states = """
      "A": \(Self.task(#""ResultSelector": {"b.$": "States.StringToJson($.ResponseBody)"}"#, next: "B")),
      "B": \(Self.task(#""Parameters": {"v.$": "States.Format('{}', $.b.key)"}"#))
      """
    #expect(
      try await Self.reads(states, ["A": #"{"key": "k", "other": 1}"#]) == [
        "parses /body by A ResultSelector", "selects /body by A ResultSelector", "uses /body/key by B Parameters",
      ])
  }

  @Test func `branches keep their parts apart`() async throws {
    let states = """
      "A": \(Self.task(#""OutputPath": "$.ResponseBody""#, next: "Par")),
      "Par": {"Type": "Parallel", "Branches": [
        {"StartAt": "L", "States": {"L": {"Type": "Pass", "OutputPath": "$.l", "End": true}}},
        {"StartAt": "R", "States": {"R": {"Type": "Pass", "OutputPath": "$.r", "End": true}}}], "Next": "B"},
      "B": \(Self.task(#""Parameters": {"v.$": "$[1]"}"#))
      """
    let reads = try await Self.reads(states, ["A": ["l": 1, "r": 2]])
    #expect(reads.contains("selects /body/l by L OutputPath"))
    #expect(reads.filter { $0.hasPrefix("uses") } == ["uses /body/r by B Parameters"])
  }

  @Test(arguments: [
    (#"{"Variable": "$.n", "NumericGreaterThan": 1, "Next": "E"}"#, ["/n by C Variable"]),
    (
      #"{"Variable": "$.n", "NumericEqualsPath": "$.m", "Next": "E"}"#,
      ["/n by C Variable", "/m by C NumericEqualsPath"]
    ),
    (#"{"Variable": "$.no.where", "IsPresent": true, "Next": "E"}"#, ["/no/where by C Variable"]),
    (
      #"{"And": [{"Variable": "$.n", "IsNull": true}, {"Variable": "$.m", "IsNull": true}], "Next": "E"}"#,
      ["/n by C Variable"]
    ),
    (#"{"Not": {"Variable": "$.list[0].k", "IsString": true}, "Next": "E"}"#, ["/list/0/k by C Variable"]),
  ])
  func `a choice reads what it compares, as far as it gets`(rule: String, pointers: [String]) async throws {
    let states = """
      "A": \(Self.task(#""OutputPath": "$.ResponseBody""#, next: "C")),
      "C": {"Type": "Choice", "Choices": [\(rule)], "Default": "E"}, "E": {"Type": "Succeed"}
      """
    let reads = try await Self.reads(states, ["A": ["n": 2, "m": 3, "list": [["k": "v"]]]])
    #expect(reads.dropFirst() == pointers.map { "uses /body\($0)" }[...])
  }

  @Test(arguments: [
    (
      "$.ResponseBody.list[?(@.k == $.ResponseBody.want)].v",
      ["uses list/0/k", "uses want", "uses list/1/k", "selects list/1/v"]
    ),
    ("$.ResponseBody.list[*].v", ["selects list/0/v", "selects list/1/v"]),
    ("$..v", ["selects list/0/v", "selects list/1/v"]),
    ("$.ResponseBody.list[0:1]", ["selects list/0"]),
    ("$.ResponseBody.list[(@.length-1)].v", ["selects list/1/v"]),
    ("$.ResponseBody['want','no']", ["uses want"]),
    ("$.ResponseBody.list[9]", ["selects list/9"]),
  ])
  func `a path reads what it finds and what its filters compare`(path: String, reads: [String]) async throws {
    let states = #""A": \#(Self.task(#""ResultSelector": {"x.$": "\#(path)"}"#))"#
    let body: JSONValue = ["want": 2, "list": [["k": 1, "v": "a"], ["k": 2, "v": "b"]]]
    let expected = reads.map { $0.replacing(" ", with: " /body/") + " by A ResultSelector" }
    #expect(Set(try await Self.reads(states, ["A": body])) == Set(expected))
  }

  @Test(arguments: [
    ("States.Array($.a, $.b)", ["uses a", "uses b"]), ("States.ArrayLength($.list)", ["uses list"]),
    ("States.ArrayGetItem($.list, 1)", ["selects list", "uses list/1"]),
    ("States.JsonMerge($.o, $.p, false)", ["uses o", "uses p"]),
    (
      "States.ArrayGetItem(States.ArrayPartition($.list, 2), 0)",
      ["selects list", "selects list/0", "selects list/1", "selects list/2", "uses list/0", "uses list/1"]
    ),
    ("States.Format('{}-{}', $.a, States.JsonToString($.o))", ["uses a", "uses o"]),
    ("States.MathAdd($.a, 1)", ["uses a"]),
  ])
  func `a function uses its arguments or hands them on`(call: String, reads: [String]) async throws {
    let states = """
      "A": \(Self.task(#""OutputPath": "$.ResponseBody""#, next: "B")),
      "B": \(Self.task(#""Parameters": {"v.$": "\#(call)"}"#))
      """
    let body: JSONValue = ["a": 1, "b": 2, "list": [1, 2, 3], "o": ["k": 1, "l": 2], "p": ["k": 3]]
    let expected = reads.map { $0.replacing(" ", with: " /body/") + " by B Parameters" }
    #expect(Set(try await Self.reads(states, ["A": body]).dropFirst()) == Set(expected))
  }

  @Test func `what was merged keeps its places`() async throws {
    let states = """
      "A": \(Self.task(#""ResultSelector": {"m.$": "States.JsonMerge($.ResponseBody.o, $.ResponseBody.p, false)"}"#, next: "B")),
      "B": \(Self.task(#""Parameters": {"k.$": "$.m.k", "l.$": "$.m.l"}"#))
      """
    let reads = try await Self.reads(states, ["A": ["o": ["k": 1, "l": 2], "p": ["k": 3]]])
    #expect(
      Set(reads.filter { $0.hasSuffix("by B Parameters") }) == [
        "uses /body/p/k by B Parameters", "uses /body/o/l by B Parameters",
      ])
  }

  @Test func `a task without parameters uses its whole input`() async throws {
    let states = #""A": \#(Self.task(#""OutputPath": "$.ResponseBody""#, next: "B")), "B": \#(Self.task())"#
    #expect(try await Self.reads(states, ["A": ["k": 1]]).last == "uses /body by B")
  }

  @Test func `waits and failures use what they name`() async throws {
    let states = """
      "A": \(Self.task(#""OutputPath": "$.ResponseBody""#, next: "W")),
      "W": {"Type": "Wait", "SecondsPath": "$.s", "Next": "F"},
      "F": {"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('{}', $.c)"}
      """
    #expect(
      try await Self.reads(states, ["A": ["s": 1, "e": "E", "c": 2]], status: .failed).dropFirst() == [
        "uses /body/s by W SecondsPath", "uses /body/e by F ErrorPath", "uses /body/c by F CausePath",
      ])
  }

  @Test func `a retry and a catch read the status, and what is caught has its place`() async throws {
    let retried = Self.task(#""Retry": [{"ErrorEquals": ["States.Http.StatusCode.503"]}]"#)
    #expect(
      try await Self.reads(#""A": \#(retried)"#, ["A": 1], failing: ["A": 503]) == ["uses /status by A Retry"])
    let caught = """
      "A": \(Self.task(#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]"#)),
      "B": \(Self.task(#""Parameters": {"c.$": "$.Cause", "e.$": "$.Error"}"#))
      """
    #expect(
      try await Self.reads(caught, [:], failing: ["A": 404]) == [
        "uses /status by A Catch", "uses /reason by B Parameters", "uses /status by B Parameters",
      ])
  }

  @Test func `each attempt's response has its own list, and one that nobody read an empty one`() async throws {
    var configuration = Runner.Configuration()
    configuration.notesReads = true
    let text = #"{"StartAt": "A", "States": {"A": \#(Self.task(#""Retry": [{"ErrorEquals": ["States.ALL"]}]"#))}}"#
    let execution = try await Execution.sample(
      text, tasks: Self.tasks([:], failing: ["A": 500]), configuration: configuration)
    #expect(execution.reads.map(\.attempt) == [0, 1])
    #expect(execution.reads.map(\.reads.count) == [1, 0])
    #expect(execution.reads.first?.exchange?.status == 500)
  }

  @Test func `of a request that got no response nothing is read`() async throws {
    var configuration = Runner.Configuration()
    configuration.notesReads = true
    let tasks = ScriptedTasks { _, _ in
      TaskReport(
        .failed(.httpSocket, cause: "no"), exchange: TaskExchange(method: "GET", url: "https://api.test/"))
    }
    let execution = try await Execution.sample(
      #"{"StartAt": "A", "States": {"A": \#(Self.task())}}"#, tasks: tasks, configuration: configuration)
    #expect(execution.status == .failed)
    #expect(execution.reads.isEmpty)
  }
}
