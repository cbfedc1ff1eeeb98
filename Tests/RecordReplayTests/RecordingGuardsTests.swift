import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What stands before a recorder, and decides what goes upstream.
@Suite(.timeLimit(.minutes(2))) struct RecordingGuardsTests {
  @Test func `a read-only recording lets safe methods through, and no others`() async throws {
    let studio = try RecorderTests.Studio(), upstream = StubResponder(.sample("ok"))
    let responder = ReadOnly(
      answering: studio.recorder(upstream), apis: [.demo], for: studio.recording, command: "tapedeck record")
    var statuses: [Int?] = []
    for method in [
      HTTPMethod.get, .head, .options, .trace, .post, .put, .patch, .delete, HTTPMethod(rawValue: "PURGE"),
    ] {
      statuses.append(await responder.respond(to: .sample(method)).outcome.response?.status)
    }
    #expect(statuses == [200, 200, 200, 200, 403, 403, 403, 403, 403])
    #expect(upstream.requests.count == 4)
    #expect(studio.recording.counts == Recording.Counts(kept: 4, refused: 5))
    #expect(studio.fates.last == "refused --read-only lets no PURGE through")
  }

  @Test func `beyond the limit all is refused; what is for no API does not count`() async throws {
    let studio = try RecorderTests.Studio(), upstream = StubResponder(.sample("ok"))
    let responder = RequestLimit(
      1, answering: studio.recorder(upstream), apis: [.demo], for: studio.recording, command: "tapedeck record")
    var statuses: [Int?] = []
    for url in ["https://other.test/", "https://api.test/a", "https://api.test/b", "https://other.test/"] {
      statuses.append(await responder.respond(to: .sample(.get, url)).outcome.response?.status)
    }
    #expect(statuses == [403, 200, 503, 403])
    #expect(upstream.requests.count == 1)
    #expect(studio.fates[2] == "refused the limit of 1 request is reached")
    #expect(studio.recording.counts == Recording.Counts(kept: 1, refused: 3))
  }

  @Test(arguments: [
    (TransportFailure.Kind.reset, 502), (.refused, 502), (.resolve, 502), (.tls, 502), (.protocol, 502),
    (.timeout, 504),
  ])
  func `gateway errors say what failed`(kind: TransportFailure.Kind, status: Int) async throws {
    let responder = GatewayErrors(answering: StubResponder { _ in .failure(TransportFailure(kind, "it broke")) })
    let answer = try #require(await responder.respond(to: .sample()).outcome.response)
    #expect(answer.status == status)
    #expect(answer.body.text?.contains(#""type":"urn:tapedeck:failure:\#(kind.rawValue)""#) ?? false)
    #expect(answer.body.text?.contains(#""detail":"it broke""#) ?? false)
  }

  @Test func `what breaks within an answer, and a client that is gone, stay failures`() async throws {
    for failure in [
      TransportFailure(.truncated, "cut", partial: .sample()), TransportFailure(.cancelled, "gone"),
    ] {
      let responder = GatewayErrors(answering: StubResponder { _ in .failure(failure) })
      #expect(await responder.respond(to: .sample()).outcome.failure?.kind == failure.kind)
    }
    let responder = GatewayErrors(answering: StubResponder(.sample("ok")))
    #expect(await responder.respond(to: .sample()).outcome.response?.status == 200)
  }

  @Test func `what comes from the cassette is told, a miss is not`() async throws {
    let studio = try RecorderTests.Studio()
    _ = await studio.recorder(StubResponder(.sample("ok"))).respond(to: .sample(.get, "https://api.test/a")).outcome
    let cassette = try studio.finish()
    let again = try RecorderTests.Studio(cassette, in: studio.folder)
    let responder = Reported(Replayer(cassette: cassette, apis: [.demo]), to: again.recording)
    _ = await responder.respond(to: .sample(.get, "https://api.test/a")).outcome
    _ = await responder.respond(to: .sample(.get, "https://api.test/b")).outcome
    #expect(again.fates == ["replayed 001-demo-GET-a"])
    #expect(again.recording.counts == Recording.Counts(replayed: 1))
  }
}
