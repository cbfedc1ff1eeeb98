import JSONModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct ReplayTests {
  /// A replay server of the built program on a free port.
  struct Server {
    let process: RunningProcess
    /// What it prints at its start.
    let start: String
    let origin: String
    /// The file that clients of the proxy must trust.
    let root: String

    init(
      _ cassette: String, _ options: String..., in folder: String? = nil,
      environment: [String: String] = Program.environment
    ) throws {
      process = try Subprocess.start(
        Program.path, ["replay", cassette, "--port", "0"] + options, in: folder ?? SharedFiles.root,
        environment: environment)
      start = process.readOutput(until: "Ctrl-C")
      origin = String(try #require(start.firstMatch(of: #/absolute URLs: (\S+)/#)).1)
      root = String(try #require(start.firstMatch(of: #/root certificate for https:\/\/: (.+)/#)).1)
    }

    func end() -> Subprocess.Result {
      process.signal(SIGINT)
      return process.finish()
    }
  }

  static let account = "07fab0ef-505c-447d-ae6a-932b5339300d"

  static func curl(_ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run("curl", ["--silent", "--show-error", "--max-time", "20", "--noproxy", ""] + arguments)
  }

  static func createLicense() throws -> String {
    let stored = try JSONValue(parsing: SharedFiles.project("Cassettes/purchase/002-keygen-POST-licenses.json"))
    return try #require(stored.resolve(JSONPointer(tokens: ["request", "body", "json"]))).text()
  }

  @Test func `curl with the recorded headers gets the recorded bytes, by base URL and as a proxy`() throws {
    let server = try Server("purchase")
    let body = try Self.createLicense()
    let stored = try JSONValue(parsing: SharedFiles.project("Cassettes/purchase/002-keygen-POST-licenses.json"))
    let expected = try #require(stored.resolve(JSONPointer(tokens: ["response", "body", "json"]))).bytes()
    let headers = [
      "-H", "Accept:", "-H", "Content-Type: application/json; charset=UTF-8", "-H", "Authorization: Bearer anything",
    ]
    let path = "/v1/accounts/\(Self.account)/licenses"
    let base = try Subprocess.run(
      "curl", ["-s", "--noproxy", "*", "-D", "-", "-d", body, "\(server.origin)/keygen\(path)"] + headers)
    let head = base.output.prefix { _ in true }
    #expect(base.outputBytes.suffix(expected.count).elementsEqual(expected))
    #expect(head.hasPrefix("HTTP/1.1 201 Created\r\n"))
    let names = try #require(stored.resolve(JSONPointer(tokens: ["response", "headers"]))?.array).compactMap(\.text)
    let lines = base.output.components(of: "\r\n\r\n").first?.components(of: "\r\n").dropFirst() ?? []
    let fields = names.filter { !$0.lowercased().hasPrefix("connection:") }
    #expect(fields.count > 5)
    // An empty value is stored without the blank that the server writes after the colon. A link leads a client of the
    // base URL back there.
    let written = fields.map { field in
      field.hasSuffix(":")
        ? field + " "
        : field.replacing("Location: https://api.keygen.sh/", with: "Location: \(server.origin)/keygen/")
    }
    #expect(Array(lines) == written)
    let proxied = try Subprocess.run(
      "curl",
      [
        "-s", "--proxy", server.origin, "--request-target", "https://api.keygen.sh\(path)", "-d", body,
        "http://api.keygen.sh/",
      ]
        + headers)
    #expect(proxied.outputBytes == expected)
    let end = server.end()
    #expect(end.status == 0)
    #expect(end.output.contains("0 misses"))
    #expect(end.output.contains("unused: 003-paddle-GET-customers, 004-ses-POST-outbound-emails"))
  }

  @Test func `plain curl is a miss that names the closest interaction and what differs`() throws {
    let server = try Server("purchase")
    let result = try Self.curl(
      "-w", "\n%{http_code} %{content_type}", "-d", try Self.createLicense(), "-H", "Content-Type: application/json",
      "\(server.origin)/keygen/v1/accounts/\(Self.account)/licenses")
    #expect(result.output.hasSuffix("\n599 application/problem+json"))
    let problem = try JSONValue(parsing: String(result.output.prefix { $0 != "\n" }))
    #expect(problem["status"] == 599)
    #expect(problem["reason"] == "never-recorded")
    #expect(problem["command"] == "tapedeck record --cassette purchase --mode new_episodes")
    #expect(problem["closest"]?["interaction"] == "002-keygen-POST-licenses")
    let mismatches = problem["closest"]?["mismatches"]?.array?.compactMap { $0["pointer"]?.text } ?? []
    #expect(mismatches.contains("/headers/accept"))
    #expect(mismatches.contains("/headers/authorization"))
    let unknown = try Self.curl("-w", "\n%{http_code}", "\(server.origin)/paddle/transactions/txn_1")
    #expect(unknown.output.hasSuffix("\n599"))
    let page = try Self.curl("\(server.origin)/")
    #expect(page.output.hasPrefix("<!doctype html>"))
    let root = try Self.curl("\(server.origin)/nothing")
    #expect(root.output.contains("A base URL names the API: \(server.origin)/keygen\""))
    let large = try TemporaryFolder()
    try large.write(String(repeating: "x", count: 9 << 20), to: "large")
    let long = try Self.curl("-w", "\n%{http_code}", "-d", "@\(large.path)/large", "\(server.origin)/paddle/x")
    #expect(long.output.contains("No interaction in Cassettes/purchase matches POST https://api.paddle.com/x"))
    #expect(long.output.hasSuffix("\n599"))
    let end = server.end()
    #expect(end.status == 1)
    #expect(end.output.contains("4 misses"))
    #expect(end.output.contains("/headers/accept"))
  }

  @Test func `a second interrupt cuts off what the first let go on`() throws {
    let server = try Server("purchase")
    let port = try #require(server.origin.split(separator: ":").last.flatMap { Int($0) })
    let client = try RawClient(port: port)
    // Half of a second request comes with the first.
    #expect(try client.ask("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HT").status == 599)
    server.process.signal(SIGINT)
    while (try? RawClient(port: port)) != nil {}
    #expect(!client.hasNews)
    server.process.signal(SIGTERM)
    #expect(try client.receiveAll() == [])
    #expect(server.process.finish().output.contains("1 miss,"))
  }

  @Test func `after the last the rule decides`() throws {
    let repeating = try Server("purchase")
    let request = ["-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Bearer x"]
    let path = "/paddle/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"
    for _ in 0..<3 { #expect(try Subprocess.run("curl", request + [repeating.origin + path]).output == "200") }
    #expect(repeating.end().status == 0)
    let strict = try Server("purchase", "--after-last", "miss")
    #expect(try Subprocess.run("curl", request + [strict.origin + path]).output == "200")
    #expect(try Subprocess.run("curl", request + [strict.origin + path]).output == "599")
    #expect(strict.end().status == 1)
  }

  @Test func `a port that is taken is an error with the next command`() throws {
    let server = try Server("purchase")
    let port = try #require(server.origin.split(separator: ":").last)
    let second = try Program.run("replay", "purchase", "--port", String(port))
    #expect(second.status == 2)
    #expect(second.error.hasPrefix("tapedeck: cannot listen on 127.0.0.1:\(port): the port is in use\n"))
    #expect(second.error.contains("next: tapedeck replay purchase --port 0"))
    _ = server.end()
  }

  @Test(.enabled(if: SharedFiles.available), arguments: ["v1.4.0", "v1.5.1"])
  func `an imported recording holds no credential and is replayed`(version: String) throws {
    let place = try Workplace()
    let har = "\(SharedFiles.folder)/recordings/keygen/\(version)/purchase-http-task.har"
    let result = try place.run("import", har, "--cassette", "mine", "--only", "1")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == "Cassettes/mine/001-keygen-POST-licenses.json\n")
    let token = try #require(
      try String(decoding: SharedFiles.contents(har), as: UTF8.self).firstMatch(of: #/prod-[0-9a-f]+v3/#)
    ).0
    for (name, bytes) in try place.folder.files() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(token), "\(name) holds the token")
    }
    let server = try Server("mine", in: place.folder.path)
    let answer = try Subprocess.run(
      "curl",
      [
        "-s", "--noproxy", "*", "-H", "Accept:", "-H", "Content-Type: application/json", "-H",
        "Authorization: Bearer x",
        "-d", try Self.createLicense(), "\(server.origin)/keygen/v1/accounts/\(Self.account)/licenses",
      ])
    let recorded = try JSONValue(parsing: SharedFiles.contents(har)).resolve(
      JSONPointer(tokens: ["log", "entries", "0", "response", "content", "text"]))?.text
    // A licence key is personal: it has a pseudonym of its form.
    let key = /[0-9A-F]{6}(-[0-9A-F]{6}){4}-V3/
    let licence = try #require(recorded?.firstMatch(of: key)?.0),
      pseudonym = try #require(answer.output.firstMatch(of: key)?.0)
    #expect(licence != pseudonym)
    #expect(answer.output == recorded?.replacing(licence, with: pseudonym))
    #expect(server.end().status == 0)
  }
}

extension String {
  fileprivate func components(of separator: String) -> [String] {
    split(separator: Array(separator), omittingEmptySubsequences: false).map { String($0) }
  }
}
