import JSONModel
import TestSupport
import Testing

/// 200 secrets, given away and repeated all over three exchanges: what becomes of them from import, or recording, to
/// replay.
@Suite(.timeLimit(.minutes(10))) struct PlantedSecretsTests {
  private static let session = PlantedSession(seed: 1)
  private static let traces = SecretTraces(of: session.secrets.map(\.value))

  enum Way: CaseIterable { case imported, recorded }

  /// Where the session was imported, or recorded.
  private struct Place {
    let folder: TemporaryFolder
    let result: Subprocess.Result

    init(_ way: Way = .imported) throws {
      folder = try TemporaryFolder()
      switch way {
      case .imported:
        try folder.write(session.har, to: "a.har")
        result = try Subprocess.run(
          Program.path, ["import", "a.har", "--cassette", "c", "--api", "demo=https://api.test"], in: folder.path,
          environment: ["XDG_STATE_HOME": folder.path + "/state"])
      case .recorded:
        let upstream = try Upstream(answering: session.exchanges)
        defer { upstream.end() }
        let recorder = try Recorder(upstream, in: folder)
        for exchange in session.exchanges { _ = try exchange.ask(recorder.origin, in: folder) }
        result = recorder.end()
      }
    }

    func run(_ words: String...) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, words, in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
    }

    /// All that was written, with the names of the files.
    var cassette: [UInt8] {
      get throws {
        try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.sorted { $0.key < $1.key }
          .flatMap { Array($0.key.utf8) + [10] + $0.value }
      }
    }
  }

  @Test func `each of them stands in all three exchanges`() {
    #expect(Set(Self.session.secrets.map(\.value)).count == 200)
    for exchange in Self.session.exchanges {
      #expect(Self.traces.found(in: exchange.har.bytes()).count == 200)
    }
  }

  @Test(arguments: Way.allCases) func `none is in the cassette, in a file's name, or in what the commands print`(
    way: Way
  ) throws {
    let place = try Place(way)
    #expect(place.result.status == 0, "\(place.result.error)")
    #expect(Self.traces.found(in: place.result.outputBytes + place.result.errorBytes).isEmpty)
    // In a request a Base64 text that holds one is taken out as a whole, and counts by itself.
    if way == .imported {
      let count = try #require(place.result.error.firstMatch(of: /redacted, (\d+) secrets/)).1
      #expect((200...205).contains(Int(count) ?? 0), "\(place.result.error)")
    }
    let cassette = try place.cassette
    #expect(cassette.count > 50_000)
    #expect(Self.traces.found(in: cassette).isEmpty)
    for words in [
      ["show", "c"], ["show", "c", "1"], ["show", "c", "2"], ["show", "c", "3"], ["audit", "Cassettes"],
    ] {
      let printed = try Subprocess.run(Program.path, words, in: place.folder.path)
      #expect(Self.traces.found(in: printed.outputBytes + printed.errorBytes).isEmpty, "\(words)")
    }
    let audit = try place.run("audit", "Cassettes")
    #expect(audit.status == 0, "\(audit.output)")
    let again = try place.run("redact", "c", "--check")
    #expect(again.status == 0, "\(again.output)")
  }

  @Test(arguments: Way.allCases) func `another client's requests are answered, with its own secrets and none of these`(
    way: Way
  ) throws {
    let place = try Place(way)
    let server = try ReplayTests.Server("c", in: place.folder.path)
    let other = PlantedSession(seed: 2)
    let own = SecretTraces(of: other.secrets.map(\.value))
    for exchange in other.exchanges {
      let answer = try exchange.ask(server.origin, in: place.folder)
      #expect(answer.output.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(exchange.kind)")
      #expect(Self.traces.found(in: answer.outputBytes).isEmpty, "\(exchange.kind)")
      #expect(!own.found(in: answer.outputBytes).isEmpty, "\(exchange.kind)")
    }
    let end = server.end()
    #expect(end.status == 0)
    #expect(end.output.contains("0 misses"))
    #expect(Self.traces.found(in: end.outputBytes + end.errorBytes).isEmpty)
  }

  @Test(arguments: Way.allCases)
  func `none is in a miss, in what the control endpoint says, or in the report at the end`(way: Way) throws {
    let place = try Place(way)
    let server = try ReplayTests.Server("c", in: place.folder.path)
    var said: [UInt8] = []
    for exchange in Self.session.exchanges {
      let answer = try exchange.ask(
        server.origin, in: place.folder, exchange.target.replacing("page=2", with: "page=3"))
      #expect(answer.output.hasPrefix("HTTP/1.1 599 "), "\(exchange.kind)")
      said += answer.outputBytes
    }
    for path in ["sessions", "sessions/default", "sessions/default/misses", "sessions/default/unused"] {
      let answer = try Subprocess.run("curl", ["-s", "--noproxy", "*", "\(server.origin)/_tapedeck/\(path)"])
      #expect(try JSONValue(parsing: answer.outputBytes).object != nil, "\(path)")
      said += answer.outputBytes
    }
    let end = server.end()
    #expect(end.output.contains("3 misses"))
    #expect(Self.traces.found(in: said + end.outputBytes + end.errorBytes).isEmpty)
  }

  @Test func `none is in an error, be it that the file cannot be read or that an entry cannot be cleaned`() throws {
    let folder = try TemporaryFolder()
    func imported(_ har: [UInt8]) throws -> Subprocess.Result {
      try folder.write(har, to: "a.har")
      return try Subprocess.run(
        Program.path, ["import", "a.har", "--cassette", "c", "--api", "demo=https://api.test"], in: folder.path)
    }
    let whole = Self.session.har
    for end in stride(from: 1_000, to: whole.count, by: whole.count / 40) {
      let result = try imported(Array(whole[..<end]))
      #expect(result.status == 2)
      #expect(Self.traces.found(in: result.outputBytes + result.errorBytes).isEmpty, "cut at \(end)")
    }
    var session = Self.session
    session.hideInName(session.secrets[12])
    let result = try imported(session.har)
    #expect(result.status == 1)
    #expect(result.error.contains("a.har:1:"))
    #expect(result.error.contains("where it cannot be replaced"))
    #expect(Self.traces.found(in: result.outputBytes + result.errorBytes).isEmpty)
    for (name, bytes) in try folder.files() where name != "a.har" {
      #expect(Self.traces.found(in: bytes).isEmpty, "\(name)")
    }
  }
}
