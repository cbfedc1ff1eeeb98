import JSONModel
import TestSupport
import Testing

/// `tapedeck verify`, as its user runs it.
@Suite(.timeLimit(.minutes(5))) struct VerifyTests {
  @Test func `every shipped cassette holds to its contracts, strictly`() throws {
    let result = try Program.run("verify", "--strict")
    #expect(
      result.output == "no findings; 29 interactions (51 payloads) verified against keygen, paddle, ses\n",
      "\(result.error)")
    #expect(result.status == 0)
  }

  /// A change of a shipped interaction, and the rule that it breaks.
  struct Broken: Sendable, CustomTestStringConvertible {
    let rule: String, file: String, old: String, new: String
    /// Where the finding points: line and column, and what is said.
    let said: String
    var testDescription: String { rule }

    init(_ rule: String, _ file: String, _ old: String, _ new: String, _ said: String) {
      (self.rule, self.file, self.old, self.new, self.said) = (rule, file, old, new, said)
    }
  }

  private static let customer = "003-paddle-GET-customers", license = "002-keygen-POST-licenses"
  private static let webhook = "001-paddle-webhook-transaction.completed", mail = "004-ses-POST-outbound-emails"

  static let broken = [
    Broken(
      "undocumented-field", customer, #""locale": "en","#, #""locale": "en", "nick": "A","#,
      #":33:35: warning undocumented-field: "nick" is not described"#),
    Broken(
      "unexpected-null", customer, #""locale": "en""#, #""locale": null"#,
      ":33:21: error unexpected-null: null is not allowed"),
    Broken(
      "unknown-enum-value", customer, #""status": "active""#, #""status": "asleep""#,
      #":28:21: error unknown-enum-value: "asleep" is not one of "active", "archived""#),
    Broken(
      "wrong-type", customer, #""marketing_consent": false"#, #""marketing_consent": "no""#,
      ":32:32: error wrong-type: must be a boolean, not a string"),
    Broken(
      "missing-field", customer, #""email": "ada@example.com","#, "",
      #":26:17: error missing-field: "email" is missing"#),
    Broken(
      "wrong-format", customer, #""created_at": "2024-04-11T15:57:24.813Z""#, #""created_at": "yesterday""#,
      #":34:25: warning wrong-format: is not of the format "date-time""#),
    Broken(
      "pattern-mismatch", customer, #""id": "ctm_01hv6y1jedq4p1n0yqn5ba3ky4""#, #""id": "cus_1""#,
      ":27:17: error pattern-mismatch: does not match the pattern"),
    Broken(
      "undocumented-status", customer, #""status": 200,"#, #""status": 207,"#,
      ":16:15: error undocumented-status: 207 is not one of 200, 429, 4XX, 5XX"),
    Broken(
      "undocumented-media-type", customer, "Content-Type: application/json", "Content-Type: text/csv",
      ":20:7: error undocumented-media-type: text/csv is not one of application/json"),
    Broken(
      "undocumented-header", customer, #""Content-Length: 337","#, #""Content-Length: 337", "X-Shard: 7","#,
      ":21:30: note undocumented-header: the response has X-Shard"),
    Broken(
      "missing-header", customer, #""Content-Length: 337","#, #""Content-Length: 337""#,
      ":15:15: error missing-header: the header Request-Id is missing"),
    Broken(
      "undocumented-operation", customer, "com/customers/ctm", "com/clients/ctm",
      ":7:12: error undocumented-operation: no path of the contract fits GET /clients/"),
    Broken(
      "undocumented-parameter", customer, "customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4\"",
      "customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4?expand=all\"",
      #":7:12: warning undocumented-parameter: the query has "expand""#),
    Broken(
      "undocumented-webhook", webhook, #""event_type": "transaction.completed""#,
      #""event_type": "transaction.melted""#,
      ":6:12: error undocumented-webhook: the contract has no webhook transaction.melted"),
    Broken(
      "wrong-length", mail, #""MessageId": ""#, #""MessageId": "", "Was": ""#,
      ":43:30: error wrong-length: must have at least 1 character"),
  ]

  @Test(arguments: broken)
  func `a broken copy gives the finding, where it is, and ends with 1`(case broken: Broken) throws {
    let place = try Workplace("purchase")
    let file = "Cassettes/purchase/\(broken.file).json"
    if broken.rule == "missing-header" {
      try place.change(file, ",\n      \"Request-Id: 5c0f4e0b-9a1d-4b8e-8a57-3f6f0c2d9e61\"", "")
    } else {
      try place.change(file, broken.old, broken.new)
    }
    let result = try place.run("verify", "purchase", "--strict", "--contract", "demo=none.yaml")
    #expect(result.output.contains(file + broken.said), "\(result.output)\(result.error)")
    #expect(result.status == (broken.rule == "undocumented-header" ? 0 : 1))
  }

  @Test func `what a contract does not describe is a note unless it is strict`() throws {
    let place = try Workplace("purchase")
    try place.change("Cassettes/purchase/\(Self.customer).json", #""locale": "en","#, #""locale": "en", "nick": "A","#)
    let result = try place.run("verify", "purchase")
    #expect(result.output.contains(#"note undocumented-field: "nick" is not described"#))
    #expect(result.status == 0)
  }

  @Test func `an API without a contract is a finding for each interaction`() throws {
    let place = try Workplace.withoutContractForMails()
    let result = try place.run("verify", "purchase")
    #expect(result.output.contains("error uncovered-api: the API post has no contract: nothing of it was verified"))
    #expect(result.status == 1, "\(result.error)")
  }

  @Test func `a contract of one's own replaces the one that is there`() throws {
    let place = try Workplace("purchase")
    let contract = """
      openapi: 3.1.0
      info: {title: Own, version: '1'}
      paths:
        /customers/{id}:
          get:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            responses:
              '200': {description: '', content: {application/json: {schema: {required: [data, more]}}}}

      """
    try place.folder.write(contract, to: "own.yaml")
    let result = try place.run("verify", "purchase", "--contract", "paddle=own.yaml")
    #expect(result.output.contains(#"error missing-field: "more" is missing"#), "\(result.output)\(result.error)")
    #expect(result.output.contains("contract:    own.yaml:8:82"))
    #expect(result.output.contains("undocumented-webhook"))
  }

  @Test func `the shipped contracts have no faults of their own, and another one's are told`() throws {
    let own = try Program.run("verify", "--check-contracts")
    #expect(own.output.hasSuffix("verified against keygen, paddle, ses, and 3 contracts checked\n"), "\(own.output)")
    #expect(own.status == 0)
    let place = try Workplace("purchase")
    let contract = """
      openapi: 3.1.0
      info: {title: Own, version: '1'}
      paths: {}
      components: {schemas: {A: {type: string, examples: [1]}}}

      """
    try place.folder.write(contract, to: "own.yaml")
    let result = try place.run("verify", "--check-contracts", "--contract", "own=own.yaml")
    #expect(result.output.contains("own.yaml:4:53: warning example-invalid: must be a string"), "\(result.output)")
    #expect(result.status == 1)
  }

  @Test func `a contract that was read before is read from its form, which may be gone or damaged`() throws {
    let place = try Workplace("purchase")
    func verify() throws -> String {
      try Subprocess.run(
        Program.path, ["verify", "--strict"], in: place.folder.path,
        environment: ["XDG_STATE_HOME": place.folder.path, "XDG_CACHE_HOME": place.folder.path + "/cache"]
      ).output
    }
    let first = try verify()
    let forms = try place.folder.files().keys.filter { $0.hasSuffix(".form") }
    #expect(forms.count == 2)
    #expect(try verify() == first)
    for form in forms { try place.folder.write("damaged", to: form) }
    #expect(try verify() == first)
  }

  @Test func `a webhook is found by the member that the API's profile names`() throws {
    let place = try Workplace("purchase")
    try place.folder.write(
      #"{ "tapedeck": 1, "complete": true, "apis": { "keygen": {} } }"#, to: "Cassettes/hook/cassette.json")
    try place.folder.write(
      #"""
      {"api": "keygen", "direction": "inbound",
        "request": {"method": "POST", "url": "https://example.com/hook", "headers": ["Content-Type: application/json"],
          "body": {"json": {"data": {"type": "webhook-events", "attributes": {"event": "license.created"}}}}},
        "response": {"status": 204, "headers": []},
        "recorded": {"origin": "documented", "at": "2026-11-23T16:22:00Z", "duration": "1ms", "protocol": "HTTP/1.1"}}
      """#, to: "Cassettes/hook/001-keygen-webhook.json")
    let result = try place.run("verify", "hook")
    #expect(result.output.contains("in:          webhook license.created, request (keygen)"), "\(result.output)")
    #expect(!result.output.contains("undocumented-webhook"), "\(result.output)")
  }

  @Test(arguments: [
    ("", ":1:1: the contract of paddle cannot be used: "), ("[1", "cannot be used: not JSON"),
    ("a: [", "cannot be used: not YAML"), ("swagger: '2.0'", "cannot be used: "),
    ("openapi: 4.0.0", ":1:10: the contract of paddle cannot be used: "),
  ])
  func `a contract that is none is an error with its place`(text: String, said: String) throws {
    let place = try Workplace("purchase")
    try place.folder.write(text, to: "own.yaml")
    let result = try place.run("verify", "purchase", "--contract", "paddle=own.yaml")
    #expect(result.error.contains("own.yaml") && result.error.contains(said), "\(result.error)")
    #expect(result.status == 2)
  }

  @Test func `accepted findings count no more until they expire`() throws {
    let place = try Workplace("purchase")
    try place.change("Cassettes/purchase/\(Self.customer).json", #""status": "active""#, #""status": "asleep""#)
    let words = ["verify", "purchase", "--baseline", "tapedeck-baseline.json"]
    func run(_ more: String...) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, words + more, in: place.folder.path, environment: ["XDG_STATE_HOME": place.folder.path])
    }
    #expect(try run().status == 2)
    #expect(try run("--accept", "--owner", "billing", "--reason", "known, TICKET-7").status == 0)
    let text = try place.folder.text("tapedeck-baseline.json")
    #expect(text.contains("TICKET-7") && text.contains("billing") && !text.contains("asleep"))
    let accepted = try run()
    #expect(accepted.status == 0 && accepted.output.contains("1 suppressed"), "\(accepted.output)")
    try place.change("tapedeck-baseline.json", #""owner": "billing""#, #""owner": "billing", "expires": "2020-01-31""#)
    let expired = try run()
    #expect(expired.status == 1 && expired.output.contains("2020-01-31"), "\(expired.output)")
  }

  @Test func `reports of one run are written in every format`() throws {
    let place = try Workplace("purchase")
    try place.change("Cassettes/purchase/\(Self.customer).json", #""status": "active""#, #""status": "a<b>&\"c""#)
    let formats = ["text", "json", "junit", "sarif", "markdown", "html", "github"]
    let words = ["verify", "purchase"] + formats.flatMap { ["--report", "\($0)=out/\($0)"] }
    let result = try Subprocess.run(
      Program.path, words, in: place.folder.path, environment: ["XDG_STATE_HOME": place.folder.path])
    #expect(result.status == 1, "\(result.error)")
    #expect(try result.output == place.folder.text("out/text"))
    for format in ["json", "sarif"] {
      _ = try JSONDocument(parsing: Array(place.folder.text("out/\(format)").utf8))
    }
    for format in ["junit", "html", "markdown", "github"] {
      let text = try place.folder.text("out/\(format)")
      #expect(text.contains("unknown-enum-value"), "\(format)")
      #expect(!text.contains("a<b>") || format == "github" || format == "markdown", "\(format)")
    }
  }

  @Test func `mistakes are named`() throws {
    for (words, said) in [
      (["--report", "pdf=x"], "--report 'pdf=x' is not FORMAT=FILE"), (["--accept"], "--accept needs --baseline FILE"),
      (["--baseline", "none.json"], "no such file"), (["nothing"], "cassette not found"),
      (["--contract", "none.yaml"], "no such file"),
      (["--contract", "a.yaml", "--contract", "b.yaml"], "two files for every API"),
    ] {
      let result = try Subprocess.run(Program.path, ["verify"] + words, in: SharedFiles.root)
      #expect(result.error.contains(said) && result.status == 2, "\(words): \(result.error)")
    }
  }
}
