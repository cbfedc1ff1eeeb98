import TestSupport
import Testing

/// Faults of the built server, as a real client sees them.
@Suite(.timeLimit(.minutes(5))) struct FaultTests {
  private static let customer = "/paddle/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"

  private func curl(_ server: ReplayTests.Server, _ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      "curl",
      ["-sS", "--max-time", "60", "--noproxy", "*", "-H", "Authorization: Bearer any"] + arguments
        + [server.origin + Self.customer])
  }

  @Test func `curl sees each fault in its turn, then the recorded answer, and the report counts them`() throws {
    let path = "paddle/GET/customers/{id}"
    let server = try ReplayTests.Server(
      "purchase", "--after-last", "miss", "--fault", "\(path)#1:status=429,retry-after=2", "--fault",
      "\(path)#2:refused",
      "--fault", "\(path)#3:reset", "--fault", "\(path)#4:reset@120", "--fault", "ses:truncated@9")
    let limited = try curl(server, "-i")
    #expect(limited.output.hasPrefix("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\n"))
    #expect(limited.output.contains(#""detail":"injected by --fault paddle/GET/customers/{id}#1:status=429"#))
    for _ in 2...3 { #expect([52, 56].contains(try curl(server).status)) }
    let cut = try curl(server, "-o", "-")
    #expect([18, 56].contains(cut.status))
    #expect(cut.outputBytes.count <= 120)
    let after = try curl(server, "-w", "%{http_code}", "-o", "/dev/null")
    // The request that was cut off had used the interaction.
    #expect(after.output == "599")
    let end = server.end()
    #expect(end.status == 1)
    for line in [" -> 429", ": the connection was refused (injected)", ": the connection was reset (injected)"] {
      #expect(end.output.contains("GET https://api.paddle.com/…\(line)\n"), "\(end.output)")
    }
    #expect(
      end.output.contains(
        """
        faults:
          paddle/GET/customers/{id}#1:status=429,retry-after=2  injected once
          paddle/GET/customers/{id}#2:refused                   injected once
          paddle/GET/customers/{id}#3:reset                     injected once
          paddle/GET/customers/{id}#4:reset@120                 injected once
          ses:truncated@9                                       never injected

        1 miss,
        """), "\(end.output)")
    #expect(end.output.hasSuffix(" interactions unused, 4 faults injected\n"))
  }

  @Test func `a client of a recording sees the faults, and the cassette gets what the server said`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(
      upstream, in: folder, "--fault", "demo/GET/bytes/{n}#1:reset@100", "--fault", "demo/GET/a#1:status=503",
      "--fault", "demo/GET/never:refused")
    let cut = try recorder.curl("/bytes/5000", "-o", "-")
    #expect([18, 56].contains(cut.status) && cut.outputBytes.count <= 100)
    #expect(try recorder.curl("/a", "-o", "/dev/null", "-w", "%{http_code}").output == "503")
    #expect(try recorder.curl("/a").output.contains(#""path": "/a""#))
    let end = recorder.end()
    #expect(end.status == 0, "\(end.output)")
    #expect(
      end.error.hasSuffix(
        """
        faults:
          demo/GET/bytes/{n}#1:reset@100  injected once
          demo/GET/a#1:status=503         injected once
          demo/GET/never:refused          never injected
        2 recorded, 0 not, 2 faults injected; see them: tapedeck show c

        """), "\(end.error)")
    #expect(end.output.contains("001-demo-GET-bytes  GET https://api.demo.test/bytes/5000 -> 200, 5000 bytes"))
  }

  @Test func `an operation that the cassette names is a place for a fault, one that nothing names is an error`() throws
  {
    let server = try ReplayTests.Server("purchase", "--fault", "paddle/get-customer#1:status=503")
    #expect(try curl(server, "-o", "/dev/null", "-w", "%{http_code}").output == "503")
    #expect(server.end().output.contains("1 fault injected"))
    let wrong = try Program.run("replay", "purchase", "--port", "0", "--fault", "paddle/getCustomer:reset")
    #expect(wrong.status == 2)
    #expect(
      wrong.error.contains(
        "'paddle/getCustomer:reset': neither the cassette nor the contract of paddle names an operation 'getCustomer'"))
    #expect(wrong.error.contains(" more; did you mean get-customer?"), "\(wrong.error)")
  }

  @Test func `an operation that only the API's contract names is a place, too, also for what was never recorded`()
    throws
  {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let contract = """
      {"openapi": "3.1.0", "info": {"title": "Demo", "version": "1"}, "servers": [{"url": "https://api.demo.test"}],
       "paths": {"/a": {"get": {"operationId": "readA", "responses": {}}},
                 "/bytes/{n}": {"get": {"operationId": "readBytes", "responses": {}}}}}
      """
    try folder.write(contract, to: "Schemas/demo/openapi.yaml")
    let recorder = try Recorder(upstream, in: folder, "--fault", "demo/readA#2:status=503")
    for (path, status) in [("/a", "200"), ("/bytes/5", "200"), ("/a?x=1", "503"), ("/a", "200")] {
      #expect(try recorder.curl(path, "-o", "/dev/null", "-w", "%{http_code}").output == status, "\(path)")
    }
    #expect(recorder.end().error.contains("  demo/readA#2:status=503  injected once\n"))
    let wrong = try Subprocess.run(
      Program.path, ["replay", "c", "--port", "0", "--fault", "demo/readB:reset"], in: folder.path)
    #expect(wrong.error.contains("they name readA, readBytes; did you mean readA?"), "\(wrong.error)")
  }

  @Test func `what is truncated, late or never answered is so for curl`() throws {
    let server = try ReplayTests.Server(
      "purchase", "--fault", "*#1:truncated@100", "--fault", "*#2:latency=300ms", "--fault", "*#3:timeout")
    let truncated = try curl(server)
    #expect(truncated.status == 18 && truncated.outputBytes.count == 100)
    let late = try curl(server, "-w", "\n%{time_total}")
    let seconds = try #require(late.output.split(separator: "\n").last.flatMap { Double($0) })
    #expect(seconds >= 0.3 && late.output.hasPrefix(#"{"data":{"id":"ctm_"#))
    #expect(try curl(server, "--max-time", "0.5").status == 28)
    #expect(server.end().output.contains("3 faults injected"))
  }

  @Test(arguments: [
    ("keygen:reest", "--fault 'keygen:reest', column 8: 'reest' is not a fault;"),
    ("keygn:reset", "--fault 'keygn:reset': the cassette has no API 'keygn'; did you mean keygen?"),
    ("other:reset", "has no API 'other'; it has keygen, paddle, ses"),
  ])
  func `a mistaken fault is named before anything is served`(text: String, message: String) throws {
    let result = try Program.run("replay", "purchase", "--port", "0", "--fault", text)
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.error.contains("next: tapedeck replay --help"))
    #expect(result.output.isEmpty)
  }
}
