import JSONModel
import WorkflowEngine

/// Every member of every event, ids and previous ids included, against what the corpus keeps of them: the inputs and
/// outputs of states in `steps`, what tasks were asked and answered in `task_calls`, the execution's own in `input` and
/// `expected`.
extension ConformanceCase {
  /// Which member can't be compared; nil where all can. What a service said when it took a job or a token is nowhere in
  /// the corpus.
  var memberNotKept: String? {
    json["history"]?.array?.contains("TaskSubmitted") == true ? "the output of TaskSubmitted" : nil
  }

  /// What differs; the history has the types that AWS's has. Where branches run at the same time AWS's events may be in
  /// another order: each has its like then, and follows on one before it.
  func memberDifferences(_ execution: Execution) -> [String] {
    var expected = ExpectedEvents(self)
    let isInOrder = json["history_order"]?.text == "exact"
    let types = json["history"]?.array?.compactMap(\.text) ?? []
    var open = types.map { (type: $0, members: expected.next($0)) }
    return execution.history.enumerated().flatMap { index, event -> [String] in
      let own = event.json()
      var found: [String] = []
      if own["id"]?.int != index + 1 { found.append("id \(own["id"]?.text() ?? "none") at \(index + 1)") }
      let previous = index < 2 || event.type == "ExecutionTimedOut" ? 0 : index
      let follows = own["previousEventId"]?.int ?? -1
      if isInOrder ? follows != previous : !(0...previous).contains(follows) {
        found.append("event \(index + 1) follows on \(follows)")
      }
      let likes = open.indices.filter { open[$0].type == event.type }
      let faults = likes.map { (index: $0, faults: Self.faults(in: own, open[$0].members)) }
      guard let best = isInOrder ? faults.first : faults.min(by: { $0.faults.count < $1.faults.count }) else {
        return found + ["\(event.type) is one too many"]
      }
      open.remove(at: best.index)
      return found + best.faults.map { "\(event.type): \($0)" }
    }
  }

  private static func faults(in own: JSONValue, _ members: [ExpectedEvents.Member]?) -> [String] {
    guard let members else { return [] }
    let details = own.object?.first { $0.key.text.hasSuffix("EventDetails") }?.value
    let names = Set(details?.object?.map(\.key.text) ?? [])
    var found: [String] = []
    if names != Set(members.map(\.name)) { found.append("\(names.sorted()), not \(members.map(\.name).sorted())") }
    for member in members {
      guard let value = member.value, let own = details?[member.name] else { continue }
      let isSame = value.admits(own) || own.text.flatMap { try? JSONValue(parsing: $0) }.map(value.admits) == true
      if !isSame { found.append("\(member.name) \(own.text()), not \(value.text())") }
    }
    return found
  }
}

/// The details of the events that are to come, in order.
private struct ExpectedEvents {
  typealias Member = (name: String, value: JSONValue?)

  private let json: JSONValue
  private var steps: ArraySlice<JSONValue>
  private let hasSteps: Bool
  private var calls: ArraySlice<JSONValue>
  private var call: JSONValue = .null

  init(_ testCase: ConformanceCase) {
    json = testCase.json
    hasSteps = json["steps"] != nil
    steps = (json["steps"]?.array ?? [])[...]
    calls = (json["task_calls"]?.array ?? [])[...]
  }

  /// The members of the next event's details; a value of nil is one that the corpus does not keep. Nil for an event of
  /// which nothing is known.
  mutating func next(_ type: String) -> [Member]? {
    if type.hasSuffix("StateEntered") || type.hasSuffix("StateExited") {
      let step = steps.popFirst()
      let member = type.hasSuffix("Entered") ? "input" : "output"
      return [("name", step?["state"]), ("\(member)Details", nil), (member, step?[member])]
    }
    switch type {
    case "ExecutionStarted": return [("input", json["input"]), ("inputDetails", nil), ("roleArn", nil)]
    case "ExecutionSucceeded": return [("output", json["expected"]?["output"]), ("outputDetails", nil)]
    case "ExecutionFailed": return failure(json["expected"] ?? .null)
    case "ExecutionTimedOut": return [("error", "States.Timeout")]
    default: break
    }
    if type.hasSuffix("Scheduled") { call = calls.popFirst() ?? .null }
    let request = call["request"] ?? .null
    let place: [Member] =
      type.hasPrefix("Task") ? [("resourceType", request["resourceType"]), ("resource", request["resource"])] : []
    switch type {
    case "TaskScheduled":
      return place + [("region", nil), ("parameters", known(request["parameters"]))] + limits(request)
    case "LambdaFunctionScheduled", "ActivityScheduled":
      return [("resource", nil), ("input", known(request["input"])), ("inputDetails", nil)] + limits(request)
    case "TaskStarted", "TaskSubmitted": return place
    case "LambdaFunctionStarted": return []
    case "TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded":
      return place + [("output", call["result"]), ("outputDetails", nil)]
    case "TaskFailed", "LambdaFunctionFailed", "ActivityFailed": return place + failure(call["throw"] ?? .null)
    case "TaskTimedOut", "LambdaFunctionTimedOut": return place + [("error", "States.Timeout")]
    default: return nil
    }
  }

  private func limits(_ request: JSONValue) -> [Member] {
    ["timeoutInSeconds", "heartbeatInSeconds", "taskCredentials"].compactMap { name in
      request[name].map { (name, known($0)) }
    }
  }

  /// Nil where the recorder replaced a part.
  private func known(_ value: JSONValue?) -> JSONValue? { value.flatMap { $0.text().contains("<") ? nil : $0 } }

  private func failure(_ said: JSONValue) -> [Member] {
    ["error", "cause"].compactMap { name in
      guard let value = said[name], !value.isNull else { return nil }
      return (name, known(value))
    }
  }
}
