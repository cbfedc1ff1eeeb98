import TestSupport
import Testing

/// `--verify` of replay, record and run.
@Suite(.timeLimit(.minutes(5))) struct PassingVerificationTests {
  private static let wrong = """
    curl -s -o /dev/null -w '%{http_code} ' -H 'Content-Type: application/json' -H 'Authorization: Bearer abc' \
    -d '{"email": 5, "nme": "s3cr3t"}' https://api.paddle.com/customers
    curl -s -o /dev/null -w '%{http_code} ' -H 'Authorization: Bearer abc' \
    https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4
    """

  @Test(arguments: [("warn", "599 200 ", "1 miss"), ("fail", "598 200 ", "0 misses")])
  func `what a client sends is told, and with fail it is not asked for`(
    mode: String, codes: String, misses: String
  ) throws {
    let result = try Program.run("replay", "purchase", "--verify", mode, "--", "sh", "-c", Self.wrong)
    #expect(result.output == codes, "\(result.error)")
    #expect(
      result.error.contains(
        "\nerror wrong-type: /email must be a string, not a number (paddle, POST /customers, request)\n"))
    #expect(result.error.contains("\nnote undocumented-field: /nme "))
    #expect(result.error.contains(misses))
    #expect(result.error.hasSuffix("\nverified against keygen, paddle, ses: 2 findings (1 error)\n"))
    #expect(result.status == 1)
  }

  @Test func `a field that an object does not allow is the error for which the request is refused`() throws {
    let place = try Workplace("purchase")
    let contract = """
      {"openapi": "3.1.0", "info": {"title": "P", "version": "1"}, "paths": {"/customers": {"post": {
        "requestBody": {"content": {"application/json": {"schema": {
          "type": "object", "properties": {"email": {}}, "additionalProperties": false}}}},
        "responses": {"default": {"description": "any"}}}}}}
      """
    try place.folder.write(contract, to: "closed.json")
    let command = """
      curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{"email": "a", "nme": "b"}' \
      https://api.paddle.com/customers
      """
    let result = try place.run(
      "replay", "purchase", "--verify", "fail", "--contract", "paddle=closed.json", "--", "sh", "-c", command)
    #expect(result.output == "598" && result.status == 1, "\(result.error)")
    #expect(result.error.contains("\nerror undocumented-field: /nme "), "\(result.error)")
    #expect(result.error.contains(" (1 error)\n"), "\(result.error)")
  }

  @Test func `an answer that breaks its contract is told and given all the same`() throws {
    let place = try Workplace("purchase")
    let file = "Cassettes/purchase/003-paddle-GET-customers.json"
    try place.change(file, #""status": "active""#, #""status": "asleep""#)
    let command = """
      curl -s -H 'Authorization: Bearer abc' \
      https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4
      """
    let result = try place.run("replay", "purchase", "--verify", "warn", "--", "sh", "-c", command)
    #expect(result.output.contains("asleep"))
    // What passes is not redacted, so it is not quoted.
    #expect(result.error.contains("error unknown-enum-value: /data/status the value is not one of"), "\(result.error)")
    #expect(!result.error.contains("asleep"))
    #expect(result.status == 0)
  }

  @Test func `a workflow's event, requests and answers are verified, each finding below its step`() throws {
    let whole = try Program.run("run", "purchase", "--verify", "fail")
    #expect(whole.status == 0)
    #expect(whole.error.hasSuffix("\nverified against keygen, paddle, ses: no findings\n"), "\(whole.error)")

    let place = try Workplace("purchase")
    let file = "Cassettes/purchase/003-paddle-GET-customers.json"
    try place.change(file, #""status": "active""#, #""status": "asleep""#)
    let broken = try place.run("run", "purchase", "--verify", "fail")
    let lines = broken.output.split(separator: "\n").map(String.init)
    let step = try #require(lines.firstIndex { $0.contains("GetCustomer") })
    #expect(
      lines[step + 1]
        == "          error unknown-enum-value: /data/status \"asleep\" is not one of \"active\", \"archived\" "
        + "(paddle, GET /customers/{customer_id}, response 200)")
    #expect(broken.status == 1 && broken.output.contains("SUCCEEDED"))
    #expect(try place.run("run", "purchase", "--verify", "warn").status == 0)
  }

  @Test func `an event that breaks its contract starts nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"event_type": "transaction.completed", "data": {"id": 7}}"#, to: "event.json")
    let result = try Program.run(
      "run", "purchase", "--event", "\(folder.path)/event.json", "--verify", "fail")
    #expect(result.output == "")
    #expect(result.error.contains("  event: error wrong-type: /data/id must be a string"), "\(result.error)")
    #expect(result.error.contains("the event breaks its contract; the execution was not started"))
    #expect(result.status == 1)
  }

  @Test(arguments: ["replay", "run", "record"])
  func `a contract without --verify is a mistake`(command: String) throws {
    let words = [command, "--contract", "x.yaml"] + (command == "replay" ? ["purchase"] : [])
    let more = command == "record" ? ["--cassette", "none"] : []
    let result = try Subprocess.run(Program.path, words + more, in: SharedFiles.root, environment: Program.environment)
    #expect(result.error.contains("\(command): --contract needs --verify"), "\(result.error)")
    #expect(result.status == 2)
  }
}
