import JSONModel
import TestSupport
import Testing

/// `tapedeck run` with CloudFormation templates and connections of the user's own.
@Suite(.timeLimit(.minutes(10))) struct TemplateRunTests {
  /// A stack whose machine has a parameter in it, and a connection that nothing uses.
  static let template = #"""
    {
      "Parameters": { "Greeting": { "Type": "String" }, "Mark": { "Type": "String", "Default": "!" } },
      "Resources": {
        "Unused": { "Type": "AWS::Events::Connection", "Properties": { "AuthorizationType": "NONE" } },
        "Machine": {
          "Type": "AWS::StepFunctions::StateMachine",
          "Properties": {
            "DefinitionString": {
              "Fn::Sub": "{\"StartAt\": \"Greet\", \"States\": {\"Greet\": {\"Type\": \"Pass\", \"Result\": \"${Greeting}${Mark}\", \"End\": true}}}"
            }
          }
        }
      }
    }
    """#

  private func run(_ arguments: String...) throws -> Subprocess.Result {
    let place = try Workplace("purchase")
    try place.folder.write(Self.template, to: "stack.json")
    return try Subprocess.run(
      Program.path, ["run", "purchase", "--state-machine", "stack.json"] + arguments, in: place.folder.path)
  }

  @Test func `a parameter of the template has the value it is given, and a connection nobody uses does not matter`()
    throws
  {
    let result = try run("--parameter", "Greeting=a=b")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("output: \"a=b!\""))
  }

  @Test func `a SAM template's definition is read from its file, and its placeholders are filled in`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Function: {Type: AWS::Serverless::Function}
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionUri: machines/greet.asl.yaml
            DefinitionSubstitutions: {Name: !GetAtt Function.Arn}
      """, to: "stack/template.yaml")
    let definition = "StartAt: Greet\nStates:\n  Greet: {Type: Pass, Result: \"Hello ${Name}\", End: true}\n"
    try place.folder.write(definition, to: "stack/machines/greet.asl.yaml")
    let arguments = ["run", "purchase", "--state-machine", "stack/template.yaml"]
    let result = try Subprocess.run(Program.path, arguments, in: place.folder.path)
    #expect(result.output.contains("Hello arn:aws:lambda:us-east-1:000000000000:function:Function"), "\(result.error)")
    try place.folder.write(definition + "  Other: {Type: Pss}\n", to: "stack/machines/greet.asl.yaml")
    let wrong = try Subprocess.run(Program.path, arguments, in: place.folder.path)
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("tapedeck: stack/machines/greet.asl.yaml:4:3: "), "\(wrong.error)")
  }

  @Test func `a file that is not named like a definition is not quoted`() throws {
    let place = try Workplace("purchase")
    let template = """
      {"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": {"DefinitionUri": "keys.json"}}}}
      """
    try place.folder.write(template, to: "template.json")
    try place.folder.write(#"{"key": "top-secret"}"#, to: "keys.json")
    let result = try Subprocess.run(
      Program.path, ["run", "purchase", "--state-machine", "template.json"], in: place.folder.path)
    #expect(result.status == 2)
    #expect(result.error.contains("tapedeck: keys.json:1:1: "), "\(result.error)")
    #expect(!result.error.contains("top-secret"))
  }

  @Test(arguments: [
    ("../greet.asl.json", "stack/../greet.asl.json"), ("/etc/passwd", "/etc/passwd"), ("passwd", "stack/passwd"),
  ])
  func `a template has no other files read`(file: String, next: String) throws {
    let place = try Workplace("purchase")
    let template = """
      {"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": {"DefinitionUri": "\(file)"}}}}
      """
    try place.folder.write(template, to: "stack/template.json")
    let result = try Subprocess.run(
      Program.path, ["run", "purchase", "--state-machine", "stack/template.json"], in: place.folder.path)
    #expect(result.status == 2)
    #expect(result.error.contains("the definition is in the file \(file), which is not at hand"), "\(result.error)")
    #expect(result.error.contains("--state-machine \(next)"), "\(result.error)")
  }

  @Test(arguments: [
    (
      [],
      "stack.json:9:107: this template can't be resolved: the parameter Greeting has no default and was given no value",
      "--parameter Greeting=VALUE"
    ),
    (["--parameter", "Greting=x"], "this template has no such parameter; did you mean Greeting?", "Greeting, Mark"),
    (["--parameter", "Greeting"], "--parameter 'Greeting' is not NAME=VALUE", "tapedeck run --help"),
  ])
  func `a value that is missing or for nobody is an error with the next command`(
    arguments: [String], message: String, next: String
  ) throws {
    let place = try Workplace("purchase")
    try place.folder.write(Self.template, to: "stack.json")
    let result = try Subprocess.run(
      Program.path, ["run", "purchase", "--state-machine", "stack.json"] + arguments, in: place.folder.path)
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.error.contains(next), "\(result.error)")
  }

  @Test(arguments: [
    ["--parameter", "A=b"], ["purchase", "--state-machine", "machine.asl.json", "--parameter", "A=b"],
  ])
  func `only a template has parameters`(arguments: [String]) throws {
    let place = try Workplace("purchase")
    try place.folder.write(#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, to: "machine.asl.json")
    let result = try Subprocess.run(Program.path, ["run"] + arguments, in: place.folder.path)
    #expect(result.status == 2)
    #expect(result.error.contains("template"), "\(result.error)")
  }

  @Test(.enabled(if: SharedFiles.available))
  func `the wider stack loads, and what is not there yet is named with its place in the template`() throws {
    let path = "../shared/cdk/http-invoke.template.json"
    let result = try Program.run("run", "purchase", "--state-machine", path, "--parameter", "PolicyId=p")
    #expect(result.status == 2)
    let lines = result.error.split(separator: "\n").map(String.init)
    for named in ["Map", "JSONata"] {
      let line = lines.first { $0.contains(named) }
      #expect(line?.firstMatch(of: #/http-invoke\.template\.json:\d+:\d+: /#) != nil, "\(named): \(result.error)")
    }
    #expect(!result.error.contains("connection"))
  }

  @Test func `what is wrong with a connection that is used is an error`() throws {
    let place = try Workplace("purchase")
    let connections = try String(
      decoding: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.connections.json"), as: UTF8.self)
    try place.folder.write(connections.replacing("API_KEY", with: "APIKEY"), to: "connections.json")
    let result = try place.run("run", "--connections", "connections.json")
    #expect(result.status == 2)
    #expect(
      result.error.firstMatch(of: #/connections\.json:\d+:\d+: a connection can't be used: /#) != nil,
      "\(result.error)")
  }

  @Test func `a connection with OAuth runs offline, and the token that was not recorded is noted`() throws {
    let place = try Workplace("purchase")
    let arn = try #require(
      try JSONValue(parsing: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.connections.json"))
        .object?.keys.first)
    let both = try JSONValue(
      parsing: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.connections.json"))
    var changed = both
    changed[arn] = [
      "AuthorizationType": "OAUTH_CLIENT_CREDENTIALS",
      "AuthParameters": [
        "OAuthParameters": [
          "AuthorizationEndpoint": "https://auth.test/token", "HttpMethod": "POST",
          "ClientParameters": ["ClientID": "tapedeck", "ClientSecret": "s-3cret"],
        ]
      ],
    ]
    try place.folder.write(changed.text(), to: "connections.json")
    for mode in [[], ["--wire"]] {
      let result = try Subprocess.run(
        Program.path, ["run", "--connections", "connections.json"] + mode, in: place.folder.path)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.error.contains("has no token request for \(arn)"), "\(result.error)")
      #expect(!(result.output + result.error).contains("s-3cret"))
    }
  }

  @Test func `a recorded token request answers, whatever the client's secret is`() throws {
    let place = try Workplace("purchase")
    let bundled = try JSONValue(
      parsing: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.connections.json"))
    var changed = bundled
    changed[try #require(bundled.object?.keys.first)] = [
      "AuthorizationType": "OAUTH_CLIENT_CREDENTIALS",
      "AuthParameters": [
        "OAuthParameters": [
          "AuthorizationEndpoint": "https://auth.test/token", "HttpMethod": "POST",
          "ClientParameters": ["ClientID": "tapedeck", "ClientSecret": "s-3cret"],
        ]
      ],
    ]
    try place.folder.write(changed.text(), to: "connections.json")
    try place.change(
      "Cassettes/purchase/cassette.json", "\"ses\": {}", "\"ses\": {}, \"auth\": {\"hosts\": [\"https://auth.test\"]}")
    try place.folder.write(
      """
      {
        "api": "auth", "direction": "outbound",
        "request": {
          "method": "POST", "url": "https://auth.test/token",
          "headers": ["Content-Type: application/x-www-form-urlencoded"],
          "body": { "text": "client_secret={{auth.clientsecret}}&client_id=tapedeck" }
        },
        "response": {
          "status": 200, "reason": "OK", "headers": ["Content-Type: application/json"],
          "body": { "json": { "access_token": "{{auth.accesstoken}}", "expires_in": 3600 } }
        },
        "recorded": { "origin": "documented", "at": "2026-11-23T16:23:40Z", "duration": "9ms" }
      }
      """, to: "Cassettes/purchase/010-auth-POST-token.json")
    let plain = try place.run("run", "--format", "json")
    for mode in [[], ["--wire"]] {
      let result = try Subprocess.run(
        Program.path, ["run", "--connections", "connections.json", "--format", "json"] + mode, in: place.folder.path)
      #expect(result.status == 0, "\(result.error)")
      #expect(!result.error.contains("token request"), "\(result.error)")
      // A token takes no time on the execution's clock, so that the history is the same.
      #expect(result.outputBytes == plain.outputBytes)
    }
  }
}
