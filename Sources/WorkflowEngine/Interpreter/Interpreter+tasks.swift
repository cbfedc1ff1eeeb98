import JSONModel

extension Interpreter {
  mutating func schedule(_ task: State.TaskState, _ state: State, _ branch: Int) throws(StateFailure) {
    branches[branch].token = [.callback, .sync].contains(task.resource.pattern) ? random.nextUUID() : nil
    let (parameters, credentials, timeout, heartbeat) = try evaluate(branch, use: .uses) { data throws(StateFailure) in
      let parameters = try state.flow.input(&data).value
      if state.flow.parameters == nil { data.reads.note(data.input.origin, .uses, state: state.name, field: nil) }
      return (
        parameters, try task.credentials?.value(&data).value, try Interpreter.limit(task.timeout, &data),
        try Interpreter.limit(task.heartbeat, &data)
      )
    }
    try PayloadLimit.check(parameters, of: state.name)
    let call = TaskCall(
      resource: task.resource.arn, state: state.name, parameters: parameters,
      enteredEventID: branches[branch].enteredEvent, attempt: branches[branch].attempt, time: now)
    // What can't be started is not scheduled either: the history says nothing of it.
    if let cause = refusal(call) { throw StateFailure(name: .runtime, cause: cause, origin: .task) }
    var details: [HistoryEvent.Detail]
    if case .integration = task.resource.family {
      details = [.init("region", .text(identity.region)), .init("parameters", .json(parameters))]
    } else {
      details = [.init("resource", .text(task.resource.arn)), .init("input", .payload(parameters))]
    }
    if let timeout { details.append(.init("timeoutInSeconds", .number(timeout))) }
    if let heartbeat, task.resource.family != .function {
      details.append(.init("heartbeatInSeconds", .number(heartbeat)))
    }
    if let role = credentials?["RoleArn"] {
      details.append(.init("taskCredentials", .object(.object(JSONObject([("roleArn", role)])))))
    }
    write("Scheduled", task.resource, branch, details)
    guard ending == nil else { return }
    let id = register(.task, for: branch)
    // A service's own answer needs no heartbeat; of others nobody sends one here, so that it ends the task.
    let beat = task.resource.pattern == .requestResponse ? nil : heartbeat
    let limit = [timeout, beat].compactMap(\.self).min()
    branches[branch].isHeartbeatAwaited = beat != nil && limit != timeout
    actions.append(
      .startTask(id: id, branch: branches[branch].path, call: call, timeout: limit.map { .seconds($0) }))
  }

  /// In seconds.
  private static func limit(_ limit: State.Limit?, _ data: inout Evaluation) throws(StateFailure) -> Int? {
    switch limit {
    case nil: nil
    case .seconds(let seconds): seconds
    case .path(let path): try Interpreter.seconds(path, &data)
    }
  }

  /// One of a task's events. A function's have other names and fewer details.
  private mutating func write(
    _ what: String, _ resource: TaskResource, _ branch: Int, _ details: [HistoryEvent.Detail]?
  ) {
    let last = branches[branch].lastEvent
    branches[branch].lastEvent =
      switch resource.family {
      case .integration(let type, let action):
        record(
          "Task\(what)", after: last,
          [.init("resourceType", .text(type)), .init("resource", .text(action))] + (details ?? []))
      case .function: record("LambdaFunction\(what)", after: last, details)
      case .activity: record("Activity\(what)", after: last, details)
      }
  }

  private func task(_ branch: Int) -> (State, State.TaskState)? {
    guard let state = branches[branch].state, case .task(let task) = state.kind else { return nil }
    return (state, task)
  }

  mutating func taskStarted(_ id: Int) {
    guard let (branch, _) = waiting[id], let (_, task) = task(branch) else { return }
    write("Started", task.resource, branch, nil)
    // The service takes the call at once; what it answered to it is not known here.
    if [.sync, .callback].contains(task.resource.pattern) { write("Submitted", task.resource, branch, nil) }
  }

  mutating func taskTimedOut(_ id: Int) {
    guard let (branch, _) = waiting.removeValue(forKey: id), let (_, task) = task(branch) else { return }
    branches[branch].waitingFor = nil
    var failure = StateFailure(name: .timeout, cause: nil, origin: .task)
    failure.isHeartbeat = branches[branch].isHeartbeatAwaited
    write("TimedOut", task.resource, branch, failure.details)
    fail(branch, failure)
  }

  mutating func taskFinished(_ id: Int, _ report: TaskReport) {
    guard let (branch, _) = waiting.removeValue(forKey: id), let (state, task) = task(branch) else { return }
    branches[branch].waitingFor = nil
    branches[branch].exchange = report.exchange
    branches[branch].response = openReads(report, state: state.name, attempt: branches[branch].attempt)
    switch report.result {
    case .missed(let miss):
      note(.missed, branch)
      finish(.missed(miss), after: branches[branch].lastEvent)
    case .failed(let name, let cause):
      taskFailed(StateFailure(name: name, cause: cause, origin: .task), task, branch)
    case .succeeded(let result):
      do throws(StateFailure) {
        try PayloadLimit.check(result, of: task.resource.limitName)
      } catch {
        return taskFailed(error, task, branch)
      }
      write("Succeeded", task.resource, branch, [.init("output", .payload(result))])
      guard ending == nil else { return }
      do throws(StateFailure) {
        let parts = branches[branch].response.map { ReadOrigin.result(of: $0, form: report.form) } ?? .none
        try leave(branch, state, result: TracedValue(result, parts))
      } catch {
        fail(branch, error)
      }
    }
  }

  private mutating func taskFailed(_ failure: StateFailure, _ task: State.TaskState, _ branch: Int) {
    write("Failed", task.resource, branch, failure.details)
    fail(branch, failure)
  }
}
