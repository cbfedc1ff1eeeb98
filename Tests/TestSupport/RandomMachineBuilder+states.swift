import JSONModel

extension RandomMachineBuilder {
  /// The members of the state `names[index]`. It leads to the next one or beyond; the last one ends.
  mutating func state(_ names: [String], _ index: Int, depth: Int) -> [(String, JSONValue)] {
    let isLast = index == names.count - 1
    let rest = Array(names[(index + 1)...])
    switch random.below(isLast ? 12 : 10) {
    case 0, 1: return pass() + transition(rest)
    case 2, 3, 4: return task(rest) + transition(rest)
    case 5:
      if hasTimeLimit { waits.append(names[index]) }
      return wait() + transition(rest)
    case 6 where depth < 2: return parallel(rest, depth: depth) + transition(rest)
    case 7, 8: return isLast ? pass() + transition(rest) : choice(rest, back: waits.filter { names.contains($0) })
    case 10: return [("Type", "Succeed")] + filters()
    case 11: return fail()
    default: return pass() + transition(rest)
    }
  }

  /// To the state that follows, so that every state is reached; the last one ends.
  private mutating func transition(_ rest: [String]) -> [(String, JSONValue)] {
    rest.first.map { [("Next", .string($0))] } ?? [("End", true)]
  }

  private mutating func filters() -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if random.oneIn(8) { members.append(("InputPath", random.pick([.null, "$", "$$", .string(path())]))) }
    if random.oneIn(16) { members.append(("OutputPath", random.pick([.null, "$", "$", .string(path())]))) }
    return members
  }

  /// Mostly one that keeps the input, so that later paths find something.
  private mutating func resultPath() -> [(String, JSONValue)] {
    switch random.below(12) {
    case 0: []
    case 1: [("ResultPath", "$")]
    case 2: [("ResultPath", .null)]
    case 3: [("ResultPath", .string(random.pick(["$.o.p", "$['a b']", "$.list[0]", "$.n.m"])))]
    default: [("ResultPath", .string(random.pick(["$.r", "$.r.s", "$.q"])))]
    }
  }

  private mutating func pass() -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("Type", "Pass")] + filters() + resultPath()
    if random.oneIn(3) { members.append(("Result", value(depth: 2))) }
    if random.oneIn(2) { members.append(("Parameters", template(depth: 2))) }
    return members
  }

  private mutating func task(_ rest: [String]) -> [(String, JSONValue)] {
    let resource = random.pick([
      "arn:aws:states:::http:invoke", "arn:aws:states:::aws-sdk:sesv2:sendEmail",
      "arn:aws:lambda:us-east-1:000000000000:function:f",
    ])
    var members: [(String, JSONValue)] = [("Type", "Task"), ("Resource", .string(resource))]
    members += filters() + resultPath() + work(rest)
    switch random.below(6) {
    case 0: members.append(("TimeoutSeconds", .number(2 + random.below(30))))
    case 1: members.append(("TimeoutSecondsPath", .string(random.pick(["$.n", "$.o.p.q", "$$.State.RetryCount"]))))
    default: break
    }
    return members
  }

  private mutating func parallel(_ rest: [String], depth: Int) -> [(String, JSONValue)] {
    var branches: [JSONValue] = []
    for _ in 0...random.below(3) {
      branches.append(.object(JSONObject(scope(count: 1 + random.below(3), depth: depth + 1))))
    }
    return [("Type", "Parallel"), ("Branches", .array(branches))] + filters() + resultPath() + work(rest)
  }

  /// `Parameters`, `ResultSelector`, `Retry` and `Catch`.
  private mutating func work(_ rest: [String]) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if random.oneIn(2) { members.append(("Parameters", template(depth: 2))) }
    if random.oneIn(3) { members.append(("ResultSelector", template(depth: 1))) }
    if random.oneIn(2) {
      members.append(("Retry", .array((0...random.below(2)).map { retrier(isLast: $0 == 1) })))
    }
    if !rest.isEmpty, random.oneIn(2) {
      let catchers = (0...random.below(2)).map { index -> JSONValue in
        let path = resultPath()
        return .object(
          JSONObject([("ErrorEquals", errors(isLast: index == 1)), ("Next", .string(random.pick(rest)))] + path))
      }
      members.append(("Catch", .array(catchers)))
    }
    return members
  }

  /// `States.ALL` has to stand alone and last.
  private mutating func errors(isLast: Bool) -> JSONValue {
    if isLast, random.oneIn(2) { return ["States.ALL"] }
    return .array((0...random.below(2)).map { _ in .string(random.pick(RandomMachineBuilder.taskErrors)) })
  }

  private mutating func retrier(isLast: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = [("ErrorEquals", errors(isLast: isLast))]
    if random.oneIn(2) { members.append(("IntervalSeconds", .number(1 + random.below(5)))) }
    if random.oneIn(2) { members.append(("MaxAttempts", .number(random.below(5)))) }
    if random.oneIn(2) { members.append(("BackoffRate", random.pick([1, 1.5, 2, 10]))) }
    if random.oneIn(3) { members.append(("MaxDelaySeconds", .number(6 + random.below(50)))) }
    if random.oneIn(3) { members.append(("JitterStrategy", random.pick(["FULL", "NONE"]))) }
    return .object(JSONObject(members))
  }

  private mutating func wait() -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("Type", "Wait")] + filters()
    switch hasTimeLimit ? 0 : random.below(4) {
    case 0: members.append(("Seconds", .number(1 + random.below(20))))
    case 1: members.append(("SecondsPath", .string(random.pick(["$.n", "$.o.p.q", "$.s", path(isReference: true)]))))
    case 2: members.append(("Timestamp", "2026-01-01T00:00:30Z"))
    default: members.append(("TimestampPath", .string(random.pick(["$.t", "$.s", "$$.Execution.StartTime"]))))
    }
    return members
  }

  private mutating func fail() -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("Type", "Fail")]
    switch random.below(3) {
    case 0: members.append(("Error", "Drawn.Error"))
    case 1: members.append(("ErrorPath", .string(expression())))
    default: break
    }
    switch random.below(3) {
    case 0: members.append(("Cause", .string(text())))
    case 1: members.append(("CausePath", .string(expression())))
    default: break
    }
    return members
  }
}
