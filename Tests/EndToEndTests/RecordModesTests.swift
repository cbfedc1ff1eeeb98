import JSONModel
import TestSupport
import Testing

/// What is recorded where there is a cassette already, and what of it may be asked of the real APIs.
@Suite(.timeLimit(.minutes(10))) struct RecordModesTests {
  /// A folder with a cassette `c` in it, and the server that it is recorded from.
  private struct Place {
    let upstream: Upstream, folder: TemporaryFolder

    init() throws { (upstream, folder) = (try Upstream(), try TemporaryFolder()) }

    func record(_ options: String..., asking script: String) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, ["record", "-c", "c"] + upstream.options + options + ["--", "sh", "-c", script], in: folder.path,
        environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    }

    func names() throws -> [String] { try files().keys.map { String($0.dropFirst(12)) }.sorted() }
    /// Of the cassette.
    func files() throws -> [String: [UInt8]] { try folder.files().filter { $0.key.hasPrefix("Cassettes/c/") } }

    func text(_ name: String) throws -> String { try folder.text("Cassettes/c/\(name)") }
  }

  @Test func `all writes only what changed, in its place, and keeps the rest`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let url = "$TAPEDECK_DEMO_URL", a = "\(url)/a?token=q7Wz2T3mK9xVb2LrYc8"
    let first = try place.record(asking: "curl -sS \(a) \(url)/count \(url)/bytes/3000 \(url)/b > out")
    #expect(first.status == 0, "\(first.error)")
    let before = try place.files()
    // The number in /bytes is an id, and no part of a name.
    #expect(
      try place.names() == [
        "001-demo-GET-a.json", "002-demo-GET-count.json", "003-demo-GET-bytes.json", "004-demo-GET-b.json",
        "bodies/003-response.bin", "cassette.json",
      ])
    let again = try place.record("--mode", "all", asking: "curl -sS \(url)/new \(url)/count \(a) \(url)/bytes/3000")
    #expect(again.status == 0, "\(again.error)")
    #expect(again.output.contains(#"{"count":2}"#))
    #expect(again.error.contains("\n4 recorded (1 new, 1 changed, 2 unchanged), 0 not;"), "\(again.error)")
    let after = try place.files()
    for name in try place.names() where !name.contains("count") && !name.contains("new") {
      #expect(before["Cassettes/c/\(name)"] == after["Cassettes/c/\(name)"], "\(name)")
    }
    #expect(try place.text("002-demo-GET-count.json").contains(#""count": 2"#))
    #expect(try place.names().contains("005-demo-GET-new.json"))
    #expect(try place.names().count == 7)
  }

  @Test func `of a request that is sent less often now the rest is removed`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let ask = "curl -sS -o /dev/null $TAPEDECK_DEMO_URL/count"
    #expect(try place.record(asking: "\(ask); \(ask); \(ask)").status == 0)
    let again = try place.record("--mode", "all", asking: ask)
    #expect(
      again.error.contains(
        "removed, since their requests were sent less often now: 002-demo-GET-count, 003-demo-GET-count\n"),
      "\(again.error)")
    #expect(try place.names() == ["001-demo-GET-count.json", "cassette.json"])
    #expect(try place.text("001-demo-GET-count.json").contains(#""count": 4"#))
  }

  @Test func `none answers from the cassette and asks nobody`() throws {
    let place = try Place()
    #expect(try place.record(asking: "curl -sS -o /dev/null $TAPEDECK_DEMO_URL/a").status == 0)
    place.upstream.end()
    let before = try place.files()
    let url = "-o /dev/null $TAPEDECK_DEMO_URL"
    let result = try place.record("--mode", "none", asking: "curl -s -w '%{http_code} ' \(url)/a \(url)/b")
    #expect(result.status == 1)
    #expect(result.output == "200 599 ")
    #expect(result.error.contains("miss: GET https://api.demo.test/b\n"))
    #expect(try place.files() == before)
    let missing = try Program.run("record", "-c", "not-there", "--mode", "none", "--", "true")
    #expect(missing.status == 2 && missing.error.contains("cassette not found"), "\(missing.error)")
  }

  @Test func `once records nothing over an incomplete or a damaged cassette, and says so`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let ask = "curl -sS -o /dev/null $TAPEDECK_DEMO_URL/a"
    #expect(try place.record(asking: ask).status == 0)
    let manifest = try place.text("cassette.json")
    try place.folder.write(manifest.replacing("true", with: "false"), to: "Cassettes/c/cassette.json")
    let incomplete = try place.record(asking: ask)
    #expect(incomplete.status == 2)
    #expect(
      incomplete.error.hasPrefix(
        "tapedeck: Cassettes/c: is incomplete; once records into a new cassette\n  next: tapedeck record --cassette c --mode new_episodes"
      ), "\(incomplete.error)")
    try place.folder.write(manifest, to: "Cassettes/c/cassette.json")
    try place.folder.write("{\n", to: "Cassettes/c/001-demo-GET-a.json")
    let before = try place.files()
    for mode in ["once", "new_episodes", "all", "none"] {
      let damaged = try place.record("--mode", mode, asking: ask)
      #expect(damaged.status == 2, "\(mode)")
      #expect(damaged.error.contains("Cassettes/c/001-demo-GET-a.json:2:1: "), "\(damaged.error)")
    }
    #expect(try place.files() == before)
  }

  @Test func `beyond the limit nothing is asked of the real API`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let url = "$TAPEDECK_DEMO_URL/count"
    let result = try place.record("--limit", "2", asking: "curl -s -w ' %{http_code}\n' \(url) \(url) \(url)")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("{\"count\":1} 200\n{\"count\":2} 200\n{\"type\":\"urn:tapedeck:limit\""))
    #expect(result.output.hasSuffix(" 503\n"))
    #expect(result.error.contains("\nrefused: GET https://api.demo.test: the limit of 2 requests is reached\n"))
    #expect(result.error.contains("\n2 recorded, 0 not, 1 refused;"), "\(result.error)")
  }

  @Test func `without a command the limit ends the recording`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let recorder = try Recorder(place.upstream, in: place.folder, "--limit", "1")
    #expect(try recorder.curl("/count").output == #"{"count":1}"#)
    let end = recorder.process.finish()
    #expect(end.status == 0)
    #expect(end.error.contains("\n1 recorded, 0 not;"), "\(end.error)")
  }

  @Test func `a recording that is read-only lets nothing through that changes something`() throws {
    let place = try Place()
    defer { place.upstream.end() }
    let url = "$TAPEDECK_DEMO_URL/echo"
    let result = try place.record(
      "--read-only",
      asking: "curl -s -w ' %{http_code}\n' -d text \(url); curl -s -o out -w '%{http_code}\n' \(url)")
    #expect(result.output.hasPrefix(#"{"type":"urn:tapedeck:read-only","title":"Forbidden","status":403,"#))
    #expect(result.output.hasSuffix(" 403\n200\n"))
    #expect(result.error.contains("\nrefused: POST https://api.demo.test: --read-only lets no POST through\n"))
    #expect(try place.names() == ["001-demo-GET-echo.json", "cassette.json"])
  }

  @Test func `for who wants gateway errors a failure is one; what is kept is the failure`() throws {
    let place = try Place()
    let ask = "curl -s -w ' %{http_code}' $TAPEDECK_DEMO_URL/hang-up"
    let live = try place.record("--gateway-errors", asking: ask)
    place.upstream.end()
    #expect(live.output.hasPrefix(#"{"type":"urn:tapedeck:failure:reset","title":"Bad Gateway","status":502,"#))
    #expect(live.output.hasSuffix(" 502"))
    #expect(try place.text("001-demo-GET-hang-up.json").contains(#""kind": "reset""#))
    let replayed = try Subprocess.run(
      Program.path, ["replay", "c", "--gateway-errors", "--", "sh", "-c", ask], in: place.folder.path,
      environment: ["XDG_STATE_HOME": "\(place.folder.path)/state"])
    #expect(replayed.status == 0 && replayed.output.hasSuffix(" 502"), "\(replayed.error)")
  }

  @Test func `the log may be JSON, a line for each exchange`() throws {
    let place = try Place()
    let url = "$TAPEDECK_DEMO_URL", first = "\(url)/a?token=q7Wz2T3mK9xVb2LrYc8"
    #expect(try place.record(asking: "curl -sS -o /dev/null \(first)").status == 0)
    let result = try place.record(
      "--mode", "new_episodes", "--read-only", "--log-format", "json",
      asking: ["\(first)", "\(url)/hang-up", "\(url)/bytes/7", "-d x \(url)/echo"].map { "curl -s -o out \($0)" }
        .joined(separator: "; "))
    place.upstream.end()
    let lines = try result.error.split(separator: "\n").filter { $0.hasPrefix("{") }
      .map { try JSONValue(parsing: Array($0.utf8)) }
    #expect(lines.compactMap { $0["fate"]?.text } == ["replayed", "new", "new", "refused"], "\(result.error)")
    #expect(
      lines.compactMap { $0["path"]?.text } == ["/a?token={{demo.token}}", "/hang-up", "/bytes/7"], "\(result.error)")
    #expect(lines.map { $0["status"]?.text() ?? $0["failure"]?.text } == ["200", "reset", "200", nil])
    #expect(lines.map { $0["bytes"]?.text() }.last(where: { $0 != nil }) == "7")
    #expect(lines.allSatisfy { $0["time"] != nil && $0["method"] != nil && $0["api"]?.text == "demo" })
    #expect(lines.map { $0["ms"] == nil } == [true, false, false, true])
    #expect(lines.compactMap { $0["name"]?.text }.first == "001-demo-GET-a")
  }
}
