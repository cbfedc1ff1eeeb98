import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What a server of `--wire` says, and its client reads: the very outcome.
struct WireTests {
  private static let origin = Origin(scheme: "http", host: "127.0.0.1", port: 1)
  /// Recorded from a server that says the same words.
  private static let recorded: HeaderFields = [
    HeaderField("Tapedeck-Miss", "{}"), HeaderField("Tapedeck-Failure", "{}"), HeaderField("Tapedeck-Took", "1"),
    HeaderField("Tapedeck-Interaction", "another"), HeaderField("A", "1"),
  ]

  private func read(_ outcome: Outcome) async -> Outcome {
    let reader = WireReader(server: Self.origin, client: WireTagger(StubResponder { _ in outcome }))
    return await reader.respond(to: .sample()).outcome
  }

  @Test(arguments: [nil, "003-demo-GET-things"], [nil, Duration.milliseconds(5)])
  func `a response is what it was, whatever its fields are called`(name: String?, took: Duration?) async {
    let response = Response(status: 200, headers: Self.recorded, timing: Timing(total: took), replayedFrom: name)
    let answer = await read(.response(response)).response
    #expect(answer?.headers == Self.recorded)
    #expect(answer?.replayedFrom == name)
    #expect(answer?.timing.total == took)
  }

  @Test func `a failure is what it was`() async {
    let failure = TransportFailure(
      .reset, "cut", afterBytes: 1, partial: Response(status: 200, headers: Self.recorded), partialBody: [65],
      timing: Timing(total: .seconds(1)), replayedFrom: "001-demo-GET-things")
    let answer = await read(.failure(failure)).failure
    #expect(answer?.kind == .reset && answer?.partialBody == [65] && answer?.partial?.headers == Self.recorded)
    #expect(answer?.replayedFrom == "001-demo-GET-things" && answer?.timing.total == .seconds(1))
  }

  @Test func `an answer of another server is unreadable`() async {
    let reader = WireReader(
      server: Self.origin, client: StubResponder(Response(status: 200, headers: [HeaderField("A", "1")])))
    #expect(await reader.respond(to: .sample()).outcome.failure?.kind == .protocol)
  }
}
