import AWSTasks
import Clocks
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

/// What AWS finds wrong with fixed parameters when a machine is made.
struct ParameterProblemsTests {
  private static func problems(_ resource: String, _ parameters: String) throws -> [String] {
    let tasks = AWSTaskHandlers(via: StubResponder(.ok), connections: ConnectionTable())
    let text = #"""
      {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::\#(resource)","Parameters":\#(parameters),
        "End":true}}}
      """#
    return StateMachine.parse(try JSONDocument(parsing: text), tasks: tasks).problems.map {
      #expect($0.location == "/States/T/Parameters" && $0.code == .schemaValidationFailed)
      return $0.message
    }
  }

  private static let authentication =
    #""Authentication":{"ConnectionArn":"arn:aws:events:us-east-1:1:connection/a/1"}"#

  @Test(
    arguments: [
      (#""ApiEndpoint":"https://a.test/","Method":"GET""#, []),
      (#""ApiEndpoint.$":"$.u","Method.$":"$.m","Headers.$":"$.h","Transform.$":"$.t""#, []),
      (#""Method":"GET""#, ["The field 'ApiEndpoint' is required but was missing"]),
      (#""ApiEndpoint":"https://a.test/""#, ["The field 'Method' is required but was missing"]),
      (#""ApiEndpoint":"http://a.test/","Method":"GET""#, ["The value for the 'ApiEndpoint' field is not valid"]),
      (#""ApiEndpoint":"a.test","Method":"GET""#, ["The value for the 'ApiEndpoint' field is not valid"]),
      (#""ApiEndpoint":7,"Method":"GET""#, ["The value for the field 'ApiEndpoint' must be a STRING"]),
      (#""ApiEndpoint":"https://a.test/","Method":"get""#, ["The value for the 'Method' field is not valid"]),
      (
        #""ApiEndpoint":"https://a.test/","Method":"GET","Headers":{"Via":"x","X-Amz-Date.$":"$.d","Ok":"x"}"#,
        ["The 'Headers' field contains unsupported values: [via, x-amz-date]"]
      ),
      (
        #""ApiEndpoint":"https://a.test/","Method":"GET","Transform":{"RequestBodyEncoding":"XML"}"#,
        ["The value for the 'RequestBodyEncoding' field is not valid"]
      ),
      (
        #""ApiEndpoint":"https://a.test/","Method":"GET","Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"X"}}"#,
        ["The value for the 'ArrayFormat' field is not valid"]
      ),
    ] as [(String, [String])])
  func `an HTTP Task's fixed parameters are checked`(members: String, expected: [String]) throws {
    #expect(try Self.problems("http:invoke", "{\(members),\(Self.authentication)}") == expected)
  }

  @Test(
    arguments: [
      (#""Authentication":{"ConnectionArn":"shop"}"#, ["The value for the 'ConnectionArn' field is not valid"]),
      (
        #""Authentication":{"ConnectionArn":"arn:aws:events:us-east-1:1:rule/a"}"#,
        ["The value for the 'ConnectionArn' field is not valid"]
      ),
      (#""Authentication":{}"#, ["The field 'ConnectionArn' is required but was missing"]),
      (#""Headers":{}"#, ["The field 'ConnectionArn' is required but was missing"]),
      (#""Authentication":{"ConnectionArn.$":"$.c"}"#, []), (#""Authentication.$":"$.a""#, []),
      (#""InvocationConfig":{"ConnectionArn":"arn:aws:events:us-east-1:1:connection/a/1"}"#, []),
    ] as [(String, [String])])
  func `so is the connection's ARN`(member: String, expected: [String]) throws {
    let parameters = #"{"ApiEndpoint":"https://a.test/","Method":"GET",\#(member)}"#
    #expect(try Self.problems("http:invoke", parameters) == expected)
  }

  @Test(
    arguments: [
      (#"{"Content":{"Simple":{"Subject":{"Data":"s"},"Body":{"Text":{"Data.$":"$.b"}}}}}"#, []),
      (#"{"Content.$":"$.c","Destination":{"ToAddresses.$":"$.to"}}"#, []), (#"{"Content":null}"#, []),
      (#"{"Bogus":1}"#, ["The field 'Content' is required but was missing"]),
      (
        #"{"Content":{},"fromEmailAddress":"a"}"#,
        ["The field \"fromEmailAddress\" is not supported by Step Functions. Did you mean 'FromEmailAddress'?"]
      ),
      (#"{"Content":{"Quite":{}}}"#, ["The field \"Quite\" is not supported by Step Functions"]),
      (#"{"Content":{},"EmailTags":[{"Name":1}]}"#, ["The value for the field 'Name' must be a STRING"]),
      (#"{"Content":{},"FromEmailAddress":5}"#, ["The value for the field 'FromEmailAddress' must be a STRING"]),
      (
        #"{"Content":"text"}"#,
        [
          "Cannot construct instance of `software.amazon.awssdk.services.sesv2.model.EmailContent$BuilderImpl` (although at "
            + "least one Creator exists): no String-argument constructor/factory method to deserialize from String value "
            + "('text')"
        ]
      ),
    ] as [(String, [String])])
  func `SendEmail's parameters are checked as those of all of the SDK`(parameters: String, expected: [String]) throws {
    #expect(try Self.problems("aws-sdk:sesv2:sendEmail", parameters) == expected)
  }

  @Test func `the position is that of what is wrong`() throws {
    let text = """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,"Resource":"arn:aws:states:::http:invoke","Parameters":{
        "ApiEndpoint":"https://a.test/","Method":"GET",\(Self.authentication),
        "Headers":{"Ok":"x",
          "Via":"x"}}}}}
      """
    let tasks = AWSTaskHandlers(via: StubResponder(.ok), connections: ConnectionTable())
    let problems = StateMachine.parse(try JSONDocument(parsing: text), tasks: tasks).problems
    #expect(problems.map { $0.place.position?.line } == [4])
    #expect(problems.map { $0.place.pointer?.description } == ["/States/T/Parameters/Headers/Via"])
  }
}
