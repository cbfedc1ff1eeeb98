import JSONModel
import WorkflowEngine

/// A table of tasks that answers as a test says.
struct AnsweringTasks: TaskHandlers {
  let answer: @Sendable (TaskCall) -> TaskReport

  func knows(resource: String) -> Bool { true }
  func perform(_ call: TaskCall) async -> TaskReport { answer(call) }
}

struct Unusable: Error { let problems: [String] }

/// Runs a definition that is said to stand in `shop.asl.json`.
func run(
  _ definition: String, input: JSONValue = [:], notesReads: Bool = false, inbox: ExecutionInbox = ExecutionInbox(),
  answering answer: @escaping @Sendable (TaskCall) -> TaskReport = { _ in TaskReport(.succeeded([:])) }
) async throws -> Execution {
  let bytes = Array(definition.utf8)
  let document = try JSONDocument(parsing: bytes, from: SourceText("shop.asl.json", quoting: bytes))
  let tasks = AnsweringTasks(answer: answer)
  let result = StateMachine.parse(document, tasks: tasks)
  guard let machine = result.machine else { throw Unusable(problems: result.problems.map(\.description)) }
  var configuration = Runner.Configuration()
  configuration.notesReads = notesReads
  return await Runner(machine, tasks: tasks, configuration: configuration).run(input: input, inbox: inbox)
}

extension TaskExchange {
  static func sample(
    _ method: String = "POST", _ url: String = "https://api.test/orders", status: Int? = 201,
    type: String? = "application/json", interaction: String? = "002-api-POST-orders"
  ) -> TaskExchange {
    TaskExchange(method: method, url: url, status: status, responseMediaType: type, interaction: interaction)
  }
}
