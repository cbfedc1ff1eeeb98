import JSONModel
import TestSupport
import Testing

/// The built server as a proxy for `https://`, asked by real clients.
@Suite(.timeLimit(.minutes(10))) struct HTTPSProxyTests {
  static let licences = "https://api.keygen.sh/v1/accounts/\(ReplayTests.account)/licenses"
  static let customer = "https://api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"

  static func curl(_ server: ReplayTests.Server, _ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      "curl",
      [
        "--silent", "--show-error", "--max-time", "60", "--noproxy", "", "--proxy", server.origin, "--cacert",
        server.root, "-H", "Authorization: Bearer any",
      ] + arguments)
  }

  @Test func `curl gets the recorded bytes of a real URL, over one connection`() throws {
    let server = try ReplayTests.Server("purchase")
    let stored = try JSONValue(parsing: SharedFiles.project("Cassettes/purchase/002-keygen-POST-licenses.json"))
    let expected = try #require(stored.resolve(JSONPointer(tokens: ["response", "body", "json"]))).bytes()
    let created = try Self.curl(
      server, "-d", try ReplayTests.createLicense(), "-H", "Accept:", "-H",
      "Content-Type: application/json; charset=UTF-8", Self.licences)
    #expect(created.outputBytes == expected, "\(created.error)")
    let twice = try Self.curl(
      server, "-o", "/dev/null", "-o", "/dev/null", "-w", "%{http_code} %{num_connects};", Self.customer,
      Self.customer)
    #expect(twice.output == "200 1;200 0;")
    let end = server.end()
    #expect(end.status == 0)
    #expect(end.output.contains("0 misses"))
    #expect(!end.error.contains("TLS"))
  }

  @Test func `Python's urllib and the bundle of roots work by variables alone`() throws {
    let server = try ReplayTests.Server("purchase")
    let folder = try TemporaryFolder()
    _ = try Program.run("ca", "export", "--format", "bundle", "--output", "\(folder.path)/bundle.pem")
    let script = """
      import urllib.request as r
      print(r.urlopen(r.Request("\(Self.customer)", headers={"Authorization": "Bearer x"})).read().decode()[:20])
      """
    let result = try Subprocess.run(
      "python3", ["-c", script],
      environment: [
        "https_proxy": server.origin, "no_proxy": "", "SSL_CERT_FILE": "\(folder.path)/bundle.pem",
      ])
    #expect(result.output == "{\"data\":{\"id\":\"ctm_0\n", "\(result.error)")
    #expect(server.end().status == 0)
  }

  @Test func `what was never recorded is a miss in the tunnel, also where its path looks like a base URL`() throws {
    let server = try ReplayTests.Server("purchase")
    for path in ["/unknown", "/paddle/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4", "/_tapedeck/health"] {
      let result = try Self.curl(server, "-w", "\n%{http_code}", "https://api.paddle.com\(path)")
      #expect(result.output.hasSuffix("\n599"))
      #expect(result.output.contains(#""url":"https://api.paddle.com\#(path)""#))
    }
    #expect(server.end().output.contains("3 misses"))
  }

  @Test func `the user name for the proxy chooses the session of a tunnel`() throws {
    let server = try ReplayTests.Server("purchase", "--after-last", "miss")
    for (user, status) in [("one:token", "200"), ("one:token", "599"), ("two:token", "200"), ("a%01b:token", "400")] {
      let result = try Self.curl(
        server, "--proxy-user", user, "-o", "/dev/null", "-w", "%{http_code}", Self.customer)
      #expect(result.output == status)
    }
    let sessions = try ReplayTests.curl("--noproxy", "*", "\(server.origin)/_tapedeck/sessions/one")
    #expect(sessions.output.contains(#""missCount":1"#))
    #expect(server.end().status == 1)
  }

  @Test func `a host that no API has is refused with the next command`() throws {
    let server = try ReplayTests.Server("purchase")
    let result = try Self.curl(server, "https://example.com/")
    #expect(result.status == 56)
    #expect(result.error.contains("403"))
    let port = try #require(server.origin.split(separator: ":").last.flatMap { Int($0) })
    let answer = try RawClient(port: port).ask("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n")
    #expect(answer.text.contains(#""detail":"no tunnel to example.com:443: no API here has this host""#))
    #expect(answer.text.contains(#""next":"tapedeck record --cassette purchase --mode new_episodes --api NAME=URL""#))
    #expect(server.end().status == 0)
  }

  @Test func `the control endpoint has the root certificate`() throws {
    let server = try ReplayTests.Server("purchase")
    let result = try ReplayTests.curl("-w", "%{content_type}", "\(server.origin)/_tapedeck/ca.pem")
    #expect(
      try result.output == String(decoding: SharedFiles.contents(server.root), as: UTF8.self)
        + "application/x-pem-file")
    #expect(server.end().status == 0)
  }

  @Test func `a client that does not trust the root is told of once`() throws {
    let server = try ReplayTests.Server("purchase")
    for _ in 0..<2 {
      let result = try Subprocess.run(
        "curl", ["--silent", "--max-time", "60", "--noproxy", "", "--proxy", server.origin, Self.customer])
      #expect(result.status == 60)
    }
    let note =
      "note: TLS for api.paddle.com failed: the client refused the certificate (unknown CA); it must trust \(server.root)\n"
    #expect(server.end().error == note)
  }

  @Test func `without a state folder there is no proxy for https, and all the rest`() throws {
    let process = try Subprocess.start(
      Program.path, ["replay", "purchase", "--port", "0"], in: SharedFiles.root,
      environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    let start = process.readOutput(until: "Ctrl-C")
    #expect(start.contains("proxy for http:// and absolute URLs: "))
    #expect(!start.contains("root certificate"))
    let origin = String(try #require(start.firstMatch(of: #/absolute URLs: (\S+)/#)).1)
    let health = try ReplayTests.curl("\(origin)/_tapedeck/health")
    #expect(health.output.contains(#""status":"ok""#))
    #expect(try ReplayTests.curl("-w", "%{http_code}", "\(origin)/_tapedeck/ca.pem").output.hasSuffix("404"))
    process.signal(2)
    let end = process.finish()
    #expect(end.error.contains("note: no proxy for https://: /proc/nowhere/tapedeck/ca: cannot be written"))
  }
}
