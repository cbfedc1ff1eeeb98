import Clocks
import JSONModel
import TestSupport
import WorkflowEngine

/// A machine and an event of ../shared/cases.
struct OutsideCase {
  let document: JSONDocument
  let event: JSONValue

  init(_ name: String) throws {
    document = try JSONDocument(parsing: SharedFiles.bytes("cases/\(name)/machine.asl.json"))
    event = try JSONValue(parsing: SharedFiles.bytes("cases/\(name)/event.json"))
  }

  func parse(_ tasks: (any TaskHandlers)? = nil) -> StateMachine.ParseResult {
    StateMachine.parse(document, tasks: tasks)
  }

  func run(_ tasks: any TaskHandlers = ScriptedTasks { _, _ in TaskReport(.succeeded(.null)) }) async throws
    -> Execution
  {
    let result = parse()
    guard let machine = result.machine else {
      throw StateMachine.Unusable(problems: result.problems.map(\.description))
    }
    return await Runner(machine, tasks: tasks, clock: VirtualClock(at: Instant(millisecondsSince1970: 0))).run(
      input: event)
  }
}
