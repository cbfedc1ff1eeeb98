import TestSupport
import Testing

/// What people get wrong: each with its own message, its place, the next command, the exit code, and nothing written.
@Suite(.timeLimit(.minutes(10))) struct MistakeTests {
  @Test func `a removed interaction is a miss that names the request`() throws {
    let place = try Workplace("purchase")
    place.remove("Cassettes/purchase/003-paddle-GET-customers.json")
    let result = try unchanged(place) { try place.run("run") }
    #expect(result.status == 1)
    #expect(result.output.contains("ABORTED"))
    #expect(result.output.contains("GET https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"))
    #expect(result.output.contains("no interaction in Cassettes/purchase matches"))
    #expect(result.error.contains("next: tapedeck show"))
  }

  @Test func `another customer is a miss that names the closest interaction and what differs`() throws {
    let place = try Workplace("purchase")
    let event = try String(
      decoding: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.event.json"), as: UTF8.self)
    try place.folder.write(event.replacing("ctm_01hv6y1jedq4p1n0yqn5ba3ky4", with: "ctm_other"), to: "event.json")
    let result = try unchanged(place) { try place.run("run", "--event", "event.json") }
    #expect(result.status == 1)
    #expect(result.output.contains("closest: 002-keygen-POST-licenses"))
    #expect(result.output.contains("/body/json/data/attributes/metadata/customerId"))
    #expect(result.output.contains("ctm_other"))
  }

  @Test func `a damaged cassette file is an error with its line and column`() throws {
    let place = try Workplace("purchase")
    try place.change("Cassettes/purchase/003-paddle-GET-customers.json", "\"direction\":", "\"direction\"")
    let result = try unchanged(place) { try place.run("run") }
    #expect(result.status == 2)
    #expect(result.error.contains("Cassettes/purchase/003-paddle-GET-customers.json:"))
    #expect(result.error.contains("unexpected '\"'"))
    #expect(result.error.contains("next: "))
  }

  @Test func `a damaged cassette or definition is shown where it is damaged`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(#"{"StartAt": "A", "States": {"A": {"Type": "Pas"}}}"#, to: "machine.json")
    let machine = try place.run("run", "purchase", "--state-machine", "machine.json")
    #expect(machine.error.contains("\n  1 | {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pas\"}}}\n    | "))
    try place.change("Cassettes/purchase/003-paddle-GET-customers.json", "\"direction\":", "\"direction\"")
    #expect(
      try place.run("run").error.contains(
        ".json:4:15: unexpected '\"'\n  4 |   \"direction\" \"outbound\",\n    |               ^\n  next: "))
  }

  @Test(arguments: [
    ["--secrets"], ["--connections"], ["--event"], ["purchase", "--state-machine"],
  ])
  func `of a file that may hold secrets no line is shown`(option: [String]) throws {
    let place = try Workplace("purchase")
    let texts = [
      #"{"Key": "s3cret" 1}"#, #"{"arn:aws:events:x": {"AuthorizationType": "s3cret"}, "Key": 1, 7}"#,
      #"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"Definition": 1, "Key": "s3cret"}}}}"#,
      #"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{} s3cret"}}}}"#,
    ]
    for text in texts {
      try place.folder.write(text, to: "given.json")
      let result = try Subprocess.run(Program.path, ["run"] + option + ["given.json"], in: place.folder.path)
      #expect(!result.error.contains("s3cret"), "\(result.error)")
      #expect(!result.error.contains(" | "), "\(result.error)")
    }
    try place.folder.write(#"{"log": {"entries": [{"request": "s3cret"}]}}"#, to: "x.har")
    let result = try place.run("import", "x.har", "--cassette", "new")
    #expect(result.status == 1)
    #expect(result.error.contains("x.har:1:34: "))
    #expect(!result.error.contains("s3cret"))
  }

  @Test func `a missing cassette is an error that names a near one`() throws {
    let place = try Workplace("purchase")
    let result = try unchanged(place) { try place.run("run", "--cassette", "purchas") }
    #expect(result.status == 2)
    #expect(result.error.contains("Cassettes/purchas: cassette not found; did you mean purchase?"))
    #expect(result.error.contains("next: tapedeck show purchase"))
  }

  @Test(arguments: [
    ("\"Next\": \"SendEmail\"", "\"Next\": \"SendMail\"", "SendMail"),
    ("\"Type\": \"Parallel\"", "\"Type\": \"Parallell\"", "Type"),
    ("\"ResultSelector\": {", "\"ResultSelecter\": {", "ResultSelecter"),
    ("$.data.id", "$.data[", "transactionId.$"),
    ("\"StartAt\": \"Parallel\",", "\"StartAt\": \"Parallel\"", "unexpected"),
    ("\"Type\": \"Parallel\"", "\"Type\": \"Map\"", "Map"),
  ])
  func `a broken state machine is an error with its line and column`(old: String, new: String, named: String) throws {
    let place = try Workplace("purchase")
    let definition = try String(
      decoding: SharedFiles.project("Sources/PurchaseWorkflow/Resources/purchase.asl.json"), as: UTF8.self)
    try place.folder.write(definition, to: "machine.asl.json")
    try place.change("machine.asl.json", old, new)
    let result = try unchanged(place) { try place.run("run", "purchase", "--state-machine", "machine.asl.json") }
    #expect(result.status == 2)
    #expect(result.error.firstMatch(of: #/machine\.asl\.json:\d+:\d+: /#) != nil, "\(result.error)")
    #expect(result.error.contains(named), "\(result.error)")
    #expect(result.error.contains("next: "))
  }

  @Test(arguments: [
    (["run", "--casette", "x"], "unknown option --casette; did you mean --cassette?"), (["rnu"], "did you mean 'run'?"),
    (["run", "purchas"], "did you mean 'purchase'?"), (["run", "--event"], "--event needs a value"),
    (["run", "--seed", "x"], "--seed"), (["run", "--seed", "1", "--seed", "2"], "--seed is given more than once"),
    (["shxx"], "unknown command 'shxx'\n"), (["--verison"], "unknown option --verison; did you mean --version?\n"),
    (["run", "--event", "/nowhere.json"], "/nowhere.json"),
    (["run", "--format", "xml"], "is one of text, json"), (["run", "a", "b"], "unexpected argument 'b'"),
    (["run", "--live"], "--live is not implemented yet"),
    (["drift"], "'drift' is not implemented yet"), (["replay"], "CASSETTE is missing"),
    (["replay", "purchase", "--port", "70000"], "is not a port"), (["import", "x.har"], "--cassette C is missing"),
    (["import", "x.har", "-c", "new"], "no such file"), (["show", "purchase", "99"], "there is no interaction '99'"),
  ])
  func `a mistaken command line is named and the next command given`(words: [String], message: String) throws {
    let place = try Workplace("purchase")
    let result = try unchanged(place) { try Subprocess.run(Program.path, words, in: place.folder.path) }
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.error.contains("\n  next: "))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: ["run", "replay", "record", "import", "show"])
  func `the help of a command is one screen with an example`(command: String) throws {
    let result = try Program.run(command, "--help")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 50)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(result.output.contains("example:\n  tapedeck \(command) "))
  }

  private func unchanged(_ place: Workplace, _ body: () throws -> Subprocess.Result) throws -> Subprocess.Result {
    let before = try place.folder.files()
    #expect(!before.isEmpty)
    let result = try body()
    #expect(try place.folder.files() == before, "something was written")
    return result
  }
}
