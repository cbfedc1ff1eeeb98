import CloudFormation
import JSONModel
import TestSupport
import Testing

struct TemplateTests {
  static func resolved(
    _ text: String, in environment: StackEnvironment = StackEnvironment()
  ) throws -> ResolvedTemplate { Template(try JSONDocument(parsing: text)).resolve(in: environment) }

  /// A template with one state machine whose definition is this.
  static func machine(_ definition: String, parameters: String = "{}") -> String {
    """
    {"Parameters": \(parameters), "Resources": {
      "Role": {"Type": "AWS::IAM::Role"}, "Topic": {"Type": "AWS::SNS::Topic"}, "Site": {"Type": "A::B::C"},
      "Conn": {"Type": "AWS::Events::Connection", "Properties": {"AuthorizationType": "API_KEY"}},
      "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString":
    \(definition)}}}}
    """
  }

  static func text(_ definition: String, parameters: String = "{}") throws -> String? {
    try resolved(machine(definition, parameters: parameters)).stateMachine("Machine")?.definition.text
  }

  static let connection = "arn:aws:events:us-east-1:000000000000:connection/Conn/"

  @Test(arguments: [
    (#""{\"a\":1}""#, #"{"a":1}"#),
    (#"{"Fn::Join": ["", ["a", {"Ref": "AWS::Region"}, "b"]]}"#, "aus-east-1b"),
    (#"{"Fn::Join": ["-", ["a", {"Fn::Join": ["+", ["b", "c"]]}, {"Ref": "AWS::NoValue"}]]}"#, "a-b+c"),
    (#"{"Ref": "AWS::AccountId"}"#, "000000000000"), (#"{"Ref": "AWS::Partition"}"#, "aws"),
    (#"{"Ref": "AWS::StackName"}"#, "tapedeck"), (#"{"Ref": "AWS::URLSuffix"}"#, "amazonaws.com"),
    (#"{"Fn::GetAtt": ["Role", "Arn"]}"#, "arn:aws:iam::000000000000:role/Role"),
    (#"{"Fn::GetAtt": "Role.Arn"}"#, "arn:aws:iam::000000000000:role/Role"),
    (#"{"Ref": "Machine"}"#, "arn:aws:states:us-east-1:000000000000:stateMachine:Machine"),
    (#"{"Fn::Sub": "a${AWS::Region}b"}"#, "aus-east-1b"),
    (#"{"Fn::Sub": "${!AWS::Region} $ {} ${"}"#, "${AWS::Region} $ {} ${"),
    (#"{"Fn::Sub": "${Role.Arn}/${Machine.Name}"}"#, "arn:aws:iam::000000000000:role/Role/Machine"),
    (
      #"{"Fn::Sub": ["{\"a\":\"${x}${y}\"}", {"x": "1", "y": {"Fn::Sub": "${AWS::Partition}"}}]}"#,
      #"{"a":"1aws"}"#
    ),
  ])
  func `functions are resolved`(definition: String, text: String) throws {
    #expect(try Self.text(definition) == text)
  }

  @Test func `a connection has the same ARN each time, with a UUID of its own`() throws {
    let text = try #require(try Self.text(#"{"Fn::GetAtt": ["Conn", "Arn"]}"#))
    #expect(text.hasPrefix(Self.connection))
    #expect(text.utf8.count == Self.connection.utf8.count + 36)
    let template = try Self.resolved(Self.machine(#""x""#))
    #expect(template.connections.map(\.arn) == [text])
    #expect(template.connectionProperties[text] == ["AuthorizationType": "API_KEY"])
  }

  @Test func `parameters have their default or what was given`() throws {
    let parameters = #"{"P": {"Type": "String", "Default": "p"}, "N": {"Type": "Number", "Default": 7}}"#
    let definition = #"{"Fn::Join": [",", [{"Ref": "P"}, {"Ref": "N"}]]}"#
    #expect(try Self.text(definition, parameters: parameters) == "p,7")
    var environment = StackEnvironment()
    environment.parameters = ["P": "given"]
    environment.region = "eu-west-1"
    let given = try Self.resolved(Self.machine(definition, parameters: parameters), in: environment)
    #expect(given.stateMachine("Machine")?.definition.text == "given,7")
    #expect(given.connections.first?.arn.hasPrefix("arn:aws:events:eu-west-1:") == true)
  }

  @Test(arguments: [
    (#"{"Type": "Number"}"#, "x", TemplateProblem.Reason.value(parameter: "P", rule: "is not a number")),
    (#"{"Type": "String", "AllowedValues": ["a", "b"]}"#, "c", .value(parameter: "P", rule: "must be one of a, b")),
    (#"{"Type": "CommaDelimitedList"}"#, "a,b", .parameterType(parameter: "P", type: "CommaDelimitedList")),
  ])
  func `a value that the parameter does not take is a problem`(
    parameter: String, value: String, reason: TemplateProblem.Reason
  ) throws {
    var environment = StackEnvironment()
    environment.parameters = ["P": value]
    let text = Self.machine(#"{"Fn::Sub": "${P}"}"#, parameters: #"{"P": \#(parameter)}"#)
    #expect(try Self.resolved(text, in: environment).problems.map(\.reason) == [reason])
  }

  @Test func `a parameter that AWS would look up can be given`() throws {
    var environment = StackEnvironment()
    environment.parameters = ["P": "here"]
    let parameters = #"{"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}}"#
    let text = Self.machine(#"{"Fn::Sub": "${P}"}"#, parameters: parameters)
    #expect(try Self.resolved(text, in: environment).stateMachine("Machine")?.definition.text == "here")
    #expect(Template(try JSONDocument(parsing: text)).parameterNames == ["P"])
  }

  @Test(arguments: [
    (#"{"Fn::ImportValue": "x"}"#, TemplateProblem.Reason.notSupportedYet("Fn::ImportValue"), "5:1"),
    (#"{"Fn::Sub": "a\n${Nobody}"}"#, .unknownReference("Nobody"), "5:17"),
    (#"{"Fn::Sub": "${ Role }"}"#, .notAName(" Role "), "5:14"), (#"{"Fn::Sub": "${}"}"#, .notAName(""), "5:14"),
    (#"{"Fn::Sub": "${Topic.Arn}"}"#, .unknownAttribute(resource: "Topic", attribute: "Arn"), "5:14"),
    (#"{"Fn::Sub": ["${x}", {"x": {"Ref": "Bare"}}]}"#, .noValue(parameter: "Bare"), "5:36"),
    (#"{"Fn::Sub": ["a"]}"#, .expected("a text, or a text and an object", found: .array), "5:13"),
    (#"{"Fn::Sub": 1}"#, .expected("a text, or a text and an object", found: .number), "5:13"),
    (#"{"Fn::Join": ["", ["a", {"Fn::If": ["c", "a", "b"]}]]}"#, .notSupportedYet("Fn::If"), "5:25"),
    (#"{"Ref": "Nobody"}"#, .unknownReference("Nobody"), "5:9"),
    (#"{"Ref": "AWS::StackId"}"#, .unknownReference("AWS::StackId"), "5:9"),
    (#"{"Ref": "Site"}"#, .unknownAttribute(resource: "Site", attribute: "Ref"), "5:9"),
    (#"{"Ref": "Looked"}"#, .parameterType(parameter: "Looked", type: "AWS::SSM::Parameter::Value<String>"), "5:9"),
    (#"{"Ref": "Bare"}"#, .noValue(parameter: "Bare"), "5:9"),
    (#"{"Fn::GetAtt": ["Nobody", "Arn"]}"#, .unknownReference("Nobody"), "5:16"),
    (
      #"{"Fn::GetAtt": ["Conn", "SecretArn"]}"#, .unknownAttribute(resource: "Conn", attribute: "SecretArn"), "5:16"
    ),
    (
      #"{"Fn::GetAtt": ["Conn"]}"#, .expected("the names of a resource and of its attribute", found: .array), "5:16"
    ),
    (#"{"Fn::Join": ["", "a"]}"#, .expected("a delimiter and an array of texts", found: .array), "5:14"),
    (#"{"Fn::Join": ["", ["a"], 1]}"#, .expected("a delimiter and an array of texts", found: .array), "5:14"),
    ("7", .expected("a text or a function that gives one", found: .number), "5:1"),
    (#"{"a": 1, "Ref": "Role"}"#, .expected("a text or a function that gives one", found: .object), "5:1"),
  ])
  func `what can't be resolved is a problem with its place`(
    definition: String, reason: TemplateProblem.Reason, position: String
  ) throws {
    let parameters =
      #"{"Looked": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}, "Bare": {"Type": "String"}}"#
    let template = try Self.resolved(Self.machine(definition, parameters: parameters))
    #expect(template.problems.map(\.reason) == [reason])
    #expect(template.problems.first?.place.description == position)
    #expect(template.stateMachines.isEmpty)
  }

  @Test func `a definition may be an object`() throws {
    let text = """
      {"Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"Definition":
        {"StartAt": "A\\n", "Timeout": 1.50, "No": {"Ref": "AWS::NoValue"},
         "States": [{"Ref": "AWS::Region"}, true, null]}}}}}
      """
    let definition = try #require(try Self.resolved(text).stateMachine("Machine")?.definition)
    #expect(definition.text == #"{"StartAt":"A\n","Timeout":1.50,"States":["us-east-1",true,null]}"#)
    let parsed = try JSONDocument(parsing: definition)
    #expect(parsed.root["Timeout"]?.position.description == "2:33")
    #expect(parsed.root["States"]?[0]?.position.description == "3:15")
  }

  @Test(arguments: [#"{"A": {"B": {"Ref": "Nobody"}}, "C": 1}"#, #"{"A": [{"Ref": "Nobody"}, 1]}"#])
  func `a definition of which a part can't be resolved is none`(definition: String) throws {
    let machine = #"{"Type": "AWS::StepFunctions::StateMachine", "Properties": {"Definition": \#(definition)}}"#
    let template = try Self.resolved(#"{"Resources": {"Machine": \#(machine)}}"#)
    #expect(template.problems.map(\.reason) == [.unknownReference("Nobody")])
    #expect(template.stateMachines.isEmpty)
  }

  @Test(arguments: [
    (#"{"Type": "AWS::StepFunctions::StateMachine"}"#, TemplateProblem.Reason.noDefinition("M")),
    (#"{"Type": "AWS::StepFunctions::StateMachine", "Properties": {}}"#, .noDefinition("M")),
    (
      #"{"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionS3Location": {}}}"#,
      .notSupportedYet("DefinitionS3Location")
    ),
    (#"{"Type": "AWS::Serverless::StateMachine"}"#, .noDefinition("M")),
    (
      #"{"Type": "AWS::Serverless::StateMachine", "Properties": {"DefinitionUri": "m.asl.json"}}"#,
      .definitionFile("m.asl.json")
    ),
    (
      #"{"Type": "AWS::Serverless::StateMachine", "Properties": {"DefinitionUri": {"Bucket": "b"}}}"#,
      .notSupportedYet("DefinitionUri of an object")
    ),
    (
      #"{"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "", "DefinitionSubstitutions": 1}}"#,
      .expected("an object of names and values", found: .number)
    ),
    (
      #"{"Type": "AWS::Events::Connection", "Condition": "c", "Properties": {}}"#, .notSupportedYet("Condition")
    ),
    (#"{"Type": "AWS::Events::Connection"}"#, .expected("a member Properties", found: .object)),
  ])
  func `what a resource lacks is a problem`(resource: String, reason: TemplateProblem.Reason) throws {
    #expect(try Self.resolved(#"{"Resources": {"M": \#(resource)}}"#).problems.map(\.reason) == [reason])
  }

  @Test func `a document without resources is no template`() throws {
    let document = try JSONDocument(parsing: #"{"StartAt": "A", "States": {}}"#)
    #expect(!Template.isTemplate(document))
    #expect(Template(document).resolve().problems.count == 1)
  }

  @Test func `a definition may have 1 MiB, as on AWS`() throws {
    let limit = 1 << 20
    #expect(try Self.text("\"\(String(repeating: "x", count: limit))\"")?.utf8.count == limit)
    let half = "\"\(String(repeating: "x", count: limit / 2 + 1))\""
    let problems = try Self.resolved(Self.machine(#"{"Fn::Join": ["", [\#(half), \#(half)]]}"#)).problems
    #expect(problems.map(\.text) == ["the definition exceeds the limit of 1048576 bytes"])
  }

  @Test(.timeLimit(.minutes(1))) func `what all of a template comes to is bounded`() throws {
    let long = String(repeating: "x", count: 100_000)
    let connections = (0..<300).map { index in
      #""C\#(index)": {"Type": "AWS::Events::Connection", "Properties": {"A": {"Ref": "P"}, "B": {"Ref": "P"}}}"#
    }
    let problems = try Self.resolved(
      #"{"Parameters": {"P": {"Type": "String", "Default": "\#(long)"}}, "Resources": {\#(connections.joined(separator: ","))}}"#
    ).problems
    #expect(problems.map(\.text) == ["what is resolved of this template exceeds the limit of 8388608 bytes"])
  }

  @Test(.timeLimit(.minutes(1))) func `empty texts again and again cost as well`() throws {
    let empties = [String](repeating: "\"\"", count: 20_000).joined(separator: ",")
    let names = String(repeating: "${A}", count: 20_000)
    let problems = try Self.resolved(
      Self.machine(#"{"Fn::Sub": ["\#(names)", {"A": {"Fn::Join": ["", [\#(empties)]]}}]}"#)
    ).problems
    #expect(problems.map(\.text) == ["what is resolved of this template exceeds the limit of 8388608 bytes"])
  }
}
