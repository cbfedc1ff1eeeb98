import TestSupport
import Testing

/// `--name-interactions`, as a client sees it.
@Suite(.timeLimit(.minutes(5))) struct InteractionNameTests {
  private func named(_ head: String) -> String? {
    head.firstMatch(of: #/\r\nTapedeck-Interaction: (\S+)\r\n/#).map { String($0.1) }
  }

  @Test func `a replayed answer names its interaction, also without a body, and a miss names none`() throws {
    let table = try ClientTable()
    defer { _ = table.end() }
    for (path, options, name) in [
      ("/things/1", [], "100-demo-GET"), ("/gone", [], "101-demo-GET"), ("/empty", [], "102-demo-GET"),
      ("/things/1", ["--head"], "103-demo-HEAD"), ("/never", [], nil),
    ] as [(String, [String], String?)] {
      for base in [table.baseURL, table.root] {
        let head = try Subprocess.run("curl", ["-si", "--noproxy", "*"] + options + [base + path]).output
        #expect(head.hasPrefix("HTTP/1.1 ") && named(head) == name, "\(head)")
      }
    }
  }

  @Test func `without the option nothing is added, and a fault is named by what it cut off`() throws {
    let path = "/paddle/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"
    func ask(_ server: ReplayTests.Server) throws -> String {
      try Subprocess.run(
        "curl", ["-si", "--max-time", "60", "--noproxy", "*", "-H", "Authorization: Bearer x", server.origin + path]
      ).output
    }
    let plain = try ReplayTests.Server("purchase")
    #expect(try named(ask(plain)) == nil)
    _ = plain.end()
    let faulty = try ReplayTests.Server(
      "purchase", "--name-interactions", "--fault", "paddle#1:status=503", "--fault", "paddle#2:truncated@9")
    #expect(try named(ask(faulty)) == nil)
    #expect(try named(ask(faulty)) == "003-paddle-GET-customers")
    _ = faulty.end()
  }

  @Test func `a recording names what comes from the cassette, and not what is live`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let first = try Recorder(upstream, in: folder, "--name-interactions")
    #expect(try named(first.curl("/a", "-i").output) == nil)
    #expect(first.end().status == 0)
    let second = try Recorder(upstream, in: folder, "--name-interactions", "--mode", "new_episodes")
    #expect(try named(second.curl("/a", "-i").output) == "001-demo-GET-a")
    #expect(try named(second.curl("/none", "-i").output) == nil)
    #expect(second.end().status == 0)
  }
}
