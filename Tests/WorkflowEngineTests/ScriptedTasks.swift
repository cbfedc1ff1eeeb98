import HTTPModel
import JSONModel
import Locking
import WorkflowEngine

/// Does tasks for tests: it knows every resource, or those given, and answers out of a script.
final class ScriptedTasks: TaskHandlers {
  private let resources: Set<String>?
  private let answer: @Sendable (TaskCall, Int) -> TaskReport
  private let received = Lock<[TaskCall]>([])

  /// `answer` is given the call and how many calls of the same state came before it.
  init(resources: Set<String>? = nil, answer: @escaping @Sendable (TaskCall, Int) -> TaskReport) {
    self.resources = resources
    self.answer = answer
  }

  /// Answers every call with the same value, at once.
  convenience init(_ value: JSONValue) { self.init { _, _ in TaskReport(.succeeded(value)) } }

  var calls: [TaskCall] { received.withLock { $0 } }

  func knows(resource: String) -> Bool { resources?.contains(resource) ?? true }

  func perform(_ call: TaskCall) async -> TaskReport {
    let earlier = received.withLock { calls in
      defer { calls.append(call) }
      return calls.count { $0.state == call.state }
    }
    return answer(call, earlier)
  }
}

extension StateMachine {
  /// Fails the test where the definition has a problem.
  static func sample(_ text: String) throws -> StateMachine {
    let result = parse(try JSONDocument(parsing: text), tasks: nil)
    guard let machine = result.machine else { throw Unusable(problems: result.problems.map(\.description)) }
    return machine
  }

  struct Unusable: Error { let problems: [String] }
}

extension Execution {
  static func sample(
    _ text: String, input: JSONValue = [:], tasks: ScriptedTasks = ScriptedTasks([:]),
    configuration: Runner.Configuration = Runner.Configuration(), inbox: ExecutionInbox = ExecutionInbox()
  ) async throws -> Execution {
    await Runner(try StateMachine.sample(text), tasks: tasks, configuration: configuration)
      .run(input: input, inbox: inbox)
  }
}
