import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What a replay server says in header fields is not mixed up with what was recorded.
struct WireTests {
  /// What comes back of an outcome.
  private func passed(_ outcome: Outcome) async -> Outcome {
    let tagger = WireTagger(StubResponder { _ in outcome })
    let reader = WireReader(server: Origin(scheme: "http", host: "127.0.0.1", port: 1), client: tagger)
    return await reader.respond(to: .sample()).outcome
  }

  static let recorded: HeaderFields = [
    HeaderField("Tapedeck-Miss", "{}"), HeaderField("A", "1"), HeaderField("Tapedeck-Failure", "{}"),
    HeaderField("Tapedeck-Took", "1"), HeaderField("Tapedeck-Interaction", "x"), HeaderField("Tapedeck-End", "1"),
  ]

  @Test func `recorded fields of our names are content`() async throws {
    let answer = Response.sample("x", Self.recorded)
    let response = try #require(await passed(.response(answer)).response)
    #expect(response.headers == Self.recorded)
    #expect(response.replayedFrom == nil && response.timing.total == nil)
  }

  @Test func `what the server says comes back`() async throws {
    var answer = Response.sample("x", Self.recorded)
    (answer.replayedFrom, answer.timing) = ("001-a", Timing(total: .milliseconds(3)))
    let response = try #require(await passed(.response(answer)).response)
    #expect(response.headers == Self.recorded)
    #expect(response.replayedFrom == "001-a" && response.timing.total == .milliseconds(3))
    let failure = TransportFailure(.reset, "gone", partialBody: Array("ab".utf8), replayedFrom: "002-b")
    let back = try #require(await passed(.failure(failure)).failure)
    #expect(back.kind == .reset && back.partialBody == Array("ab".utf8) && back.replayedFrom == "002-b")
    let miss = Miss(reason: .usedUp, method: "GET", url: "u", api: nil, cassette: "c", closest: nil)
    #expect(await passed(.miss(miss)).miss == miss)
  }

  @Test func `an answer that no server of ours made has nothing of ours`() async throws {
    let reader = WireReader(
      server: Origin(scheme: "http", host: "127.0.0.1", port: 1),
      client: StubResponder(.sample("x", [HeaderField("Tapedeck-Miss", "{}")])))
    #expect(await reader.respond(to: .sample()).outcome.response?.headers.first("tapedeck-miss") == "{}")
  }
}
