import JSONModel
import Testing
import WorkflowEngine

struct DefinitionNotesTests {
  private static func problems(_ members: String) throws -> [DefinitionProblem] {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,\#(members)}}}"#
    return StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems
  }

  @Test(arguments: [
    ("$.a[-1]", "'[-1]' finds nothing on AWS, where no element has a negative index; write [(@.length-1)]"),
    ("$.a[0,-2]", "write [(@.length-2)]"), ("$.a[-3:2]", "'[-3:2]' does not count from the end on AWS"),
    ("$.a.length()", "'length()' is the name of a member on AWS, whose paths have no functions"),
    ("$[\\\"a1\\\"]", "takes the number out of"), ("$['it\\\\'s']", "ends the name at the first quote"),
    ("$['a]b']", "ends the name at ']'"), ("$['a','b'].c", "['a', 'b'] fails on AWS"),
    ("$..[0].a", "applies what follows '..[0]' to all elements"),
    ("$.a[?(@.b == \\\"c\\\")]", "the double quotes are part of the text"),
    ("$.a[?(@.b != 'c')]", "to take those too write !@.b || @.b != 'c'"),
    ("$.a[?((@.b || @.c) && @.d)]", "the parentheses inside the filter mean nothing"),
    ("$.a[?(@.b == [])]", "[] is a text on AWS"), ("$.a[?($.b)]", "looks for $.b in the element"),
    ("$.a[?(@.b === 1)]", "compares with a text that begins with '='"), ("$$.Map[-1]", "In '$$.Map[-1]' '[-1]'"),
    ("States.Array($.x, States.ArrayLength($.a[-1]))", "In '$.a[-1]'"),
  ])
  func `a path that AWS reads otherwise is noted with what to write instead`(path: String, part: String) throws {
    let problems = try Self.problems(#""Parameters":{"x.$":"\#(path)"}"#)
    #expect(problems.map(\.severity) == [.note])
    #expect(problems.map(\.code) == [.readOtherwise])
    #expect(problems[0].message.contains(part), "\(problems)")
    #expect(problems[0].place.pointer?.description == "/States/A/Parameters/x.$")
    #expect(problems[0].place.position?.line == 1)
  }

  @Test(arguments: [
    "$.a[0]", "$.a[-2:]", "$.a[:-1]", "$.a[(@.length-1)]", "$.a[?(@.b == 'c')]", "$.a[?(@.b == c || @.d && @.e)]",
    "$.a[?((@.b == 1) || (@.c == 2))]", "$['a','b']", "$..a[0].b", "$.a[?(!@.b || @.b == $.c)]", "$..[0]",
  ])
  func `a path that means what it says has no note`(path: String) throws {
    #expect(try Self.problems(#""InputPath":"\#(path)""#) == [])
  }

  @Test func `notes do not keep a machine from running`() throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$.a[-1]","End":true}}}"#
    #expect(StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).machine != nil)
  }

  /// The example of AWS's API reference.
  @Test func `AWS's warnings are given in its words and at its places`() throws {
    let text = """
      {"StartAt":"HelloWorld","States":{
        "HelloWorld":{"Type":"Pass","Parameters":{"a":"$.x","b.$":"$.y"},"Result":{"c.$":"$.d"},"Next":"FailState"},
        "FailState":{"Type":"Fail","Error":"$.error","Cause":"$.cause"}}}
      """
    let problems = StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems
    #expect(problems.allSatisfy { $0.severity == .warning })
    #expect(
      problems.map { "\($0.code.rawValue) \($0.location ?? ""): \($0.message)" } == [
        "NO_DOLLAR /States/HelloWorld/Parameters: The value of 'a' looks like a JSONPath. Instead of 'a', use 'a.$' to "
          + "evaluate it as a JSONPath at runtime.",
        "PASS_RESULT_IS_STATIC /States/HelloWorld/Result: The value of 'c.$' will not evaluate as a JSONPath or Intrinsic "
          + "Function at runtime. Instead of 'Result', use 'Parameters' to evaluate it as a JSONPath or Intrinsic Function "
          + "at runtime.",
        "NO_PATH /States/FailState/Error: The value of 'Error' looks like a JSONPath. Instead of 'Error', use 'ErrorPath' "
          + "to evaluate it as a JSONPath at runtime.",
        "NO_PATH /States/FailState/Cause: The value of 'Cause' looks like a JSONPath. Instead of 'Cause', use 'CausePath' "
          + "to evaluate it as a JSONPath at runtime.",
      ])
  }

  @Test(
    arguments: [
      (#""Parameters":{"a":[{"b":"States.UUID()"}]}"#, ["NO_DOLLAR /States/A/Parameters/a[0]"]),
      (#""Parameters":{"a":"$$"}"#, ["NO_DOLLAR /States/A/Parameters"]),
      (#""Result":"$.x""#, ["PASS_RESULT_IS_STATIC /States/A/Result"]),
      (#""Result":[{"a":"$.x","b.$":"$.x"}]"#, ["PASS_RESULT_IS_STATIC /States/A/Result"]),
      (#""Result":{"price":"$5","a.$":"5"}"#, []), (#""Parameters":{"a":"$5","b":"States are","c":"a $.b"}"#, []),
    ] as [(String, [String])])
  func `a value that looks like an expression is warned of`(members: String, places: [String]) throws {
    #expect(try Self.problems(members).map { "\($0.code.rawValue) \($0.location ?? "")" } == places)
  }

  @Test func `a comparison with a path wants another operator`() throws {
    let text = """
      {"StartAt":"A","States":{"B":{"Type":"Succeed"},"A":{"Type":"Choice","Default":"B","Choices":[
        {"Variable":"$.a","StringEquals":"$.b","Next":"B"},{"Variable":"$.a","StringMatches":"$.*","Next":"B"}]}}}
      """
    let problems = StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems
    #expect(problems.map(\.location) == ["/States/A/Choices[0]/StringEquals"])
    #expect(problems[0].message.contains("use 'StringEqualsPath'"))
  }
}
