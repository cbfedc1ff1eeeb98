import JSONModel

extension Interpreter {
  /// The longest wait that AWS takes, in seconds.
  private static let longestWait: Int64 = 2_147_483_647

  mutating func wait(_ delay: State.Delay, _ state: State, _ branch: Int) throws(StateFailure) {
    let context = context(branch)
    let input = try state.input.apply(to: branches[branch].input, context: context, log: log)
    let data = Evaluation(input: input, context: context, log: log)
    let time: Int64 =
      switch delay {
      case .seconds(let seconds): now + Int64(seconds) * 1000
      case .secondsPath(let path): now + (try Interpreter.seconds(path, data)) * 1000
      case .until(let timestamp): timestamp.milliseconds
      case .untilPath(let path): try Interpreter.timestamp(path, data).milliseconds
      }
    if time - now > Interpreter.longestWait * 1000 { throw .runtime("Wait state delay is too long.", at: nil) }
    if time <= now { return try leave(branch, state, result: nil) }
    startTimer(.wait, for: branch, at: time)
  }

  mutating func leaveWait(_ branch: Int) {
    guard let state = branches[branch].state else { return }
    do throws(StateFailure) {
      try leave(branch, state, result: nil)
    } catch {
      fail(branch, error)
    }
  }

  /// A whole number that isn't negative, or text that holds one.
  static func seconds(_ path: DataPath, _ data: Evaluation) throws(StateFailure) -> Int64 {
    let value = try path.referenced(data)
    guard let number = value.int ?? value.text.flatMap(Int.init) else {
      throw refusal(
        "The \(path.place.field) parameter cannot be parsed as a long value: \(path.text) == \(shown(value))", path,
        value)
    }
    if number < 0 {
      throw refusal(
        "The \(path.place.field) parameter references a negative value: \(path.text) == \(shown(value))", path, nil)
    }
    guard number <= longestWait else { throw .runtime("Wait state delay is too long.", at: path.place) }
    return Int64(number)
  }

  private static func timestamp(_ path: DataPath, _ data: Evaluation) throws(StateFailure) -> Timestamp {
    let value = try path.referenced(data)
    guard let timestamp = value.text.flatMap(Timestamp.init) else {
      throw refusal(
        "The \(path.place.field) parameter does not reference a valid ISO-8601 extended offset date-time format "
          + "string: \(path.text) == \(shown(value))", path, value.kind == .string ? nil : value)
    }
    return timestamp
  }

  /// A string without its quotes, everything else as JSON.
  private static func shown(_ value: JSONValue) -> String { value.text ?? value.text(.compact) }

  private static func refusal(_ cause: String, _ path: DataPath, _ got: JSONValue?) -> StateFailure {
    .runtime(cause, at: path.place, expression: path.text, got: got?.kind)
  }
}
