import RecordReplay
import TestSupport
import Testing

@testable import TapedeckTesting

/// Tests that record from a real server, and what they replay without it.
@Suite(.timeLimit(.minutes(5))) struct RecordingTests {
  private static let secret = "q7Wz" + "T3mK9xVb2LrYc8"

  private static func ask(_ path: String) throws -> String {
    let base = try Tapedeck.current.baseURL(of: "demo")
    return try Subprocess.run(
      "curl",
      ["-sS", "--max-time", "60", "--noproxy", "*", "-H", "Authorization: Bearer \(secret)", base + path]
    ).output
  }

  private static func askByProxy(_ path: String) throws -> String {
    let tape = try Tapedeck.current
    return try Subprocess.run(
      "curl",
      [
        "-sS", "--max-time", "60", "--noproxy", "", "--proxy", tape.proxy.url, "--cacert", tape.rootCertificatePath,
        "https://api.demo.test\(path)",
      ]
    ).output
  }

  private static func issues(
    _ trait: CassetteTrait, _ mode: CassetteMode, _ function: @concurrent @Sendable () async throws -> Void
  ) async throws -> [String] {
    try await FailingTests.issues(trait, mode, isStrict: true, function)
  }

  @Test(arguments: [CassetteMode.once, .newEpisodes])
  func `what a test records it replays without the server, by base URL and by proxy`(mode: CassetteMode) async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    let recorded = try await Self.issues(trait, mode) {
      try #expect(Self.ask("/a?token=\(Self.secret)").hasPrefix(#"{"number":1,"path":"/a?token="#))
      try #expect(Self.askByProxy("/b") == #"{"number":2,"path":"/b"}"#)
    }
    #expect(recorded == [])
    let cassette = try Cassette(loading: "\(folder.path)/c")
    #expect(cassette.names == ["001-demo-GET-a", "002-demo-GET-b"])
    #expect(cassette.manifest.complete)
    for (name, bytes) in try folder.files() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(name)")
    }
    server.end()
    for mode in CassetteMode.allCases where mode != .all {
      let again = try await Self.issues(trait, mode) {
        try #expect(Self.ask("/a?token=other").hasPrefix(#"{"number":1,"#))
        try #expect(Self.askByProxy("/b") == #"{"number":2,"path":"/b"}"#)
      }
      #expect(again == [])
    }
  }

  @Test func `links lead back to the test's base URL, recorded and replayed`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    for mode in [CassetteMode.once, .none] {
      let issues = try await Self.issues(server.trait(in: folder), mode) {
        let base = try Tapedeck.current.baseURL(of: "demo")
        try #expect(Self.ask("/page") == #"{"next":"\#(base)/last"}"#)
        try #expect(Self.ask("/last").contains(#""path":"/last""#))
      }
      #expect(issues == [])
      server.end()
    }
    #expect(try folder.text("c/001-demo-GET-page.json").contains(#""next": "https://api.demo.test/last""#))
  }

  @Test func `once leaves a cassette alone, new_episodes adds what it lacks`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    let first = try await Self.issues(trait, .once) { _ = try Self.ask("/a") }
    #expect(first == [])
    let missed = try await Self.issues(trait, .once) {
      _ = try Self.ask("/a")
      _ = try Self.ask("/b")
    }
    #expect(missed.count == 1 && missed.first?.hasPrefix("failure: miss: GET https://api.demo.test/b") ?? false)
    #expect(server.count == 1)
    let before = try folder.text("c/001-demo-GET-a.json")
    let added = try await Self.issues(trait, .newEpisodes) {
      try #expect(Self.ask("/a").contains(#""number":1"#))
      try #expect(Self.ask("/b").contains(#""number":2"#))
    }
    #expect(added == [])
    #expect(server.count == 2)
    #expect(try folder.text("c/001-demo-GET-a.json") == before)
    #expect(try Cassette(loading: "\(folder.path)/c").names == ["001-demo-GET-a", "002-demo-GET-b"])
  }

  @Test func `all records again what a test asks for, in its place, and leaves the rest`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    let first = try await Self.issues(trait, .all) {
      try #expect(Self.ask("/a").contains(#""number":1"#))
      try #expect(Self.ask("/b").contains(#""number":2"#))
      try #expect(Self.ask("/b").contains(#""number":3"#))
    }
    #expect(first == [])
    let before = try folder.text("c/001-demo-GET-a.json")
    let again = try await Self.issues(trait, .all) {
      try #expect(Self.ask("/b").contains(#""number":4"#))
      try #expect(Self.ask("/c").contains(#""number":5"#))
    }
    #expect(again == [])
    #expect(server.count == 5)
    let cassette = try Cassette(loading: "\(folder.path)/c")
    #expect(cassette.names == ["001-demo-GET-a", "002-demo-GET-b", "005-demo-GET-c"])
    #expect(cassette.manifest.complete)
    #expect(try folder.text("c/001-demo-GET-a.json") == before)
    #expect(try folder.text("c/002-demo-GET-b.json").contains(#""number": 4"#))
  }

  @Test func `a test that throws records again what it came to, and removes nothing`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    _ = try await Self.issues(trait, .once) {
      _ = try Self.ask("/a")
      _ = try Self.ask("/a")
    }
    struct Stop: Error {}
    let thrown = try await Self.issues(trait, .all) {
      _ = try Self.ask("/a")
      throw Stop()
    }
    #expect(thrown == ["failure: Stop()"])
    #expect(try Cassette(loading: "\(folder.path)/c").names == ["001-demo-GET-a", "002-demo-GET-a"])
    #expect(try folder.text("c/001-demo-GET-a.json").contains(#""number": 3"#))
    #expect(try folder.text("c/002-demo-GET-a.json").contains(#""number": 2"#))
  }

  @Test func `tests that record into one cassette take turns`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    try await withThrowingTaskGroup { group in
      for number in 0..<4 {
        group.addTask {
          try await Self.issues(trait, .newEpisodes) { _ = try Self.ask("/\(number)x") }
        }
      }
      for try await issues in group { #expect(issues == []) }
    }
    let names = try Cassette(loading: "\(folder.path)/c").names.map { $0.dropFirst(4) }
    #expect(Set(names) == ["demo-GET-0x", "demo-GET-1x", "demo-GET-2x", "demo-GET-3x"])
    #expect(names.count == 4)
  }

  @Test func `a test that throws leaves an incomplete cassette, which fails a strict one`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let trait = server.trait(in: folder)
    struct Stop: Error {}
    let thrown = try await Self.issues(trait, .once) {
      _ = try Self.ask("/a")
      throw Stop()
    }
    #expect(thrown == ["failure: Stop()"])
    #expect(try Cassette(loading: "\(folder.path)/c").manifest.complete == false)
    let issues = try await Self.issues(trait, .none) { _ = try Self.ask("/a") }
    #expect(issues.count == 1 && issues.first?.contains("/c is incomplete: ") ?? false, "\(issues)")
  }

  @Test func `a host that no API has goes nowhere and fails the test`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    let issues = try await Self.issues(server.trait(in: folder), .once) {
      let tape = try Tapedeck.current
      let result = try Subprocess.run(
        "curl", ["-sS", "-w", "%{http_code}", "--noproxy", "", "--proxy", tape.proxy.url, "http://other.test/"])
      #expect(result.output.hasSuffix("403"))
    }
    #expect(issues == ["failure: not recorded: GET http://other.test: no API has this host; the request went nowhere"])
  }

  @Test func `faults are not injected into what is recorded`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    var use = server.trait(in: folder).use
    use.faults = ["demo:reset"]
    let trait = CassetteTrait(use: use, sourceLocation: server.trait(in: folder).sourceLocation)
    let issues = try await Self.issues(trait, .once) { Issue.record("it ran") }
    #expect(issues.count == 1 && issues.first?.contains("this run records") ?? false, "\(issues)")
    #expect(try folder.files().isEmpty)
  }

  @Test func `a server that cannot be reached is a failure for the client, and is recorded as one`() async throws {
    let server = try LiveServer(), folder = try TemporaryFolder()
    server.end()
    let failed = try await Self.issues(server.trait(in: folder), .once) { try #expect(Self.ask("/a").isEmpty) }
    #expect(failed == [])
    #expect(try Cassette(loading: "\(folder.path)/c").names == ["001-demo-GET-a"])
  }
}
