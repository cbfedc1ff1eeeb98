import JSONModel
import Testing

@testable import SchemaValidation

struct VerdictTrialTests {
  @Test(arguments: [
    (#"{"properties":{"a":{"items":{"type":"null"}},"b":{"minProperties":1}}}"#, #"{"b":{},"a":[null,1],"c":[1]}"#),
    (#"{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}"#, #"{"a":1,"b":2}"#),
    (
      ##"{"$id":"http://x/a","$ref":"b","$defs":{"m":{"$dynamicAnchor":"m","type":"null"},"##
        + ##""b":{"$id":"b","items":{"$dynamicRef":"#m"},"$defs":{"m":{"$dynamicAnchor":"m"}}}}}"##, "[null,1,[]]"
    ),
    (#"{"items":{"oneOf":[{"minimum":1},{"maximum":2},{"const":"a"}]}}"#, #"[0,1.5,"a",3]"#),
    (#"{"items":{"not":{"contains":{"minimum":3}}},"contains":{"const":[]}}"#, "[[1,2],[3],[2]]"),
    (#"{"items":{"if":{"required":["a"]},"then":{"required":["b"]}}}"#, #"[{"a":1},{"a":1,"b":2},{}]"#),
    (
      #"{"items":{"items":{"pattern":"^(a|aa|aaa|a*)*$"}}}"#,
      #"[["a"],["\#(String(repeating: "a", count: 5_000))b"],["b"]]"#
    ),
  ])
  func `violations are the same whether or not what is valid is passed over`(schema: String, value: String) throws {
    let schema = try Schema.sample(schema), value = try JSONDocument.sample(value).root
    let recorded = schema.trace(value, Recording.self)
    #expect(!recorded.recorder.failures.isEmpty)
    #expect(schema.check(value) == schema.violations(of: value, recorded, nil, 100))
  }

  @Test func `once more than half of what is counted was found out in vain nothing is asked`() throws {
    let schema = try Schema.sample(#"{"items":{"items":{"minimum":0}}}"#)
    let numbers = String(repeating: "1,", count: 5_000)
    let value = try JSONDocument.sample("[[\(numbers)-1],[\(numbers)1]]").root
    let good = try #require(value[1])
    let inner = try #require(schema.traced.program.instructions.first { $0.operation == .items }?.a)
    value.withRawNodes { nodes, bytes in
      let trial = VerdictTrial(
        schema.program.view, nodes.baseAddress!, bytes.baseAddress!, maxSteps: 100_000, maxDepth: 100, suspect: -1)
      #expect(trial.steps(toFit: schema.entry, 0, steps: 100_000, depth: 0, floor: 0) == nil)
      // Ten thousand steps were in vain.
      #expect(trial.steps(toFit: inner, good.ordinal, steps: 100_000, depth: 0, floor: 0) == nil)
      #expect(trial.steps(toFit: inner, good.ordinal, steps: 80_000, depth: 0, floor: 0) ?? .max < 80_000)
    }
  }

  @Test func `what holds a value that is known not to fit is not asked about`() throws {
    let schema = try Schema.sample("{}")
    let value = try JSONDocument.sample("[[-1],[1]]").root
    let wrong = try #require(value[0]), good = try #require(value[1])
    value.withRawNodes { nodes, bytes in
      let trial = VerdictTrial(
        schema.program.view, nodes.baseAddress!, bytes.baseAddress!, maxSteps: 100, maxDepth: 100,
        suspect: wrong.ordinal + 1)
      #expect(trial.steps(toFit: schema.entry, wrong.ordinal, steps: 100, depth: 0, floor: 0) == nil)
      #expect(trial.steps(toFit: schema.entry, good.ordinal, steps: 100, depth: 0, floor: 0) == 100)
    }
  }
}

struct RecorderTests {
  @Test(arguments: [
    #"{"items":{"not":{"items":{"minimum":0}}}}"#, #"{"items":{"anyOf":[{"minItems":2},{"title":"a"}]}}"#,
    #"{"contains":{"minItems":2},"minContains":0}"#, #"{"items":{"if":{"minItems":2},"then":false}}"#,
  ])
  func `the steps to what is dropped are forgotten`(schema: String) throws {
    let elements = Array(repeating: "[-1]", count: 1_000).joined(separator: ",")
    let value = try JSONDocument.sample("[\(elements)]").root
    let (recorder, stop) = try Schema.sample(schema).record(value, annotations: false)
    #expect(recorder.failures.isEmpty && stop == nil)
    #expect(recorder.steps.count < 8)
  }

  @Test func `there is a limit to steps`() {
    var recorder = Recorder()
    recorder.begin(0)
    var count = 1
    while count < 5_000_000, recorder.enter(0, via: 0) != nil { count += 1 }
    #expect(count == 4_000_000)
  }
}
