import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// The URL that a miss shows.
struct ShownTargetTests {
  private static let secret = "Wt6Ho3Vk6/Ud7+Nh8Tv8"

  @Test func `a miss does not show what the client sends where something was taken out`() async throws {
    let recorded = Request.sample(
      .get, "https://api.test/things/\(PercentEncoding.encoded(Self.secret.utf8))?a=1&q=\(Self.secret)&q=2&b=3")
    var session = RedactionSession()
    session.learn([(name: "word", value: Self.secret)], api: "demo")
    let learnt = try session.learn(Exchange(request: recorded, outcome: .response(.sample())), api: .demo)
    var cassette = Cassette(newAt: "c")
    cassette.append(try session.redact(learnt, recorded: Provenance(.recorded)).interaction, api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo])
    func url(_ text: String) async -> String? {
      await replayer.respond(to: .sample(.get, "https://api.test" + text)).outcome.miss?.url
    }
    #expect(
      await url("/things/mine?a=2&q=own&q=2&b=3") == "https://api.test/things/{{demo.word}}?a=2&q={{demo.word}}&q=2&b=3"
    )
    #expect(await url("/things?b=4&q=own") == "https://api.test/things?b=4&q={{demo.word}}")
    #expect(await url("/things/mine") == "https://api.test/things/{{demo.word}}")
  }
}
