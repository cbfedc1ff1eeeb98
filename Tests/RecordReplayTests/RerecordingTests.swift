import EventLoop
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What is recorded again takes the place of what was recorded before.
@Suite(.timeLimit(.minutes(2))) struct RerecordingTests {
  private static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  /// Records each of these answers for its path, one after another, over what the folder holds.
  private func record(
    _ answers: [(path: String, answer: Response)], in folder: TemporaryFolder, api: API = .demo, maxFiles: Int = 1000,
    removing: Bool = true, finishing: Bool = true
  ) async throws -> (log: [String], counts: Recording.Counts) {
    let cassette =
      (try? Cassette(loading: folder.path, apis: [api])) ?? Cassette(newAt: folder.path)
    let studio = try RecorderTests.Studio(cassette, in: folder, isAnew: true)
    let earlier = Replayer(cassette: cassette, apis: [api])
    for (path, answer) in answers {
      let recorder = Recorder(
        upstream: StubResponder(answer), apis: [api], into: studio.recording, inPlaceOf: earlier)
      _ = await recorder.respond(to: .sample(.get, "https://api.test\(path)")).outcome
    }
    if finishing {
      try studio.recording.finish(maxFiles: maxFiles, apis: [api], removing: removing ? earlier.passedOver : [])
    }
    return (studio.fates, studio.recording.counts)
  }

  private func bodies(_ folder: TemporaryFolder) throws -> [String] {
    let cassette = try Cassette(loading: folder.path)
    return try (0..<cassette.count).map { position in
      let interaction = try cassette.interaction(at: position)
      return "\(interaction.name) \(String(decoding: try interaction.outcome.body?.bytes ?? [], as: UTF8.self))"
    }
  }

  @Test func `what changed is written in its place, what did not stays as it is, and the rest too`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([("/a", .sample("1")), ("/b", .sample("2")), ("/c", .sample("3"))], in: folder)
    let before = try folder.files()
    let (log, counts) = try await record(
      [("/d", .sample("4")), ("/b", .sample("two")), ("/a", .sample("1"))], in: folder)
    #expect(log == ["kept 004-demo-GET-d", "changed 002-demo-GET-b", "unchanged 001-demo-GET-a"])
    #expect(counts == Recording.Counts(kept: 1, changed: 1, unchanged: 1))
    #expect(
      try bodies(folder) == ["001-demo-GET-a 1", "002-demo-GET-b two", "003-demo-GET-c 3", "004-demo-GET-d 4"])
    let after = try folder.files()
    for name in ["001-demo-GET-a.json", "003-demo-GET-c.json"] { #expect(before[name] == after[name], "\(name)") }
    #expect(after["interactions.jsonl"] == nil)
    #expect(try Cassette(loading: folder.path).manifest.complete)
  }

  @Test func `until the end both are there, so that a kill loses neither`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([("/a", .sample("1"))], in: folder)
    _ = try await record([("/a", .sample("one")), ("/b", .sample("2"))], in: folder, finishing: false)
    #expect(try bodies(folder) == ["001-demo-GET-a 1", "002-demo-GET-a one", "003-demo-GET-b 2"])
    #expect(try !Cassette(loading: folder.path).manifest.complete)
    // Recorded once more all is as it should be.
    let (log, _) = try await record([("/a", .sample("one")), ("/b", .sample("2"))], in: folder)
    #expect(log == ["changed 001-demo-GET-a", "unchanged 003-demo-GET-b"])
    #expect(try bodies(folder) == ["001-demo-GET-a one", "003-demo-GET-b 2"])
  }

  @Test func `successive answers take each other's places, and those that come no more are removed`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record(["1", "2", "3"].map { ("/a", .sample($0)) } + [("/b", .sample("b"))], in: folder)
    let (log, _) = try await record([("/a", .sample("1")), ("/a", .sample("zwei"))], in: folder)
    #expect(log == ["unchanged 001-demo-GET-a", "changed 002-demo-GET-a"])
    #expect(try bodies(folder) == ["001-demo-GET-a 1", "002-demo-GET-a zwei", "004-demo-GET-b b"])
  }

  @Test func `where something was not recorded nothing is removed`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([("/a", .sample("1")), ("/a", .sample("2"))], in: folder)
    let cassette = try Cassette(loading: folder.path, apis: [.demo])
    let studio = try RecorderTests.Studio(cassette, in: folder, isAnew: true)
    let earlier = Replayer(cassette: cassette, apis: [.demo])
    let gone = StubResponder { _ in .failure(TransportFailure(.cancelled, "gone")) }
    _ = await Recorder(upstream: gone, apis: [.demo], into: studio.recording, inPlaceOf: earlier)
      .respond(to: .sample(.get, "https://api.test/a")).outcome
    #expect(earlier.passedOver == ["002-demo-GET-a"])
    try studio.recording.finish(apis: [.demo], removing: earlier.passedOver)
    #expect(try bodies(folder) == ["001-demo-GET-a 1", "002-demo-GET-a 2"])
  }

  @Test func `side files take the places of side files, and none is left over`() async throws {
    let folder = try TemporaryFolder()
    func large(_ byte: UInt8, _ type: String = "image/png") -> Response {
      Response(
        status: 200, headers: [HeaderField("Content-Type", type)], body: .bytes([UInt8](repeating: byte, count: 5000)))
    }
    _ = try await record(
      [("/a", large(1)), ("/b", .sample("b")), ("/c", large(3)), ("/c", large(4)), ("/d", large(5))], in: folder)
    let (log, _) = try await record(
      [("/a", large(2, "image/gif")), ("/b", large(0)), ("/c", large(3)), ("/d", large(6))], in: folder)
    #expect(
      log == [
        "changed 001-demo-GET-a", "changed 002-demo-GET-b", "unchanged 003-demo-GET-c", "changed 005-demo-GET-d",
      ])
    let files = try folder.files()
    #expect(
      files.keys.filter { $0.hasPrefix("bodies/") }.sorted() == [
        "bodies/001-response.gif", "bodies/002-response.png", "bodies/003-response.png", "bodies/005-response.png",
      ])
    #expect(files["bodies/001-response.gif"] == [UInt8](repeating: 2, count: 5000))
    #expect(files["bodies/005-response.png"] == [UInt8](repeating: 6, count: 5000))
    #expect(try Cassette(loading: folder.path).count == 4)
  }

  @Test(arguments: [
    // The profile, an answer, another that says the same, and whether it does.
    ("", #"{"n":1,"id":7}"#, #"{"n":1,"id":8}"#, false),
    (#""volatile": {"members": ["id"]}"#, #"{"n":1,"id":7}"#, #"{"n":1,"id":1234}"#, true),
    (#""volatile": {"members": ["id"]}"#, #"{"n":1,"id":7}"#, #"{"n":2,"id":7}"#, false),
    (#""volatile": {"places": ["/meta/at"]}"#, #"{"meta":{"at":1}}"#, #"{"meta":{"at":2}}"#, true),
    (#""volatile": {"places": ["/meta/at"]}"#, #"{"meta":{"at":1}}"#, #"{"meta":{"ax":1}}"#, false),
  ])
  func `what the profile calls volatile is no change`(
    profile: String, first: String, second: String, isSame: Bool
  ) async throws {
    let folder = try TemporaryFolder(), api = try API.profiled(profile)
    _ = try await record([("/a", .sample(first, Self.json))], in: folder, api: api)
    let (log, _) = try await record([("/a", .sample(second, Self.json))], in: folder, api: api)
    #expect(log == ["\(isSame ? "unchanged" : "changed") 001-demo-GET-a"])
  }

  @Test(arguments: [
    (["Date: 1", "Content-Length: 2"], ["Date: 2", "Content-Length: 2"], true),
    (["X-Version: 1"], ["X-Version: 2"], false), (["X-Trace: 1"], ["X-Trace: 2"], true),
    (["A: 1", "B: 2"], ["B: 2"], false),
  ])
  func `when it was, and volatile fields, are no change`(
    first: [String], second: [String], isSame: Bool
  ) async throws {
    let folder = try TemporaryFolder(), api = try API.profiled(#""volatile": {"headers": ["X-Trace"]}"#)
    func answer(_ fields: [String]) -> Response {
      .sample(
        "ok",
        HeaderFields(
          fields.map { field in
            let parts = field.split(separator: ":").map { $0.filter { $0 != " " } }
            return HeaderField(parts[0], parts[1])
          }))
    }
    _ = try await record([("/a", answer(first))], in: folder, api: api)
    let (log, _) = try await record([("/a", answer(second))], in: folder, api: api)
    #expect(log == ["\(isSame ? "unchanged" : "changed") 001-demo-GET-a"])
  }

  @Test func `what a person set in the file stays there`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([("/a", .sample("1"))], in: folder)
    let text = try folder.text("001-demo-GET-a.json")
    try folder.write(
      text.replacing(#""direction":"#, with: #""operation": "get-a", "afterLast": "loop", "direction":"#),
      to: "001-demo-GET-a.json")
    _ = try await record([("/a", .sample("2"))], in: folder)
    let interaction = try Cassette(loading: folder.path).interaction(at: 0)
    #expect(interaction.afterLast == .loop && interaction.operation == "get-a")
    #expect(try bodies(folder) == ["001-demo-GET-a 2"])
  }

  @Test func `in a packed cassette lines take the places of lines`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record(["a", "b", "c"].map { ("/\($0)", .sample($0)) }, in: folder, maxFiles: 0)
    #expect(try folder.files().keys.sorted() == ["cassette.json", "interactions.jsonl"])
    _ = try await record([("/b", .sample("B")), ("/d", .sample("d"))], in: folder, maxFiles: 0)
    #expect(
      try bodies(folder) == ["001-demo-GET-a a", "002-demo-GET-b B", "003-demo-GET-c c", "005-demo-GET-d d"])
    #expect(try folder.files().keys.sorted() == ["cassette.json", "interactions.jsonl"])
  }
}
