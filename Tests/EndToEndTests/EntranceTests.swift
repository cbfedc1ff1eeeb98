import JSONModel
import TestSupport
import Testing

/// Clients that drop a base URL's path, and clients that follow links, with the built program.
@Suite(.timeLimit(.minutes(5))) struct EntranceTests {
  static func curl(_ arguments: String...) throws -> String {
    try Subprocess.run("curl", ["-s", "--max-time", "60", "--noproxy", "*"] + arguments).output
  }

  /// What a client sees that follows links from the first page, and from a redirect.
  static func walk(_ base: String) throws -> [String] {
    let first = try curl(base + "/page?after=1")
    let next = try JSONValue(parsing: first)["next"]?.text ?? ""
    let moved = try Subprocess.run(
      "curl", ["-s", "-L", "-w", " %{http_code} %{url_effective}", "--noproxy", "*", base + "/moved"])
    return [first, next, try curl(next), moved.output]
  }

  @Test func `who follows links stays in the harness, recording and replaying, and the recording has the real ones`()
    throws
  {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    let recorder = try Recorder(upstream, in: folder, "--listen", "demo=0")
    let port = recorder.origin.split(separator: ":").last ?? ""
    let live = try Self.walk("\(recorder.origin)/demo")
    #expect(live[1] == "\(recorder.origin)/demo/page?after=11")
    #expect(live[2].contains(#""at": "/page?after=11""#))
    #expect(live[3].hasSuffix(" 200 \(recorder.origin)/demo/page?after=9"))
    let local = try Self.walk("http://demo.localhost:\(port)")
    #expect(local[1] == "http://demo.localhost:\(port)/page?after=11" && local[2].contains(#""at": "/page?after=11""#))
    let end = recorder.end()
    upstream.end()
    #expect(end.error.contains("8 recorded, 0 not"), "\(end.error)")
    #expect(try folder.text("Cassettes/c/001-demo-GET-page.json").contains(#""https://api.demo.test/page?after=11""#))
    let server = try ReplayTests.Server("c", "--listen", "demo=0", in: folder.path)
    let again = try Self.walk("\(server.origin)/demo")
    #expect(again.map { $0.replacing(server.origin, with: recorder.origin) } == live)
    let session = try Self.walk("\(server.origin)/_tapedeck/session/s/demo")
    #expect(session[1] == "\(server.origin)/_tapedeck/session/s/demo/page?after=11" && !session[2].isEmpty)
    let root = try #require(server.start.firstMatch(of: #/demo at its root: (\S+)/#)?.1)
    let own = try Self.walk(String(root))
    #expect(own[1] == "\(root)/page?after=11")
    #expect(server.end().status == 0)
    let keeping = try ReplayTests.Server("c", "--links", "keep", in: folder.path)
    #expect(try Self.curl("\(keeping.origin)/demo/page?after=1").contains(#""https://api.demo.test/page?after=11""#))
    #expect(keeping.end().status == 0)
  }

  @Test(arguments: ["x", "paddle=x", "paddle=70000", "nobody=0"])
  func `a port for no API is an error`(value: String) throws {
    let result = try Program.run("replay", "purchase", "--listen", value)
    #expect(result.status == 2 && result.error.contains("replay: --listen '\(value)'"), "\(result.error)")
  }

  @Test func `the port for a tunnel has the endpoints at their own paths, and nothing else`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(
      upstream, in: folder, "--inbound", "demo=https://api.demo.test/echo", "--inbound-port", "0")
    let port = try #require(recorder.start.firstMatch(of: #/webhooks of demo: (http://\S+)/echo  to/#)?.1)
    #expect(try Self.curl("-d", "{}", "\(port)/echo") == "{}")
    for path in ["/demo/a", "/", "/_tapedeck/health"] {
      #expect(try Self.curl("-o", "/dev/null", "-w", "%{http_code}", "\(port)\(path)") == "404")
    }
    #expect(
      try Self.curl("-o", "/dev/null", "-w", "%{http_code}", "-x", "\(port)", "--noproxy", "", "http://127.0.0.1:1/")
        == "404")
    #expect(recorder.end().error.contains("1 recorded, 0 not"))
  }
}
