public import JSONModel

/// A state machine drawn from the language's grammar, an input and what its tasks answer. The same seed gives the same.
///
/// Every machine is one that AWS would accept: names, transitions, paths and functions are as they must be. What the
/// paths find and what the functions get is another matter. It ends: a state leads back only to a Wait, and where
/// the machine has a time limit.
public struct RandomMachine: Sendable {
  public let seed: UInt64
  public let definition: JSONValue
  public let input: JSONValue

  /// What a task answers.
  public struct Answer: Sendable {
    /// Nil where it fails.
    public var value: JSONValue?
    public var error = "States.TaskFailed"
    public var cause: String?
    public var milliseconds = 0
  }

  public init(seed: UInt64) {
    self.seed = seed
    var builder = RandomMachineBuilder(seed: seed)
    definition = builder.machine()
    input = builder.input()
  }

  /// The answer to a state's call, of which `earlier` came before.
  public func answer(state: String, earlier: Int) -> Answer {
    let mixed = state.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var random = SeededGenerator(seed: mixed &+ UInt64(earlier))
    var answer = Answer(milliseconds: random.pick([0, 0, 7, 1500, 90_000]))
    guard random.oneIn(6) else {
      var builder = RandomMachineBuilder(seed: random.next())
      answer.value = builder.taskResult()
      return answer
    }
    answer.error = random.pick(RandomMachineBuilder.taskErrors)
    answer.cause = random.pick([nil, "", "why"])
    return answer
  }
}

/// Draws the parts of a machine.
struct RandomMachineBuilder {
  var random: SeededGenerator
  /// Of states so far: their names are different in the whole machine.
  var states = 0
  var hasTimeLimit = false
  /// States that may be led back to: time passes in them, and there is a limit to it.
  var waits: [String] = []

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let taskErrors = [
    "States.TaskFailed", "States.Timeout", "States.Http.StatusCode.429", "States.Http.StatusCode.500",
    "States.Http.Socket", "Custom.Error", "States.Runtime", "States.DataLimitExceeded",
  ]

  mutating func machine() -> JSONValue {
    hasTimeLimit = random.oneIn(3)
    var members = scope(count: 1 + random.below(8), depth: 0)
    if hasTimeLimit { members.append(("TimeoutSeconds", .number(1 + random.below(60)))) }
    if random.oneIn(4) { members.append(("Comment", "drawn")) }
    if random.oneIn(8) { members.append(("Version", "1.0")) }
    return .object(JSONObject(members))
  }

  /// `StartAt` and `States`.
  mutating func scope(count: Int, depth: Int) -> [(String, JSONValue)] {
    let names = (0..<count).map { "S\(states + $0)" }
    states += count
    var members: [(String, JSONValue)] = []
    for index in names.indices {
      members.append((names[index], .object(JSONObject(state(names, index, depth: depth)))))
    }
    // States that nothing leads to are refused.
    return [("StartAt", .string(names[0])), ("States", .object(JSONObject(members)))]
  }

  /// A document in which the paths that are drawn find something, mostly.
  mutating func input() -> JSONValue {
    var input: JSONValue = [
      "n": .number(random.below(10) - 3), "s": .string(text()), "t": "2026-01-01T00:00:05Z",
      "b": .bool(random.oneIn(2)),
      "z": .null, "f": 2.5, "j": #"{"k":[1,{"l":"m"}]}"#,
      "list": .array((0..<random.below(5)).map { .number($0) }),
      "items": .array((0..<random.below(4)).map { ["k": .number($0), "v": .string("v\($0)")] }),
      "o": ["k": .string(text()), "p": ["q": .number(random.below(100))]],
    ]
    if random.oneIn(5) { input["s"] = value(depth: 3) }
    if random.oneIn(20) { input = value(depth: 3) }
    return input
  }

  mutating func taskResult() -> JSONValue {
    random.oneIn(3)
      ? value(depth: 3)
      : [
        "Headers": ["Content-Type": ["application/json"]], "ResponseBody": input(), "StatusCode": 200,
        "StatusText": "OK",
      ]
  }

  mutating func value(depth: Int) -> JSONValue {
    switch random.below(depth > 0 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(random.oneIn(2))
    case 2: return .number(random.below(2000) - 1000)
    case 3: return .number(JSONNumber(Double(random.below(10_000)) / 16) ?? JSONNumber(0))
    case 4, 5: return .string(text())
    case 6: return .array((0..<random.below(4)).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<random.below(4) { object[random.pick(["k", "v", "n", "s", "é", "a b"])] = value(depth: depth - 1) }
      return .object(object)
    }
  }

  mutating func text() -> String {
    random.pick(["", "a", "text", "a,b;c", "é😀", "{}", "{\"k\":1}", "[1,2]", "5", "2026-01-01T00:00:00Z", "x'y\\z\n"])
  }
}
