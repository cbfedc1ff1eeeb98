import CloudFormation
import JSONModel
import Testing

struct TemplatePlaceholderTests {
  private static func definition(
    _ properties: String, type: String = "AWS::StepFunctions::StateMachine", files: [String: JSONDocument] = [:]
  ) throws -> MappedText? {
    let text = """
      {"Parameters": {"P": {"Type": "Number", "Default": 7}}, "Resources": {"F": {"Type": "AWS::Lambda::Function"},
        "M": {"Type": "\(type)", "Properties": {
      \(properties)}}}}
      """
    let template = Template(try JSONDocument(parsing: text)).resolve(files: files)
    #expect(template.problems.isEmpty)
    return template.stateMachine("M")?.definition
  }

  private static let function = "arn:aws:lambda:us-east-1:000000000000:function:F"

  @Test(arguments: ["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"])
  func `placeholders are filled in, in a text and in an object`(type: String) throws {
    let substitutions =
      #""DefinitionSubstitutions": {"F_1": {"Fn::GetAtt": ["F", "Arn"]}, "n": 5, "on": true, "p": {"Ref": "P"}}"#
    let object = #"{"a":"${F_1}:1","b":"${n}${on}${p}","c":"${other} ${F_1.Arn} $${n} ${n","${n}":1}"#
    let filled =
      #"{"a":"\#(Self.function):1","b":"5true7","c":"${other} ${F_1.Arn} $5 ${n","5":1}"#
    #expect(try Self.definition("\"Definition\": \(object), \(substitutions)", type: type)?.text == filled)
    let text = JSONValue.string(JSONString(object)).text()
    #expect(try Self.definition("\"DefinitionString\": \(text), \(substitutions)", type: type)?.text == filled)
  }

  @Test func `what stands behind a placeholder has its own place`() throws {
    let definition = try #require(
      try Self.definition(
        #""DefinitionSubstitutions": {"n": 12345},\#n"Definition": {"a": "${n}",\#n  "b": [1, {"c": "${n}"}]}"#))
    let root = try JSONDocument(parsing: definition).root
    #expect(root["a"]?.string == "12345")
    #expect(root["a"]?.position.description == "4:21")
    #expect(root["b"]?[1]?["c"]?.position.description == "5:18")
    #expect(root["b"]?[1]?.position.description == "5:12")
  }

  @Test func `a definition's file is taken as it is, but for its placeholders`() throws {
    let file = try JSONDocument(parsing: #"{"Ref": "x", "a": [1.50, {"Fn::Sub": "${n}"}]}"#)
    let properties = #""DefinitionUri": "m.asl.json", "DefinitionSubstitutions": {"n": "1"}"#
    let definition = try Self.definition(
      properties, type: "AWS::Serverless::StateMachine", files: ["m.asl.json": file])
    #expect(definition?.text == #"{"Ref":"x","a":[1.50,{"Fn::Sub":"1"}]}"#)
    let template = Template(
      try JSONDocument(
        parsing: #"{"Resources":{"M":{"Type":"AWS::Serverless::StateMachine","Properties":{\#(properties)}}}}"#))
    #expect(template.definitionFiles == ["m.asl.json"])
  }

  @Test(.timeLimit(.minutes(1))) func `what is filled in is bounded`() throws {
    let text = """
      {"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
        "DefinitionString": "\(String(repeating: "${a}", count: 200_000))",
        "DefinitionSubstitutions": {"a": "\(String(repeating: "x", count: 1000))"}}}}}
      """
    let problems = Template(try JSONDocument(parsing: text)).resolve().problems
    #expect(problems.map(\.text) == ["the definition exceeds the limit of 1048576 bytes"])
  }

  @Test(arguments: [
    ("AWS::Lambda::Function", "", "Arn", "arn:aws:lambda:us-east-1:000000000000:function:R"),
    ("AWS::Serverless::Function", #""FunctionName":"f""#, "Arn", "arn:aws:lambda:us-east-1:000000000000:function:f"),
    ("AWS::Lambda::Function", #""FunctionName":{"Ref":"X"}"#, nil, "R"), ("AWS::DynamoDB::Table", "", nil, "R"),
    ("AWS::Serverless::SimpleTable", "", "Arn", "arn:aws:dynamodb:us-east-1:000000000000:table/R"),
    ("AWS::SQS::Queue", #""QueueName":"q""#, nil, "https://sqs.us-east-1.amazonaws.com/000000000000/q"),
    ("AWS::SQS::Queue", "", "Arn", "arn:aws:sqs:us-east-1:000000000000:R"),
    ("AWS::SNS::Topic", "", nil, "arn:aws:sns:us-east-1:000000000000:R"), ("AWS::SNS::Topic", "", "TopicName", "R"),
    ("AWS::StepFunctions::Activity", #""Name":"a""#, nil, "arn:aws:states:us-east-1:000000000000:activity:a"),
    ("AWS::Serverless::StateMachine", "", nil, "arn:aws:states:us-east-1:000000000000:stateMachine:R"),
    ("AWS::S3::Bucket", "", "Arn", "arn:aws:s3:::R"),
    ("AWS::Events::EventBus", "", "Arn", "arn:aws:events:us-east-1:000000000000:event-bus/R"),
    ("AWS::Batch::JobDefinition", "", nil, "arn:aws:batch:us-east-1:000000000000:job-definition/R:1"),
  ])
  func `resources that tasks name have the names that the template gives, or their logical IDs`(
    type: String, properties: String, attribute: String?, text: String
  ) throws {
    let call = attribute.map { #"{"Fn::GetAtt":["R","\#($0)"]}"# } ?? #"{"Ref":"R"}"#
    let template = try TemplateTests.resolved(
      """
      {"Resources":{"R":{"Type":"\(type)","Properties":{\(properties)}},
        "M":{"Type":"AWS::StepFunctions::StateMachine","Properties":{"DefinitionString":\(call)}}}}
      """)
    #expect(template.stateMachine("M")?.definition.text == text)
  }
}
