import Clocks
import JSONModel

extension Interpreter {
  /// The longest wait that AWS takes, in seconds.
  private static let longestWait = 2_147_483_647

  mutating func wait(_ delay: State.Delay, _ state: State, _ branch: Int) throws(StateFailure) {
    let now = now
    let time = try evaluate(branch) { data throws(StateFailure) in
      _ = try state.flow.input(&data)
      return switch delay {
      case .seconds(let seconds): now + .seconds(seconds)
      case .secondsPath(let path): now + .seconds(try Interpreter.seconds(path, &data))
      case .until(let timestamp): timestamp.roundedUp
      case .untilPath(let path): try Interpreter.timestamp(path, &data).roundedUp
      }
    }
    if time - now > .seconds(Interpreter.longestWait) { throw .runtime("Wait state delay is too long.", at: nil) }
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
  static func seconds(_ path: DataPath, _ data: inout Evaluation) throws(StateFailure) -> Int {
    let value = try path.referenced(&data)
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
    return number
  }

  private static func timestamp(_ path: DataPath, _ data: inout Evaluation) throws(StateFailure) -> Instant {
    let value = try path.referenced(&data)
    guard let timestamp = value.text.flatMap(Instant.init(strict:)) else {
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

extension Instant {
  /// To whole milliseconds, which are all that a history has, so that a wait never ends too early.
  fileprivate var roundedUp: Instant { Instant(millisecondsSince1970: since1970.milliseconds(.up)) }
}
