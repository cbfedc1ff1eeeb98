import JSONModel
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct RunTests {
  @Test func `the purchase ends with the mail`() throws {
    let result = try Program.run("run", "purchase")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("To: ada@example.com"))
    #expect(result.output.contains("Subject: Your license key"))
    #expect(result.output.contains("Your license key is: 667640-D55B38-374BEC-DAF09B-A9C692-V3"))
    #expect(result.output.contains("SUCCEEDED"))
  }

  @Test func `without a name the purchase is run`() throws {
    #expect(try Program.run("run").output == Program.run("run", "purchase").output)
  }

  @Test func `on the newer server it fails after the licence was made and says what happened`() throws {
    let result = try Program.run("run", "purchase", "--cassette", "purchase-2025")
    #expect(result.status == 1)
    for text in [
      "FAILED", "States.Runtime", "state:  CreateLicense, field ResultSelector/body.$", "purchase.asl.json:",
      "States.StringToJson($.ResponseBody) needs a string but got an object",
      "interaction 002-keygen-POST-licenses says \"Content-Type: application/json\"",
      "already done, and not undone:", "CreateLicense: POST https://api.keygen.sh/v1/accounts/",
    ] {
      #expect(result.output.contains(text), "missing: \(text)\n\(result.output)")
    }
    #expect(!result.output.contains("Subject:"))
  }

  @Test func `the same seed gives the same history, byte for byte, also over the wire`() throws {
    let first = try Program.run("run", "purchase", "--format", "json")
    #expect(first.status == 0)
    let events = try JSONValue(parsing: first.outputBytes)["events"]?.array
    #expect(events?.first?["type"] == "ExecutionStarted")
    #expect(events?.last?["type"] == "ExecutionSucceeded")
    for _ in 0..<5 { #expect(try Program.run("run", "--format", "json").outputBytes == first.outputBytes) }
    let wire = try Program.run("run", "purchase", "--format", "json", "--wire")
    #expect(wire.outputBytes == first.outputBytes)
  }

  @Test func `a failure is the same over the wire`() throws {
    let direct = try Program.run("run", "-c", "purchase-2025", "--format", "json")
    let wire = try Program.run("run", "-c", "purchase-2025", "--format", "json", "--wire")
    #expect(direct.outputBytes == wire.outputBytes)
    #expect(try JSONValue(parsing: wire.outputBytes)["events"]?.array?.last?["type"] == "ExecutionFailed")
    #expect(wire.status == 1)
  }

  @Test(.enabled(if: SharedFiles.available))
  func `the template that CDK wrote runs unchanged`() throws {
    let template = try Program.run("run", "purchase", "--state-machine", "../shared/cdk/purchase.template.json")
    #expect(template.status == 0, "\(template.error)")
    #expect(template.output.contains("Subject: Your license key"))
  }

  @Test(arguments: ["purchase", "purchase-2025", "purchase-lost-answer", "purchase-again"])
  func `the robust purchase ends with the mail on every cassette, over the wire with the same history`(cassette: String)
    throws
  {
    let text = try Program.run("run", "purchase-robust", "--cassette", cassette)
    #expect(text.status == 0, "\(text.error)")
    #expect(text.output.contains("Your license key is: "))
    let direct = try Program.run("run", "purchase-robust", "-c", cassette, "--format", "json")
    let wire = try Program.run("run", "purchase-robust", "-c", cassette, "--format", "json", "--wire")
    #expect(direct.status == 0)
    #expect(direct.outputBytes == wire.outputBytes)
  }

  @Test func `reads say which state needs what of each response`() throws {
    let text = try Program.run("run", "purchase", "--reads").output
    for line in [
      #/uses +/body/data/attributes/key +SendEmail, Parameters/#, #/parses +/body +CreateLicense, ResultSelector/#,
      #/uses +/body/data/email +SendEmail, Parameters/#,
    ] { #expect(text.firstMatch(of: line) != nil, "\(text)") }
    let json = try JSONValue(parsing: Program.run("run", "--reads", "--format", "json").outputBytes)
    #expect(json["events"]?.array?.isEmpty == false)
    let customer = json["reads"]?.array?.first { $0["interaction"] == "003-paddle-GET-customers" }
    #expect(
      customer?["reads"]?.array?.contains(
        ["pointer": "/body/data/name", "state": "SendEmail", "field": "Parameters", "use": "uses"]) == true)
  }

  @Test func `an execution takes the name it is given`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$$.Execution.Name", "End": true}}}"#,
      to: "machine.asl.json")
    for name in ["order-7", "order-8"] {
      let result = try place.run("run", "purchase", "--state-machine", "machine.asl.json", "--name", name)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.contains("output: \"\(name)\""), "\(result.output)")
    }
  }

  @Test func `a secret that was given is in nothing that is printed`() throws {
    let place = try Workplace("purchase", "purchase-2025")
    let secret = "prod-0123456789abcdef0123456789abcdefv3"
    try place.folder.write(
      "{\"KeygenSecret\": \"Bearer \(secret)\", \"PaddleSecret\": \"Bearer \(secret)\"}", to: "secrets.json")
    for arguments in [["run"], ["run", "-c", "purchase-2025"], ["run", "--wire"], ["run", "--format", "json"]] {
      let result = try Subprocess.run(
        Program.path, arguments + ["--secrets", "secrets.json"], in: place.folder.path)
      #expect(result.status == (arguments.contains("purchase-2025") ? 1 : 0), "\(result.error)")
      #expect(!(result.output + result.error).contains(secret))
      // Without the file the secrets are named as unknown: it was read.
      #expect(!result.error.contains("KeygenSecret"))
      #expect(try Subprocess.run(Program.path, arguments, in: place.folder.path).error.contains("KeygenSecret"))
    }
  }

  @Test func `a miss shows no secret of the connection, wherever it went`() throws {
    let place = try Workplace("purchase")
    let bundled = try SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.connections.json")
    var connections = try JSONValue(parsing: bundled)
    for arn in connections.object?.keys ?? [] {
      connections[arn]?["AuthParameters"]?["InvocationHttpParameters"] = [
        "HeaderParameters": [["Key": "X-Trace", "Value": "header/secret", "IsValueSecret": true]],
        "QueryStringParameters": [["Key": "trace", "Value": "query secret", "IsValueSecret": true]],
        "BodyParameters": [["Key": "trace", "Value": "body\"secret", "IsValueSecret": true]],
      ]
    }
    try place.folder.write(connections.text(), to: "connections.json")
    for mode in [["--format", "text"], ["--format", "json"], ["--wire"]] {
      let result = try Subprocess.run(
        Program.path, ["run", "--connections", "connections.json"] + mode, in: place.folder.path)
      #expect(result.status == 1)
      let shown = result.output + result.error
      // A history has no room for what differs.
      #expect(shown.contains("trace=(secret)") || mode.contains("json"), "\(shown)")
      for secret in ["header/secret", "query secret", "query%20secret", #"body"secret"#, #"body\"secret"#] {
        #expect(!shown.contains(secret), "\(shown)")
      }
    }
  }

  @Test func `without a workflow the first is taken, and said`() throws {
    let note = "note: no workflow was named: this is purchase; there is also purchase-robust\n"
    #expect(try Program.run("run").error.hasPrefix(note))
    #expect(try !Program.run("run", "purchase").error.contains("no workflow"))
  }

  @Test(arguments: [
    ([], "--event FILE and --cassette C are missing"), (["--event", "event.json"], "--cassette C is missing"),
    (["--cassette", "purchase"], "--event FILE is missing"),
  ])
  func `a state machine of one's own does not take the purchase's event and cassette`(given: [String], text: String)
    throws
  {
    let place = try Workplace("purchase")
    try place.folder.write("{}", to: "event.json")
    try place.folder.write(#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, to: "it's m.json")
    func run(_ program: String, _ words: [String]) throws -> Subprocess.Result {
      try Subprocess.run(program, words, in: place.folder.path, environment: Program.environment)
    }
    let result = try run(Program.path, ["run", "--state-machine", "it's m.json"] + given)
    #expect(result.status == 2 && result.error.hasPrefix("tapedeck: run: \(text): "), "\(result.error)")
    // What it proposes works as it stands.
    let proposed = try #require(result.error.firstMatch(of: #/next: tapedeck (.+?)  #/#)?.1)
    let words = proposed.replacing("FILE", with: "event.json").replacing("--cassette C", with: "--cassette purchase")
    let again = try run("sh", ["-c", "\"$0\" \(words)", Program.path])
    #expect(again.status == 0, "\(again.error)")
  }
}
