import TestSupport
import Testing

/// What passes the built recorder without being recorded.
@Suite(.timeLimit(.minutes(5))) struct PassingTests {
  static func port(_ origin: String) throws -> Int {
    try #require(origin.split(separator: ":").last.flatMap { Int($0) })
  }

  static let switching = "GET /demo/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n"

  @Test func `a protocol that is switched to goes through over TLS, is noted, and is a miss in replay`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    let client = try RawClient(port: Self.port(recorder.origin))
    try client.send(Self.switching)
    var text = ""
    while !text.hasSuffix("\r\n\r\n") { text += String(decoding: try client.receive(), as: UTF8.self) }
    #expect(text.hasPrefix("HTTP/1.1 101 ") && text.contains("\r\nUpgrade: shout\r\n"))
    for word in ["hello", "again"] {
      try client.send(word + "\n")
      #expect(try client.receive() == Array("\(word.uppercased())\n".utf8))
    }
    client.endSending()
    #expect(try client.receiveAll() == [])
    #expect(try recorder.curl("/a").status == 0)
    let end = recorder.end()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("not recorded: GET demo -> 101: what follows a switch to shout is not recorded"))
    let server = try ReplayTests.Server("c", in: folder.path)
    let miss = try RawClient(port: Self.port(server.origin)).ask(Self.switching)
    #expect(miss.status == 599 && miss.text.contains(#""reason":"switches-protocol""#))
    #expect(server.end().status == 1)
  }

  @Test func `a tunnel to an allowed host shows the host's own certificate, and nothing of it is recorded`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(
      upstream, in: folder, "--allow-host", "127.0.0.1", "--allow-host", "Other.Test", "--connect-to",
      "other.test:443=127.0.0.1:\(upstream.port)")
    func ask(_ options: String...) throws -> Subprocess.Result {
      try Subprocess.run("curl", ["-sS", "--max-time", "60", "--noproxy", "", "--proxy", recorder.origin] + options)
    }
    // Not ours: who trusts our root alone refuses it.
    #expect(try ask("--cacert", recorder.root, "https://other.test/a").status == 60)
    #expect(try ask("-k", "https://other.test/bytes/400000").outputBytes.count == 400_000)
    #expect(try ask("-k", "https://127.0.0.1:\(upstream.port)/a").output.contains(#""path": "/a""#))
    #expect(try ask("-k", "https://unknown.test/a").error.contains("403"))
    let end = recorder.end()
    #expect(end.status == 0 && end.error.contains("0 recorded, 0 not"), "\(end.error)")
    #expect(end.error.contains("note: no tunnel to unknown.test:443: no API here has this host\n"), "\(end.error)")
  }

  @Test(arguments: ["*", "*.test", "a.test:443", "a/b", ""])
  func `what names no host is an error`(value: String) throws {
    let folder = try TemporaryFolder()
    let result = try Subprocess.run(
      Program.path, ["record", "--cassette", "c", "--allow-host", value], in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state"])
    #expect(result.status == 2 && result.error.contains("record: --allow-host '\(value)' is not the name"))
  }
}
