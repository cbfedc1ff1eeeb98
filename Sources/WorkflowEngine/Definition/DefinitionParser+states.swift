import Clocks
import JSONModel

extension DefinitionParser {
  /// Reads one state. Where it leads is told even of a state that can't be read.
  func state(_ field: DefinitionField) -> (state: State?, targets: [Target]) {
    guard field.value.kind == .object else {
      report("A state must be an object", at: field)
      return (nil, [])
    }
    let fields = DefinitionFields(field.value, path: field.path)
    var targets: [Target] = []
    guard require(["Type"], of: fields), let typeField = fields["Type"] else { return (nil, destinations(fields)) }
    guard let type = typeField.value.string.flatMap(StateType.init(rawValue:)) else {
      report(
        "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        at: typeField,
        suggestion: typeField.value.string.flatMap {
          Suggestion.closest(to: $0, in: StateType.allCases.map(\.rawValue))
        })
      return (nil, destinations(fields))
    }
    if let language = fields["QueryLanguage"], !isJSONPath(language) { return (nil, destinations(fields)) }
    if type == .map {
      report("The state type 'Map' is not supported yet", as: .notSupportedYet, at: typeField)
      return (nil, destinations(fields))
    }
    check(fields, known: FieldTable.fields(of: type), type: type)
    let transition = transition(fields, type: type, targets: &targets)
    guard let kind = kind(type, fields, state: field.name, targets: &targets) else { return (nil, targets) }
    var state = State(
      name: field.name, type: type, pointer: field.path.pointer, position: field.position, kind: kind)
    state.transition = transition
    state.flow = flow(fields, of: type, state: field.name)
    return (state, targets)
  }

  private func flow(_ fields: DefinitionFields, of type: StateType, state: String) -> DataFlow {
    // What such a state can't have has been reported.
    let known = FieldTable.fields(of: type)
    func field(_ name: String) -> DefinitionField? { known.contains(name) ? fields[name] : nil }
    return DataFlow(
      inputPath: pathFilter(field("InputPath"), state: state), parameters: template(field("Parameters"), state: state),
      resultSelector: template(field("ResultSelector"), state: state),
      resultPath: resultPath(field("ResultPath"), state: state),
      outputPath: pathFilter(field("OutputPath"), state: state))
  }

  private func kind(
    _ type: StateType, _ fields: DefinitionFields, state: String, targets: inout [Target]
  ) -> State.Kind? {
    switch type {
    case .succeed: return .succeed
    case .map: return nil
    case .pass:
      if let field = fields["Result"] { warnOfStaticResult(field.value, named: field.name, of: field) }
      let result = fields["Result"]?.value.value
      return .pass(result == .null ? nil : result)
    case .fail:
      atMostOne(of: ["Error", "ErrorPath"], fields)
      atMostOne(of: ["Cause", "CausePath"], fields)
      return .fail(
        State.Fail(
          error: failText("Error", fields, state: state), cause: failText("Cause", fields, state: state)))
    case .wait: return delay(fields, state: state).map(State.Kind.wait)
    case .choice:
      if let field = fields["Default"], let name = string(field) {
        targets.append(Target(name: JSONString(name), field: field))
      }
      return choice(fields, state: state, targets: &targets).map(State.Kind.choice)
    case .task: return task(fields, state: state, targets: &targets).map(State.Kind.task)
    case .parallel: return parallel(fields, state: state, targets: &targets).map(State.Kind.parallel)
    }
  }

  private func transition(
    _ fields: DefinitionFields, type: StateType, targets: inout [Target]
  ) -> State.Transition? {
    switch type {
    case .succeed, .fail: return .end
    case .choice: return fields["Default"]?.value.string.map(State.Transition.next)
    default: break
    }
    atMostOne(of: ["Next", "End"], fields)
    if let field = fields["Next"] {
      guard let name = string(field) else { return nil }
      targets.append(Target(name: JSONString(name), field: field))
      return .next(name)
    }
    if let field = fields["End"] {
      if field.value.bool == true { return .end }
      report("The value for the field 'End' must be true", at: field)
      return nil
    }
    report("One of these fields is required: [Next, End]", at: fields.path, position: fields.position)
    return nil
  }

  /// Where an unreadable state would lead: so that what it leads to isn't reported as out of reach.
  private func destinations(_ fields: DefinitionFields) -> [Target] {
    let lists = [fields["Choices"], fields["Catch"]].compactMap { $0 }
    let inner = lists.flatMap { list in
      list.value.elements.enumerated().compactMap { index, entry in
        DefinitionFields(entry, path: list.path.appending(index))["Next"]
      }
    }
    return ([fields["Next"], fields["Default"]].compactMap { $0 } + inner).compactMap { field in
      field.value.string.map { Target(name: JSONString($0), field: field) }
    }
  }

