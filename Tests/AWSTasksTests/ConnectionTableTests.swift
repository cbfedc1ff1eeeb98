import AWSTasks
import HTTPModel
import JSONModel
import Testing
import WorkflowEngine

struct ConnectionTableTests {
  static func table(_ json: String, secrets: SecretStore = SecretStore()) throws -> ConnectionTable {
    ConnectionTable(properties: try JSONValue(parsing: json), secrets: secrets)
  }

  static func apiKey(_ value: String) -> String {
    #"{"AuthorizationType": "API_KEY", "AuthParameters": {"ApiKeyAuthParameters": "#
      + #"{"ApiKeyName": "Authorization", "ApiKeyValue": \#(value)}}}"#
  }

  @Test(arguments: [
    (#"{"a": {}}"#, "/a/AuthorizationType: a string is expected, not nothing"),
    (#"{"a": 1}"#, "/a/AuthorizationType: a string is expected, not nothing"),
    (
      #"{"a": {"AuthorizationType": "NONE"}}"#,
      "/a/AuthorizationType: API_KEY, BASIC or OAUTH_CLIENT_CREDENTIALS is expected, not NONE"
    ),
    (
      #"{"a": \#(apiKey("7"))}"#,
      "/a/AuthParameters/ApiKeyAuthParameters/ApiKeyValue: a string is expected, not a number"
    ),
    (
      #"{"a": \#(apiKey(#""{{resolve:ssm:hidden:1}}""#))}"#,
      "/a/AuthParameters/ApiKeyAuthParameters/ApiKeyValue: "
        + "references to ssm cannot be resolved, only to secretsmanager"
    ),
    ("[]", ": an object {ARN: properties} is expected, not an array"),
  ])
  func `what is wrong is a problem with its place`(json: String, problem: String) throws {
    let table = try Self.table(json)
    #expect(table.problems.map(\.description) == [problem])
    #expect(table.arns.isEmpty)
  }

  @Test func `references are resolved inside the text round them`() async throws {
    let value = #""Bearer {{resolve:secretsmanager:keygen:SecretString:token::}}!""#
    let secrets = SecretStore(secrets: ["keygen": ["token": "t-1"]])
    let table = try Self.table(#"{"\#(HTTPTaskTests.arn)": \#(Self.apiKey(value))}"#, secrets: secrets)
    #expect(table.unresolvedSecrets.isEmpty)
    #expect(await HTTPTaskTests.ask([], table).request?.headers.first("authorization") == "Bearer t-1!")
  }

  @Test func `a secret that is nowhere is noted once, and its name stands for it`() async throws {
    let key = Self.apiKey(#""{{resolve:secretsmanager:KeygenSecret:SecretString:::}}""#)
    let other = Self.apiKey(#""{{resolve:secretsmanager:Other}}""#)
    let table = try Self.table(#"{"\#(HTTPTaskTests.arn)": \#(key), "b": \#(key), "c": \#(other)}"#)
    #expect(table.unresolvedSecrets == ["KeygenSecret", "Other"])
    #expect(table.problems.isEmpty)
    #expect(await HTTPTaskTests.ask([], table).request?.headers.first("authorization") == "{{KeygenSecret}}")
  }
}
