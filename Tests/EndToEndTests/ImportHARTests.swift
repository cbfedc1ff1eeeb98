import TestSupport
import Testing

/// `tapedeck import` with HAR files as they are.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10))) struct ImportHARTests {
  private func run(
    _ place: Workplace, _ name: String, _ options: String..., api: String = "api=https://api.example.com"
  ) throws -> Subprocess.Result {
    let file = "\(SharedFiles.folder)/cases/\(name)/in.har"
    return try Subprocess.run(
      Program.path, ["import", file, "--cassette", "c", "--api", api] + options, in: place.folder.path,
      environment: ["XDG_STATE_HOME": place.folder.path + "/state"])
  }

  private func isThere(_ place: Workplace) -> Bool { SharedFiles.exists(place.folder.path + "/Cassettes/c") }

  @Test func `bad entries are named and end with 1, the rest is imported`() throws {
    let place = try Workplace()
    let result = try run(place, "har-one-bad-entry")
    #expect(result.status == 1)
    #expect(result.output == "Cassettes/c/001-api-GET-a.json\nCassettes/c/002-api-GET-f.json\n")
    #expect(result.error.contains("in.har:35:13: entry 2: wss: is not an HTTP URL"))
    #expect(result.error.contains("in.har:56:13: entry 3: data: is not an HTTP URL; it was left out\n"))
    #expect(try place.folder.text("Cassettes/c/cassette.json").contains(#""complete": false"#))
  }

  @Test func `with --strict one bad entry is enough to write nothing, and --only sees only its own`() throws {
    let place = try Workplace()
    let strict = try run(place, "har-one-bad-entry", "--strict")
    #expect(strict.status == 1 && strict.output.isEmpty)
    #expect(strict.error.contains("entry 4: about: is not an HTTP URL") && strict.error.contains("nothing was written"))
    #expect(!isThere(place))
    #expect(try run(place, "har-one-bad-entry", "--strict", "--only", "1").status == 0)
  }

  @Test func `where nothing can be imported there is no folder`() throws {
    let place = try Workplace()
    let result = try run(place, "har-switching-protocols")
    #expect(result.status == 1 && !isThere(place))
    #expect(result.error.contains("0 interactions added; nothing could be imported, and nothing was written\n"))
  }

  @Test func `the same exchanges are not added twice unless it is asked for`() throws {
    let place = try Workplace()
    #expect(try run(place, "har-cookie-false-leak").status == 0)
    let again = try run(place, "har-cookie-false-leak")
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(again.error.contains("0 interactions added, 5 entries are in the cassette already (--again adds"))
    let asked = try run(place, "har-cookie-false-leak", "--again", "--only", "2")
    #expect(asked.output == "Cassettes/c/006-api-GET-b.json\n")
  }

  @Test func `hosts without an API are named at once, taken by a pattern, or left out`() throws {
    let place = try Workplace()
    let all = try run(place, "har-unknown-hosts")
    #expect(all.status == 2 && !isThere(place))
    #expect(
      all.error.contains(
        """
        in.har:30:4: no API has these 2 hosts
          1 entry  https://cdn.example.org
          1 entry  https://stats.example.net
          next: nothing was written; name each with --api NAME=URL, take some hosts with --host PATTERN, or leave these out with --skip-unknown

        """), "\(all.error)")
    let some = try run(place, "har-unknown-hosts", "--host", "*.com", "--host", "cdn.example.org")
    #expect(some.error.contains("no API has the host https://cdn.example.org (1 entry)"))
    let known = try run(place, "har-unknown-hosts", "--skip-unknown")
    #expect(known.status == 0 && known.error.contains("1 interaction added, 2 of other hosts left out;"))
    #expect(try run(place, "har-unknown-hosts", "--host", "a b").status == 2)
  }

  @Test func `of very many hosts some are named, and how many there are`() throws {
    let place = try Workplace()
    let entries = (0..<1000).map {
      #"{"request": {"method": "GET", "url": "https://h\#($0).test/"}, "response": {"status": 204}}"#
    }
    try place.folder.write(#"{"log": {"entries": ["# + entries.joined(separator: ",") + "]}}", to: "a.har")
    let result = try place.run("import", "a.har", "-c", "c")
    #expect(result.status == 2 && result.error.contains("a.har:1:22: no API has these 1000 hosts\n"))
    #expect(result.error.contains("  and 900 hosts more\n") && result.error.utf8.count < 10_000, "\(result.error)")
  }

  @Test func `a body that the file does not hold is said, shown and a miss`() throws {
    let place = try Workplace()
    let result = try run(place, "har-body-not-in-har")
    #expect(result.status == 0)
    #expect(
      result.error.contains("entry 1: its response had 5000 bytes, the file holds none; replay answers with a miss"))
    #expect(result.error.contains("entry 2: its response had 40 bytes, the file holds 10; replay"))
    #expect(
      try place.run("show", "c").output.contains(
        "\n    a miss on replay: its response had 5000 bytes, the file holds none\n"))
    let one = try place.run("show", "c", "2")
    #expect(one.error.contains("a miss on replay: its response had 40 bytes, the file holds 10"))
    let server = try ReplayTests.Server("c", in: place.folder.path)
    let answer = try Subprocess.run(
      "curl", ["-s", "--noproxy", "*", "-w", "%{http_code}", "\(server.origin)/api/a"])
    #expect(answer.output.hasSuffix("599") && answer.output.contains(#""reason":"body-missing""#), "\(answer.output)")
    #expect(answer.output.contains(#""message":"001-api-GET-a fits GET https://api.example.com/a, but the file"#))
    let end = server.end()
    #expect(end.status == 1)
    #expect(end.output.contains("the file that its answer was imported from did not hold its body"), "\(end.output)")
  }

  @Test func `standard output that cannot be written is an error, and a reader that goes away is none`() throws {
    let full = try Subprocess.run(
      "/bin/sh", ["-c", "\"$0\" show purchase > /dev/full", Program.path], in: SharedFiles.root)
    #expect(full.status == 2)
    #expect(full.error == "tapedeck: standard output cannot be written: No space left on device\n")
    let gone = try Subprocess.run(
      "/bin/sh", ["-c", "(\"$0\" show purchase; echo \"ended with $?\" >&2) | true", Program.path], in: SharedFiles.root
    )
    #expect(gone.error == "ended with 0\n")
  }

  @Test func `YAML where JSON is expected is said to be YAML`() throws {
    let place = try Workplace("purchase")
    try place.folder.write("a: 1\nb: [2]\n", to: "given.json")
    for option in ["--event", "--secrets", "--connections"] {
      let result = try place.run("run", option, "given.json")
      #expect(result.status == 2)
      #expect(result.error.hasPrefix("tapedeck: given.json: this is YAML; JSON is expected here\n"), "\(result.error)")
    }
    try place.folder.write("log:\n  entries: []\n", to: "a.har")
    #expect(try place.run("import", "a.har", "-c", "x").error.contains("a.har:1:1: this is YAML; a HAR file is JSON"))
  }

  @Test func `a file that cannot be read is named with the reason`() throws {
    let place = try Workplace()
    for (path, reason) in [("none.har", "no such file"), ("Schemas", "a folder, not a file")] {
      let result = try place.run("import", path, "--cassette", "c")
      #expect(result.status == 2 && result.error.hasPrefix("tapedeck: \(path): import: \(reason)\n"), "\(result.error)")
    }
  }
}
