import JSONModel
import Testing
import WorkflowEngine

struct StateMachineTests {
  static func problems(_ text: String, tasks: ScriptedTasks? = nil) throws -> [String] {
    StateMachine.parse(try JSONDocument(parsing: text), tasks: tasks).problems.map(\.description)
  }

  /// A machine of the one state `A`, written with these members.
  static func problems(state members: String) throws -> [String] {
    try problems(#"{"StartAt":"A","States":{"A":{\#(members)}}}"#)
  }

  @Test(arguments: [
    (
      #""Type":"Pass","Nexr":"B","End":true"#,
      "1:45: Field 'Nexr' is not supported at /States/A/Nexr; did you mean 'Next'?"
    ),
    (#""Type":"Pas","End":true"#, "did you mean 'Pass'?"),
    (#""Type":"Pass""#, "1:30: One of these fields is required: [Next, End] at /States/A"),
    (#""Type":"Pass","End":true,"Next":"A""#, "Only one of these fields is allowed: [Next, End]"),
    (#""Type":"Task","End":true"#, "These fields are required: [Resource]"),
    (#""Type":"Pass","End":true,"InputPath":"$.a[""#, "The value for the field 'InputPath' must be a valid JSONPath"),
    (#""Type":"Pass","End":true,"ResultPath":"$.a[*]""#, "must be a valid Reference Path"),
    (#""Type":"Pass","End":true,"ResultPath":"$$.a""#, "must be a valid Reference Path"),
    (
      #""Type":"Pass","End":true,"Parameters":{"a.$":"States.Nope(1)"}"#,
      "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call"
    ),
    (#""Type":"Pass","End":true,"Parameters":{"a.$":"$x.y"}"#, "Variables are not supported yet: '$x.y'"),
    (#""Type":"Pass","End":true,"Assign":{"a":1}"#, "The field 'Assign' (variables) is not supported yet"),
    (
      #""Type":"Pass","End":true,"QueryLanguage":"JSONata""#,
      "1:72: The field 'QueryLanguage' is 'JSONata', which is not supported yet at /States/A/QueryLanguage"
    ),
    (#""Type":"Map","End":true"#, "1:38: The state type 'Map' is not supported yet at /States/A/Type"),
    (#""Type":"Pass","End":true,"End":true"#, "1:56: Duplicate field 'End' at /States/A/End"),
    (#""Type":"Wait","End":true"#, "One of these fields is required: [Seconds, SecondsPath, Timestamp, TimestampPath]"),
    (#""Type":"Wait","End":true,"Seconds":-1"#, "must be from 0 to 99999999"),
    (#""Type":"Wait","End":true,"Timestamp":"2016-03-14""#, "String does not match RFC3339 timestamp"),
    (#""Type":"Choice","Choices":[],"Default":"A""#, "Value cannot be empty"),
    (
      #""Type":"Choice","Choices":[{"Variable":"$.a","StringEqual":"x","Next":"A"}]"#,
      "did you mean 'StringEquals'?"
    ),
    (
      #""Type":"Choice","Choices":[{"Variable":"$.a","Next":"A"}]"#,
      "A choice rule must have exactly one comparison operator, And, Or or Not"
    ),
    (
      #""Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":"1","Next":"A"}]"#,
      "The comparison's value must be a number"
    ),
    (
      #""Type":"Task","End":true,"Resource":"arn:aws:states:::http:invoke","Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["A"]}]"#,
      "'States.ALL' must stand alone, and in the last entry"
    ),
    (
      #""Type":"Task","End":true,"Resource":"arn:aws:states:::http:invoke","Retry":[{"ErrorEquals":["A"],"IntervalSeconds":5,"MaxDelaySeconds":5}]"#,
      "The value for the field 'MaxDelaySeconds' must be greater than 'IntervalSeconds'"
    ),
    (
      #""Type":"Task","End":true,"Resource":"arn:aws:states:::http:invoke","Retry":[{"ErrorEquals":["States.ALL","A"]}]"#,
      "'States.ALL' must stand alone, and in the last entry"
    ),
    (
      #""Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}]"#,
      "Duplicate State name: A"
    ),
  ])
  func `a problem names the field and its position`(members: String, part: String) throws {
    let problems = try Self.problems(state: members)
    #expect(problems.contains { $0.contains(part) }, "\(problems)")
  }

  @Test(arguments: [
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:us-east-1:000000000000:activity:a", "arn:aws:states:::dynamodb:putItem",
    "arn:aws:states:::aws-sdk:s3:getObject", "arn:aws:states:::lambda:invoke", "arn:aws-cn:states:::sns:publish",
    "arn:aws:states:::batch:submitJob.sync", "arn:aws:states:::aws-sdk:ec2:describeInstances",
    "arn:aws:states:::codebuild:retryBuildBatch.sync", "arn:aws:states:::eks:call.waitForTaskToken",
    "arn:aws-us-gov:lambda:us-gov-west-1:000000000000:function:f:LIVE",
  ])
  func `a way of calling that the tasks don't know is named`(resource: String) throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(resource)","End":true}}}"#
    let document = try JSONDocument(parsing: text)
    let problems = StateMachine.parse(
      document, tasks: ScriptedTasks(resources: []) { _, _ in TaskReport(.succeeded(.null)) }
    )
    .problems
    #expect(problems.map(\.code) == [.notSupportedYet])
    #expect(problems.first?.message.contains(resource) == true)
    #expect(
      problems.first?.message.contains("A mock that answers for any other resource is not implemented yet") == true)
    #expect(StateMachine.parse(document, tasks: nil).problems.isEmpty)
    let refusal = StateMachine.parse(document, tasks: nil, kind: .express).problems.first?.message
    let isAnswer = [".waitForTaskToken", ".sync", ".sync:2", ":activity:a"].allSatisfy { !resource.hasSuffix($0) }
    #expect(isAnswer ? refusal == nil : refusal?.hasPrefix("Express") == true)
  }

  @Test(arguments: [
    "arn:x", "arn:aws:states:::dynamo:putItem", "arn:aws:states:::dynamodb:PutItem",
    "arn:aws:states:::aws-sdk:s3:GetObject",
    "arn:aws:states:::aws-sdk:S3:getObject", "", "arn:aws:states:::lambda:invoke.sync",
    "arn:aws:states:::dynamodb:putItem.waitForTaskToken", "arn:aws:states:::aws-sdk:ssm:getParameter.sync",
    "arn:aws:lambda:us-east-1:000000000000:layer:l:1", "$.function", "arn:aws:states:::s3:getObject",
  ])
  func `a task that neither AWS nor the table knows has AWS's text`(resource: String) throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(resource)","End":true}}}"#
    #expect(
      try Self.problems(text, tasks: ScriptedTasks(resources: []) { _, _ in TaskReport(.succeeded(.null)) }) == [
        "1:56: The resource provided \(resource) is not recognized. The value is not a valid resource ARN, or the "
          + "resource is not available in this region. at /States/A/Resource"
      ])
    #expect(try Self.problems(text).isEmpty)
  }

  @Test(arguments: [
    ("${Function}", "${Function}"), ("${Function.Arn}:$LATEST", "${Function.Arn}"),
    ("arn:${AWS::Partition}:states:::lambda:invoke", "${AWS::Partition}"),
    ("arn:aws:lambda:${Region}:${Account}:function:f", "${Region}"), ("arn:aws:states:::${Service}:run", "${Service}"),
  ])
  func `a resource that a deployment fills in is right, and the placeholder is named`(
    resource: String, placeholder: String
  ) throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\#(resource)","End":true}}}"#
    let problems = StateMachine.parse(
      try JSONDocument(parsing: text), tasks: ScriptedTasks(resources: []) { _, _ in TaskReport(.succeeded(.null)) }
    ).problems
    #expect(problems.map(\.code) == [.notSupportedYet])
    #expect(problems.first?.message.contains("has the placeholder '\(placeholder)'") == true)
  }

  @Test(arguments: [
    #""Parameters":{"a.$":"States.Format('{}', $x.y)"}"#, #""Parameters":{"a.$":"$.a[?(@.b =~ /(?!a).*/)]"}"#,
    #""InputPath":"$.a[?(@.b =~ /(?=a)/)]""#, #""Parameters":{"a.$":"States.ArrayLength($.a[?(@.b =~ /a++/)])"}"#,
  ])
  func `what AWS takes and is not read yet is no fault of the definition`(members: String) throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,\#(members)}}}"#
    #expect(
      StateMachine.parse(try JSONDocument(parsing: text), tasks: nil).problems.map(\.code) == [.notSupportedYet])
  }

  @Test func `targets and reach are checked in branches, too`() throws {
    #expect(
      try Self.problems(
        """
        {"StartAt": "Parallle", "States": {
          "Parallel": {"Type": "Parallel", "Next": "Done", "Branches": [
            {"StartAt": "X", "States": {
              "X": {"Type": "Pass", "Next": "Z"},
              "Y": {"Type": "Pass", "End": true}}}]},
          "Done": {"Type": "Succeed"}}}
        """) == [
          "1:13: Missing 'StartAt' target: Parallle at /StartAt; did you mean 'Parallel'?",
          "4:37: Missing 'Next' target: Z at /States/Parallel/Branches/0/States/X/Next",
          "5:7: State \"Y\" is not reachable. at /States/Parallel/Branches/0/States/Y",
        ])
  }

  @Test func `what leads on from an unreadable state is not out of reach`() throws {
    #expect(
      try Self.problems(
        #"{"StartAt":"A","States":{"A":{"Type":"Map","Next":"B"},"B":{"Type":"Succeed"}}}"#
      ).count == 1)
  }

  @Test(arguments: ["[]", "1", "{}", #"{"StartAt":1,"States":{}}"#, #"{"StartAt":"A","States":{"A":1}}"#])
  func `what is no machine is a problem`(text: String) throws {
    let result = StateMachine.parse(try JSONDocument(parsing: text), tasks: nil)
    #expect(result.machine == nil)
    #expect(!result.problems.isEmpty)
  }

  @Test func `a target is missing where only a name with another spelling of its accent is there`() throws {
    let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"e\u0301"},"\u00e9":{"Type":"Succeed"}}}"#
    let problems = try Self.problems(text)
    #expect(problems.count == 2)
    #expect(problems.first?.contains("Missing 'Next' target") == true)
    #expect(problems.last?.contains("is not reachable") == true)
    #expect(try Self.problems(text.replacing("e\\u0301", with: "\\u00e9")) == [])
  }

  @Test func `a machine tells its states in order`() throws {
    #expect(
      try StateMachine.sample(purchaseLike).stateNames == ["Parallel", "CreateLicense", "GetCustomer", "SendEmail"])
  }

  @Test(arguments: [
    (#"{"Type":"Pass","End":true,"Parameters":"#, #"{"a":"#, "1", "}"),
    (#"{"Type":"Pass","End":true,"Parameters":"#, "[", "1", "]"),
    (#"{"Type":"Choice","Default":"A","Choices":[{"Next":"A","Not":"#, #"{"Not":"#, "1", "}"),
    (
      #"{"Type":"Parallel","End":true,"Branches":"#, #"[{"StartAt":"B","States":{"B":{"Type":"Parallel","Branches":"#,
      "[]", "}}}]"
    ),
  ])
  func `a definition as deep as JSON may be is read`(start: String, open: String, middle: String, close: String) throws
  {
    let depth = open.utf8.count { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
    let levels = 500 / depth
    let tail = String(repeating: close, count: levels) + (start.contains("Choices") ? "}]" : "") + "}"
    let state = start + String(repeating: open, count: levels) + middle + tail
    _ = try Self.problems(#"{"StartAt":"A","States":{"A":\#(state)}}"#)
  }
}
