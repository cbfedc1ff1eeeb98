import JSONModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a recorder that was killed leaves, and what can be done with it.
@Suite(.timeLimit(.minutes(5))) struct KilledRecordingTests {
  private static let token = "q7Wz" + "T3mK9xVb2LrYc8"

  /// Two exchanges in a journal whose last line was cut off.
  private func killed() throws -> TemporaryFolder {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    _ = try recorder.curl("/echo", "-d", "memo=green-7-apples")
    _ = try recorder.curl("/echo", "-d", "memo=\(Self.token)")
    recorder.process.signal(SIGKILL)
    _ = recorder.process.finish()
    let journal = try folder.text("Cassettes/c/interactions.jsonl")
    try folder.write(journal + journal.prefix(99), to: "Cassettes/c/interactions.jsonl")
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ words: String...) throws -> Subprocess.Result {
    try Subprocess.run(Program.path, words, in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
  }

  private func cassette(_ folder: TemporaryFolder) throws -> String {
    try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.sorted { $0.key < $1.key }
      .map { $0.key + String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  @Test func `new rules are applied to its journal, which stays one`() throws {
    let folder = try killed()
    try folder.write(#"{"word": "green-7-apples"}"#, to: "secrets.json")
    let result = try run(folder, "redact", "c", "--secrets", "secrets.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("2 places redacted in 1 of 2 interactions"))
    #expect(try !cassette(folder).contains("green-7-apples"))
    #expect(try folder.text("Cassettes/c/interactions.jsonl").utf8.count { $0 == 10 } == 2)
    let shown = try run(folder, "show", "c")
    #expect(shown.output.contains("\n002-demo-POST-echo\n"))
    #expect(shown.error == "note: Cassettes/c is incomplete: its recording was cut off, or left something out\n")
  }

  @Test func `what an import gives away is taken out of its journal`() throws {
    let folder = try killed()
    #expect(try cassette(folder).contains(Self.token))
    let entry: JSONValue = [
      "startedDateTime": "2026-11-28T10:00:00.000Z", "time": 5,
      "request": [
        "method": "GET", "url": .string("https://api.demo.test/a?token=\(Self.token)"), "httpVersion": "HTTP/1.1",
        "headers": [],
      ],
      "response": [
        "status": 204, "statusText": "No Content", "httpVersion": "HTTP/1.1", "headers": [], "content": ["size": 0],
      ],
    ]
    let har: JSONValue = [
      "log": ["version": "1.2", "creator": ["name": "t", "version": "1"], "entries": [entry]]
    ]
    try folder.write(har.bytes(), to: "a.har")
    let result = try run(folder, "import", "a.har", "--cassette", "c", "--api", "demo=https://api.demo.test")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("002-demo-POST-echo: was there already; 2 places redacted now"))
    #expect(try !cassette(folder).contains(Self.token))
    #expect(try run(folder, "show", "c").output.contains("\n003-demo-GET-a\n"))
  }
}
