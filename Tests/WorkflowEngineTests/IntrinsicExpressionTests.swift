import JSONModel
import Testing

@testable import WorkflowEngine

struct IntrinsicExpressionTests {
  private static let input: JSONValue = [
    "n": 5, "f": 2.6, "t": "text", "nil": .null, "on": true, "arr": [1, 2, 2, 3], "obj": ["a": 1, "b": ["c", .null]],
    "json": "{\"k\": [1.50, \"\\u00e9\\/\"]}", "tpl": "a \\{\\} {} \\n",
    "long": .string(String(repeating: "x", count: 10_001)),
    "longest": .string(String(repeating: "x", count: 10_000)), "blank": " \t\n\u{B}\u{C}\r",
  ]
  private static let context: JSONValue = ["Execution": ["Name": "run-1"]]

  private static func value(of text: String, seed: UInt64 = 1) throws -> JSONValue {
    var random = SeededRandom(seed: seed)
    return try IntrinsicExpression(parsing: text).evaluate(input: input, context: context, random: &random)
  }

  @Test(
    arguments: [
      ("States.Array()", []), ("States.Array( 1 ,'a',null,true,-1.5, $.n )", [1, "a", .null, true, -1.5, 5]),
      ("States.Array($.arr[?(@ > 1)], $.arr[(@.length-1)], $['arr'][0,1])", [[2, 2, 3], 3, [1, 2]]),
      ("States.Array($.none[*])", [[]]), ("States.Array($$.Execution.Name)", ["run-1"]),
      ("States.Array(States.Array(States.Array()))", [[[]]]), ("States.Array('it\\'s \\{\\}\\\\')", ["it's {}\\"]),
      ("States.Array('a, b) $.x')", ["a, b) $.x"]), ("States.Array('\\n')", ["\n"]), ("States.Array('\n')", ["\n"]),
      ("States.Format('x')", "x"), ("States.Format('{}{}', 1, 'a')", "1a"),
      ("States.Format('\\{{}\\}', $.t)", "{text}"),
      ("States.Format('{} {}', $.obj, $.arr)", "{a=1, b=[c, null]} [1, 2, 2, 3]"),
      ("States.Format('{}', 1.10)", "1.10"),
      ("States.Format($.tpl, 1)", "a {} 1 \\n"), ("States.Format('\\\\{}', 1)", "\\1"),
      ("States.StringToJson($.json)", ["k": [1.5, "é/"]]), ("States.StringToJson('  ')", .null),
      ("States.StringToJson('1')", 1),
      ("States.JsonToString(States.StringToJson($.json))", "{\"k\":[1.50,\"é/\"]}"),
      ("States.JsonToString('a\"')", "\"a\\\"\""),
      ("States.JsonToString(States.StringToJson('{\"a\":1,\"b\":2,\"a\":3}'))", "{\"a\":3,\"b\":2}"),
      ("States.ArrayPartition($.arr, 3)", [[1, 2, 2], [3]]), ("States.ArrayPartition(States.Array(), 1)", []),
      ("States.ArrayContains($.arr, 2.0)", true), ("States.ArrayContains($.arr, '2')", false),
      ("States.ArrayRange(1, 2, -1)", []), ("States.ArrayRange(0, 0, 1)", [0]), ("States.ArrayGetItem($.arr, 3)", 3),
      ("States.ArrayLength(States.ArrayRange(1, 1000, 1))", 1000), ("States.ArrayUnique($.arr)", [1, 2, 3]),
      ("States.Base64Encode('é')", "w6k="), ("States.Base64Decode('w6k=')", "é"), ("States.Base64Decode('w6k')", "é"),
      ("States.Base64Decode('/w==')", "\u{FFFD}"),
      ("States.Hash($.longest, 'MD5')", "b567fcb68d8555227123ab87e255872e"), ("States.StringToJson($.blank)", .null),
      ("States.Hash('', 'MD5')", "d41d8cd98f00b204e9800998ecf8427e"),
      ("States.Hash('', 'SHA-1')", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("States.JsonMerge($.obj, States.StringToJson('{\"b\":1,\"z\":2}'), false)", ["a": 1, "b": 1, "z": 2]),
      ("States.MathAdd($.f, -0.5)", 3), ("States.MathAdd(2147483646, 1)", 2_147_483_647),
      ("States.MathAdd(1e2, 0)", 100),
      ("States.StringSplit('a-b_c', '_-')", ["a", "b", "c"]), ("States.StringSplit('abc', '')", ["abc"]),
      ("States.StringSplit('a\r\nb', '\n')", ["a\r", "b"]), ("States.MathRandom(3, 4)", 3),
    ] as [(String, JSONValue)])
  func `a call gives its value`(text: String, value: JSONValue) throws {
    #expect(try IntrinsicExpressionTests.value(of: text) == value)
  }

  @Test(
    arguments: [
      ("States.StringToJson($.obj)", "States.StringToJson", .object, "$.obj"),
      ("States.StringToJson($.t)", "States.StringToJson", .string, "$.t"),
      ("States.Format('{}', States.StringToJson($.arr))", "States.StringToJson", .array, "$.arr"),
      ("States.Format(1)", "States.Format", .number, nil), ("States.Format()", "States.Format", nil, nil),
      ("States.Format('{}')", "States.Format", nil, nil), ("States.Format('{', 1)", "States.Format", .string, nil),
      ("States.Format('{a}', 1)", "States.Format", .string, nil), ("States.UUID(1)", "States.UUID", nil, nil),
      ("States.ArrayGetItem($.arr, 4)", "States.ArrayGetItem", .number, nil),
      ("States.ArrayGetItem($.arr, -1)", "States.ArrayGetItem", .number, nil),
      ("States.ArrayRange(1, 1001, 1)", "States.ArrayRange", .number, nil),
      ("States.ArrayRange(-2147483648, 2147483647, 1)", "States.ArrayRange", .number, nil),
      ("States.ArrayRange(1, 1e99, 1)", "States.ArrayRange", .number, nil),
      ("States.Base64Encode($.long)", "States.Base64Encode", .string, "$.long"),
      ("States.Base64Decode('a b=')", "States.Base64Decode", .string, nil),
      ("States.Hash($.n, 'MD5')", "States.Hash", .number, "$.n"),
      ("States.Hash('a', 'sha-1')", "States.Hash", .string, nil),
      ("States.Hash($.long, 'MD5')", "States.Hash", .string, "$.long"),
      ("States.JsonMerge($.obj, $.obj, true)", "States.JsonMerge", .bool, nil),
      ("States.JsonMerge($.obj, $.obj)", "States.JsonMerge", nil, nil),
      ("States.JsonMerge($.arr, $.obj, false)", "States.JsonMerge", .array, "$.arr"),
      ("States.MathRandom(1, 1)", "States.MathRandom", .number, nil),
      ("States.StringSplit($$.Execution, ',')", "States.StringSplit", .object, "$$.Execution"),
      ("States.ArrayUnique($.nil)", "States.ArrayUnique", .null, "$.nil"),
    ] as [(String, String, JSONKind?, String?)])
  func `a call with arguments that do not fit fails with AWS's sentence`(
    text: String, function: String, got: JSONKind?, path: String?
  ) {
    let failure = #expect(throws: IntrinsicFailure.self) { try IntrinsicExpressionTests.value(of: text) }
    let cause = "There was an error while evaluating the intrinsic function: \(text). Invalid arguments in \(function)"
    #expect(failure == IntrinsicFailure(cause: cause, function: function, got: got, path: path))
  }

  @Test func `a path that leads nowhere is named with the whole expression and the input`() throws {
    let text = "States.Format('{}', States.StringToJson($$.Nope.Deep))"
    var random = SeededRandom(seed: 1)
    let failure = #expect(throws: IntrinsicFailure.self) {
      try IntrinsicExpression(parsing: text).evaluate(input: ["b": 1, "a": "é\n"], context: [:], random: &random)
    }
    #expect(
      failure?.cause == "The function '\(text)' had the following error: The JsonPath argument for the field "
        + "'$.Nope.Deep' could not be found in the input '{\"b\":1,\"a\":\"é\\n\"}'")
    #expect(failure?.function == "States.StringToJson")
  }

  @Test func `a small definition cannot ask for all memory`() throws {
    let arguments = Array(repeating: "$", count: 4_000).joined(separator: ",")
    let text = "States.JsonToString(States.Array(\(arguments)))"
    var random = SeededRandom(seed: 1)
    #expect(throws: IntrinsicFailure.self) {
      try IntrinsicExpression(parsing: text)
        .evaluate(input: .string(String(repeating: "x", count: 250_000)), context: [:], random: &random)
    }
  }

  @Test func `the same seed gives the same random values, another seed others`() throws {
    let text = "States.Array(States.UUID(), States.UUID(), States.MathRandom(-2147483648, 2147483647))"
    let first = try IntrinsicExpressionTests.value(of: text)
    #expect(try IntrinsicExpressionTests.value(of: text) == first)
    #expect(try IntrinsicExpressionTests.value(of: text, seed: 2) != first)
    #expect(first[0] != first[1])
  }

  @Test func `a seed of its own gives States.MathRandom always the same number`() throws {
    let text = "States.Array(States.MathRandom(0, 1000000, 3), States.MathRandom(0, 1000000, 3))"
    let value = try IntrinsicExpressionTests.value(of: text)
    #expect(value[0] == value[1])
    #expect(try IntrinsicExpressionTests.value(of: text, seed: 2) == value)
  }
}

extension IntrinsicExpression {
  /// As a state does it that keeps no account of what it reads.
  func evaluate(
    input: JSONValue, context: JSONValue, random: inout SeededRandom
  ) throws(IntrinsicFailure) -> JSONValue {
    let place = ExpressionPlace(
      state: "A", field: "Parameters", pointer: JSONPointer(), position: TextPosition(line: 1, column: 1, offset: 0))
    var data = Evaluation(
      input: TracedValue(input), makeContext: { context }, random: random, reads: ReadNotes())
    defer { random = data.random }
    return try evaluate(&data, at: place).value
  }
}