  private func failText(_ name: String, _ fields: DefinitionFields, state: String) -> State.Fail.Text? {
    if let field = fields[name] {
      warnOfMissingPath(field)
      return string(field).map(State.Fail.Text.literal)
    }
    guard let field = fields["\(name)Path"] else { return nil }
    return expression(field, place: place(field, state: state), container: fields.path)
      .map(State.Fail.Text.expression)
  }

  private func delay(_ fields: DefinitionFields, state: String) -> State.Delay? {
    let names = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
    atMostOne(of: names, fields)
    guard let field = names.lazy.compactMap({ fields[$0] }).first else {
      report(
        "One of these fields is required: [\(names.joined(separator: ", "))]", at: fields.path,
        position: fields.position)
      return nil
    }
    switch field.name {
    case "Seconds": return integer(field, in: 0...99_999_999).map(State.Delay.seconds)
    case "SecondsPath": return dataPath(field, state: state).map(State.Delay.secondsPath)
    case "TimestampPath": return dataPath(field, state: state).map(State.Delay.untilPath)
    default:
      guard let time = field.value.string.flatMap(Instant.init(strict:)) else {
        report("String does not match RFC3339 timestamp", at: field)
        return nil
      }
      return .until(time)
    }
  }

  private func task(_ fields: DefinitionFields, state: String, targets: inout [Target]) -> State.TaskState? {
    let errors = errorHandling(fields, state: state, targets: &targets)
    guard require(["Resource"], of: fields), let field = fields["Resource"], let arn = string(field) else { return nil }
    let resource = TaskResource(arn: arn)
    if kind == .express, let refusal = resource.pattern.refusalByExpress {
      report(refusal, at: field)
    } else if let tasks, !tasks.knows(resource: arn) {
      reportUnknown(resource, at: field, known: tasks)
    } else if let tasks, let parameters = fields["Parameters"], parameters.value.kind == .object {
      for problem in tasks.problems(ofParameters: parameters.value.value, for: arn) {
        let place = problem.members.reduce(parameters) { place, name in
          DefinitionFields(place.value, path: place.path)[name] ?? place
        }
        report(problem.message, at: place, location: parameters.path.location)
      }
    }
    if let field = fields["Credentials"], field.value["RoleArn"] == nil, field.value["RoleArn.$"] == nil {
      report("The field 'RoleArn' is required but was missing", at: field)
    }
    let timeout = limit("TimeoutSeconds", fields, state: state)
    let heartbeat = limit("HeartbeatSeconds", fields, state: state)
    if case .seconds(let beat) = heartbeat, case .seconds(let whole) = timeout, beat >= whole,
      let field = fields["HeartbeatSeconds"]
    {
      report("The value for the field 'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'", at: field)
    }
    return State.TaskState(
      resource: resource, credentials: template(fields["Credentials"], state: state), timeout: timeout,
      heartbeat: heartbeat, errors: errors)
  }

  /// A resource that these tasks do not do: AWS knows it, or AWS would refuse it too.
  private func reportUnknown(_ resource: TaskResource, at field: DefinitionField, known tasks: any TaskHandlers) {
    if let placeholder = resource.placeholder {
      return report(
        "The resource '\(resource.arn)' has the placeholder '\(placeholder)', which is filled in on deployment and has no "
          + "value here; run the template that fills it in, or put a value in its place in a copy",
        as: .notSupportedYet,
        at: field)
    }
    guard resource.isKnownToAWS else {
      return report(
        "The resource provided \(resource.arn) is not recognized. The value is not a valid resource ARN, or the resource "
          + "is not available in this region.", at: field)
    }
    let answered = tasks.resources.isEmpty ? "" : "; what is: \(tasks.resources.joined(separator: ", "))"
    report(
      "The resource '\(resource.arn)' is right, but not supported yet\(answered). A mock that answers for any other "
        + "resource is not implemented yet", as: .notSupportedYet, at: field)
  }

  private func parallel(_ fields: DefinitionFields, state: String, targets: inout [Target]) -> State.Parallel? {
    let errors = errorHandling(fields, state: state, targets: &targets)
    guard require(["Branches"], of: fields), let field = fields["Branches"] else { return nil }
    guard field.value.kind == .array, field.value.count > 0 else {
      report(field.value.kind == .array ? "Value cannot be empty" : "The field 'Branches' must be an array", at: field)
      return nil
    }
    var branches: [Scope] = []
    for (index, element) in field.value.elements.enumerated() {
      let path = field.path.appending(index)
      guard element.kind == .object else {
        report("A branch must be an object", at: path, position: element.position)
        continue
      }
      let inner = DefinitionFields(element, path: path)
      check(inner, known: FieldTable.branch)
      if let scope = scope(inner) { branches.append(scope) }
    }
    return State.Parallel(branches: branches, errors: errors)
  }
}
