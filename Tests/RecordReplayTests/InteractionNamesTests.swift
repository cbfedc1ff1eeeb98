import HTTPModel
import RecordReplay
import TestSupport
import Testing

struct InteractionNamesTests {
  private static let field = "Tapedeck-Interaction"
  private static let recorded: HeaderFields = [HeaderField("A", "1"), HeaderField("tapedeck-interaction", "another")]

  private func answer(_ outcome: Outcome) -> Outcome? {
    InteractionNames(answering: StubResponder { _ in outcome }).respond(to: .sample()).atOnce
  }

  @Test func `an answer from a cassette begins with the interaction's name, in place of a recorded one`() {
    let response = Response(status: 200, headers: Self.recorded, replayedFrom: "003-demo-GET-things")
    let answer = answer(.response(response))?.response
    #expect(answer?.headers.map(\.description) == ["Tapedeck-Interaction: 003-demo-GET-things", "A: 1"])
    #expect(answer?.replayedFrom == "003-demo-GET-things")
  }

  @Test func `a live answer has no such field, whatever the server sends`() {
    let answer = answer(.response(Response(status: 200, headers: Self.recorded)))?.response
    #expect(answer?.headers.map(\.description) == ["A: 1"])
  }

  @Test func `what came before a failure has the name, too`() {
    let failure = TransportFailure(
      .reset, "cut", afterBytes: 1, partial: Response(status: 200, headers: Self.recorded), partialBody: [65],
      replayedFrom: "001-demo-GET-things")
    let partial = answer(.failure(failure))?.failure?.partial
    #expect(partial?.headers.map(\.description) == ["Tapedeck-Interaction: 001-demo-GET-things", "A: 1"])
  }

  @Test(arguments: [("001-ä b", "001-%C3%A4%20b"), ("a\r\nB: 1", "a%0D%0AB%3A%201")])
  func `a name that is no header's value is escaped`(name: String, value: String) {
    let response = Response(status: 204, replayedFrom: name)
    #expect(answer(.response(response))?.response?.headers.first(Self.field) == value)
  }

  @Test func `a length to HEAD stays what was recorded, and the answer is no prepared one`() throws {
    let prepared = Response(
      status: 200, headers: [HeaderField("Content-Length", "999")], replayedFrom: "001-demo-GET-things")
    let answer = try #require(answer(.response(prepared))?.response)
    #expect(answer.headers.map(\.description).last == "Content-Length: 999")
    #expect(answer.headers.count == 2)
  }
}
