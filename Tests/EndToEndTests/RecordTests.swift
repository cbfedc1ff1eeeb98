import JSONModel
import RecordReplay
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Real exchanges, recorded by the built program and replayed without the server.
@Suite(.timeLimit(.minutes(5))) struct RecordTests {
  private static let token = "q7Wz" + "T3mK9xVb2LrYc8"

  private func cassette(_ folder: TemporaryFolder) throws -> String {
    try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.sorted { $0.key < $1.key }
      .map { $0.key + String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  private func show(_ folder: TemporaryFolder) throws -> Subprocess.Result {
    try Subprocess.run(Program.path, ["show", "c"], in: folder.path)
  }

  @Test func `what curl gets is what it gets again without the server, and no secret is written`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    let recorder = try Recorder(upstream, in: folder)
    let bearer = ["-H", "Authorization: Bearer \(Self.token)"]
    let requests: [(path: String, options: [String])] = [
      ("/a?token=\(Self.token)", bearer), ("/gzip", ["--compressed"]), ("/bytes/3000", []), ("/none", []),
      ("/head", ["--head"]), ("/echo", ["-d", "name=value&password=\(Self.token)"]),
      ("/echo", ["-H", "Transfer-Encoding: chunked", "-H", "Content-Type: text/plain", "-d", "in pieces"]),
      ("/echo", ["-T", "Package.swift"]),
    ]
    func answers(_ origin: String) throws -> [[UInt8]] {
      try requests.map { path, options in
        try Subprocess.run(
          "curl", ["-s", "-i", "--max-time", "60", "--noproxy", "*"] + options + ["\(origin)/demo\(path)"],
          in: SharedFiles.root
        ).outputBytes
      }
    }
    let live = try answers(recorder.origin)
    let end = recorder.end()
    upstream.end()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.error.hasSuffix("\n8 recorded, 0 not; see them: tapedeck show c\n"), "\(end.error)")
    #expect(end.output.contains("001-demo-GET-a  GET https://api.demo.test/a?token={{demo.token}} -> 200, "))
    let written = try cassette(folder)
    #expect(!(written + end.output + end.error).contains(Self.token))
    #expect(!written.contains("interactions.jsonl"))
    let server = try ReplayTests.Server("c", in: folder.path)
    let replayed = try answers(server.origin)
    #expect(server.end().status == 0)
    for (index, (live, replayed)) in zip(live, replayed).enumerated() where ![0, 5].contains(index) {
      #expect(HTTPText(live) == HTTPText(replayed), "\(requests[index].path)")
    }
    // Where the answer repeats what the client sent it gets its own value back.
    for index in [0, 5] { #expect(HTTPText(live[index]).body == HTTPText(replayed[index]).body) }
  }

  @Test func `an event reaches the client before the next one is sent`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    let events = try Subprocess.start("curl", ["-sN", "--noproxy", "*", "\(recorder.origin)/demo/events"])
    #expect(events.readOutput(until: "data: 1") == "data: 1\n")
    #expect(try recorder.curl("/go").output == "gone")
    #expect(events.finish().output == "\ndata: 2\n\n")
    #expect(recorder.end().status == 0)
    #expect(try show(folder).output.contains("-demo-GET-events\n"))
  }

  @Test func `what breaks off, and what is never answered, is given on and kept as what it is`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    let cut = try recorder.curl("/cut"), hangUp = try recorder.curl("/hang-up")
    #expect(cut.status == 18 && cut.output == "half")
    #expect(hangUp.status == 52 || hangUp.status == 56, "\(hangUp.error)")
    let end = recorder.end()
    #expect(end.status == 0)
    let server = try ReplayTests.Server("c", in: folder.path)
    let again = try Subprocess.run("curl", ["-s", "--noproxy", "*", "\(server.origin)/demo/cut"])
    #expect(again.status == 18 && again.output == "half")
    _ = server.end()
  }

  @Test func `clients record real URLs through the proxy, and replay them the same way`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    let script = """
      import sys, urllib.request as r
      request = r.Request("https://api.demo.test/echo?token=\(Self.token)", b'{"a":1}', {"Content-Type": "application/json"})
      print(r.urlopen(request).read().decode())
      """
    func ask(_ proxy: String, _ root: String) throws -> [String] {
      let curl = try Subprocess.run(
        "curl",
        [
          "-sS", "--max-time", "60", "--noproxy", "", "--proxy", proxy, "--cacert", root, "-H",
          "Authorization: Bearer \(Self.token)", "https://api.demo.test/a", "https://api.demo.test/bytes/40",
        ])
      let python = try Subprocess.run(
        "python3", ["-c", script], environment: ["https_proxy": proxy, "no_proxy": "", "SSL_CERT_FILE": root])
      return [curl.output, python.output, curl.error, python.error]
    }
    let recorder = try Recorder(upstream, in: folder)
    let live = try ask(recorder.origin, recorder.root)
    #expect(live[2].isEmpty && live[3].isEmpty)
    #expect(live[1] == "{\"a\":1}\n")
    let refused = try Subprocess.run(
      "curl", ["-sS", "--noproxy", "", "--proxy", recorder.origin, "https://example.com/"])
    #expect(refused.status == 56 && refused.error.contains("403"), "\(refused.error)")
    let end = recorder.end()
    upstream.end()
    #expect(end.status == 0 && end.error.contains("3 recorded, 0 not"), "\(end.error)")
    #expect(try !cassette(folder).contains(Self.token))
    let server = try ReplayTests.Server("c", in: folder.path)
    #expect(try ask(server.origin, server.root) == live)
    #expect(server.end().status == 0)
  }

  @Test func `a cassette that is whole is replayed, one with gaps is filled`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    let first = try Recorder(upstream, in: folder)
    _ = try first.curl("/one")
    _ = first.end()
    let again = try Recorder(upstream, in: folder)
    #expect(try again.curl("/one").output.contains(#""path": "/one""#))
    #expect(try again.curl("/two", "-w", "%{http_code}").output.hasSuffix("599"))
    let replayed = again.end()
    #expect(replayed.status == 1)
    #expect(
      replayed.error.hasPrefix(
        "note: Cassettes/c holds 1 interaction and is replayed; to record: --mode new_episodes, or all"))
    let before = try folder.text("Cassettes/c/001-demo-GET-one.json")
    let second = try Recorder(upstream, in: folder, "--mode", "new_episodes")
    _ = try second.curl("/two")
    upstream.end()
    #expect(try second.curl("/one").output.contains(#""path": "/one""#))
    let end = second.end()
    #expect(end.error.hasPrefix("1 recorded, 0 not, 1 from the cassette;"))
    #expect(try folder.text("Cassettes/c/001-demo-GET-one.json") == before)
    #expect(try show(folder).output.contains("002-demo-GET-two\n"))
  }

  @Test func `a disk that is full is an error, and what was recorded is kept`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    // No file may grow beyond 8 KiB: a shell's unit is 512 or 1024 bytes.
    let recorder = try Recorder(
      upstream, in: folder, program: ["bash", "-c", #"ulimit -f 8; exec "$0" "$@""#, Program.path], [])
    #expect(try recorder.curl("/one").status == 0)
    #expect(try recorder.curl("/bytes/200000").outputBytes.count == 200_000)
    #expect(try recorder.curl("/two").status == 0)
    let end = recorder.end()
    #expect(end.status != 0)
    #expect(end.error.contains("cannot be written: File too large"), "\(end.error)")
    #expect(end.output.contains("not recorded: GET demo -> 200"))
    let shown = try show(folder)
    #expect(shown.output.contains("001-demo-GET-one\n") && !shown.output.contains("002-"), "\(shown.output)")
    #expect(shown.error.contains("is incomplete"))
  }
}

/// An answer as curl prints it, without what names this day or this connection.
private struct HTTPText: Equatable {
  let head: [String]
  let body: [UInt8]

  init(_ bytes: [UInt8]) {
    let text = bytes[...]
    let end = text.indices.first { text[$0...].starts(with: [13, 10, 13, 10]) } ?? text.endIndex
    body = Array(text[end...])
    head = String(decoding: text[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
      .filter { line in !["connection:", "transfer-encoding:"].contains { line.lowercased().hasPrefix($0) } }
  }
}
