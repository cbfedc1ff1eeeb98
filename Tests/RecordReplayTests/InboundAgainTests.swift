import EventLoop
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// Webhooks that come again when all is recorded anew.
@Suite(.timeLimit(.minutes(2))) struct InboundAgainTests {
  private func record(_ bodies: [String], in folder: TemporaryFolder, isAnew: Bool) async throws -> [String] {
    let cassette = (try? Cassette(loading: folder.path, apis: [.demo])) ?? Cassette(newAt: folder.path)
    let studio = try RecorderTests.Studio(cassette, in: folder, isAnew: isAnew)
    let recorder = Recorder(upstream: StubResponder(.sample("ok")), inboundOf: .demo, into: studio.recording)
    for body in bodies {
      _ = await recorder.respond(to: .sample(.post, "http://127.0.0.1:3000/hooks", body: body)).outcome
    }
    _ = try studio.finish()
    return studio.fates
  }

  @Test func `one that says the same stays, once for each time it came; others are added`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([#"{"a":1}"#, #"{"a":2}"#, #"{"a":1}"#], in: folder, isAnew: false)
    let again = try await record(
      [#"{"a":1}"#, #"{"a":3}"#, #"{"a":1}"#, #"{"a":1}"#], in: folder, isAnew: true)
    #expect(
      again == [
        "unchanged 001-demo-webhook", "kept 004-demo-webhook", "unchanged 003-demo-webhook", "kept 005-demo-webhook",
      ])
    #expect(try Cassette(loading: folder.path).count == 5)
  }

  @Test func `where a cassette is only added to, all that comes is`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record([#"{"a":1}"#], in: folder, isAnew: false)
    #expect(try await record([#"{"a":1}"#], in: folder, isAnew: false) == ["kept 002-demo-webhook"])
  }
}
