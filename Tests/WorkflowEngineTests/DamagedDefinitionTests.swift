import JSONModel
import Testing
import WorkflowEngine

/// Definitions that somebody broke: whatever comes out of it, it comes out, and twice the same.
struct DamagedDefinitionTests {
  @Test(.timeLimit(.minutes(10)))
  func `2,000 damaged definitions are refused or run to an end`() async throws {
    let originals = try [purchaseLike, Self.wide].map { try JSONValue(parsing: $0) }
    var damage = Damage(state: 1)
    var ran = 0
    for round in 0..<2000 {
      var definition = originals[round % originals.count]
      for _ in 0...damage.next(2) { definition = damage.apply(to: definition) }
      let result = StateMachine.parse(try JSONDocument(parsing: definition.text()), tasks: nil)
      guard let machine = result.machine else {
        #expect(!result.problems.isEmpty)
        continue
      }
      ran += 1
      let first = await Runner(machine, tasks: Self.tasks).run(input: Self.input)
      let second = await Runner(machine, tasks: Self.tasks).run(input: Self.input)
      let isSame = first.history == second.history
      #expect(isSame, "\(definition.text())")
      #expect(first.history.last?.type.hasPrefix("Execution") == true)
    }
    #expect(ran > 150)
  }

  @Test func `a definition may have 1 MiB, as on AWS`() throws {
    func problems(_ count: Int) throws -> [String] {
      let begin = #"{"StartAt":"A","States":{"A":{"Type":"Succeed","Comment":""#, end = #""}}}"#
      let text = begin + String(repeating: "x", count: count - begin.utf8.count - end.utf8.count) + end
      return StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems.map(\.message)
    }
    #expect(try problems(1 << 20) == [])
    #expect(try problems((1 << 20) + 1) == ["The definition exceeds the limit of 1048576 bytes"])
  }

  @Test(.timeLimit(.minutes(1))) func `very many fields and branches take no time of their own`() async throws {
    let fields = (0..<60_000).map { #""\#($0).$":"$.v""# }.joined(separator: ",")
    let branches = (0..<9_000).map { #"{"StartAt":"X\#($0)","States":{"X\#($0)":{"Type":"Pass","End":true}}}"# }
    let definitions = [
      #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{\#(fields)},"End":true}}}"#,
      #"{"StartAt":"A","States":{"A":{"Type":"Parallel","Branches":[\#(branches.joined(separator: ","))],"End":true}}}"#,
    ]
    for definition in definitions {
      #expect(definition.utf8.count < 1 << 20)
      let machine = try #require(StateMachine.parse(try JSONDocument(parsing: definition), tasks: nil).machine)
      let execution = await Runner(machine, tasks: Self.tasks).run(input: ["v": 1])
      #expect(execution.history.last?.type.hasPrefix("Execution") == true)
    }
  }

  static let input: JSONValue = ["id": "x", "customer": 1, "a": [1, 2, ["b": .null]], "t": "2026-01-01T00:00:09Z"]

  static var tasks: ScriptedTasks {
    ScriptedTasks { call, earlier in
      switch (call.state.utf8.count + earlier) % 4 {
      case 0: TaskReport(.failed(.timeout, cause: nil), took: .seconds(3))
      case 1: TaskReport(.failed(.httpStatus(500), cause: "x"), took: .milliseconds(7))
      default: TaskReport(.succeeded(["ResponseBody": "{\"key\":1}", "email": call.parameters]), took: .seconds(2))
      }
    }
  }

  static let wide = """
    {"StartAt":"A","TimeoutSeconds":1000,"States":{
      "A":{"Type":"Pass","InputPath":"$","Parameters":{"a.$":"$.a[0]","b":{"c.$":"States.Format('{}',$.id)"}},
        "ResultPath":"$.r.s","OutputPath":"$","Next":"C"},
      "C":{"Type":"Choice","Choices":[
        {"And":[{"Variable":"$.id","StringEquals":"x"},{"Not":{"Variable":"$.n","IsPresent":true}}],"Next":"W"},
        {"Variable":"$.customer","NumericLessThanPath":"$.a[1]","Next":"C"}],"Default":"F"},
      "W":{"Type":"Wait","TimestampPath":"$.t","Next":"T"},
      "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f","TimeoutSeconds":5,
        "Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":2,"JitterStrategy":"FULL"}],
        "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"P"}],"Next":"P"},
      "P":{"Type":"Parallel","Branches":[
        {"StartAt":"X","States":{"X":{"Type":"Wait","Seconds":1,"End":true}}},
        {"StartAt":"Y","States":{"Y":{"Type":"Fail","ErrorPath":"$.id","Cause":"c"}}}],
        "Catch":[{"ErrorEquals":["x"],"Next":"S"}],"End":true},
      "S":{"Type":"Succeed","OutputPath":null},
      "F":{"Type":"Fail"}}}
    """
}

/// Small changes to a JSON value, drawn by a seed.
private struct Damage {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  static let paths: [JSONValue] = [
    "$", "$.a", "$.a[*]", "$.a[5]", "$.a[-1]", "$.id", "$.t", "$.ResponseBody", "$$.State", "$$", "$..a", "$.r.s",
  ]
  static let names: [JSONValue] = [
    "A", "C", "W", "T", "P", "S", "F", "X", "Y", "Parallel", "SendEmail", "States.ALL", "States.Timeout", "x", "NONE",
  ]
  static let values: [JSONValue] = [
    .null, true, 0, -1, 1.5, 99_999_999, "", "$", "$.a", "$.a[*]", "$$.State", "$x", "A", "C", "P", "States.UUID()", [],
    [:], ["x"], ["a.$": "$.id"], "States.ArrayRange(1, 1000, 1)", "$..a", "2026-01-01T00:00:00Z",
  ]

  mutating func apply(to value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object) where !object.isEmpty && next(30) > 0:
      var members = object.members
      let index = next(members.count)
      switch next(10) {
      case 0: members.remove(at: index)
      case 1: members.append(members[index])
      case 2: members[index].key = ["Next", "End", "Type", "a.$", "Retry", "Catch"].map { JSONString($0) }[next(6)]
      default: members[index].value = apply(to: members[index].value)
      }
      return .object(JSONObject(members))
    case .array(var elements) where !elements.isEmpty && next(30) > 0:
      let index = next(elements.count)
      if next(10) == 0 { elements.append(elements[index]) } else { elements[index] = apply(to: elements[index]) }
      return .array(elements)
    case .string(let string) where next(8) > 0:
      return string.escaped.hasPrefix("$") ? Self.paths[next(Self.paths.count)] : Self.names[next(Self.names.count)]
    case .number where next(4) > 0: return .number(next(40))
    default: return Self.values[next(Self.values.count)]
    }
  }
}
