import Clocks
import JSONModel

/// What an execution is called, for the context object.
struct ExecutionIdentity {
  let name: String
  let arn: String
  let machineName: String
  let machineARN: String
  let roleARN: String
  let region: String
  let startTime: Instant
  /// Nil for a synchronous Express execution, whose context object has no such member.
  let redriveCount: Int?

  /// The context object, members in AWS's order. `retryCount` is nil for states that can't be retried,
  /// `token` for those that wait for none.
  func context(input: JSONValue, state: String, enteredTime: Instant, retryCount: Int?, token: String?) -> JSONValue {
    var execution: [(String, JSONValue)] = [
      ("Id", .string(arn)), ("Input", input), ("StartTime", .string(startTime.text(.milliseconds))),
      ("Name", .string(name)), ("RoleArn", .string(roleARN)),
    ]
    if let redriveCount { execution.append(("RedriveCount", .number(redriveCount))) }
    var current: [(String, JSONValue)] = [
      ("Name", .string(state)), ("EnteredTime", .string(enteredTime.text(.milliseconds))),
    ]
    if let retryCount { current.append(("RetryCount", .number(retryCount))) }
    var members: [(String, JSONValue)] = [
      ("Execution", .object(JSONObject(execution))),
      ("StateMachine", .object(JSONObject([("Id", .string(machineARN)), ("Name", .string(machineName))]))),
      ("State", .object(JSONObject(current))),
    ]
    if let token { members.append(("Task", ["Token": .string(token)])) }
    return .object(JSONObject(members))
  }
}
