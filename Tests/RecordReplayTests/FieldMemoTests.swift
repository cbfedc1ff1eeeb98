import HTTPModel
import Testing

@testable import RecordReplay

/// A header field that came before is not looked at closely again, and ends as if it were.
struct FieldMemoTests {
  private static let secret = "q7Wz" + "T3mK9xV2b2LrYc8d"
  private static let url = "https://api.test/things"

  /// Learns from each exchange and redacts it before the next comes, as a recorder does.
  private func recorded(
    _ exchanges: [(Request, Response)], _ direction: Interaction.Direction = .outbound
  ) throws -> [(interaction: Interaction, report: RedactionReport)] {
    var session = RedactionSession()
    return try exchanges.map { request, response in
      let exchange = Exchange(request: request, outcome: .response(response))
      let learnt = try session.learn(exchange, api: .demo, direction: direction)
      return try session.redact(learnt, direction: direction, recorded: Provenance(.recorded))
    }
  }

  private func answer(_ interaction: Interaction) throws -> StoredResponse {
    try #require(interaction.outcome.response)
  }

  @Test func `a field that stayed is redacted once its value is known to be a secret`() throws {
    let note: HeaderFields = [HeaderField("X-Note", "see \(Self.secret) there")]
    let login = Response.sample(
      #"{"access_token":"\#(Self.secret)"}"#, [HeaderField("Content-Type", "application/json")])
    let all = try recorded([
      (.sample(.get, Self.url, note), .sample()), (.sample(.get, Self.url, note), .sample()),
      (.sample(.post, "https://api.test/oauth/token"), login), (.sample(.get, Self.url, note), .sample()),
    ])
    #expect(all[1].interaction.request.headers.first("x-note") == "see \(Self.secret) there")
    #expect(all[3].interaction.request.headers.first("x-note") == "see {{demo.token}} there")
    #expect(all[3].report.replacements.map(\.place) == ["/request/headers/x-note"])
  }

  @Test func `a field that had another value each time is looked at all the same`() throws {
    let numbers: [HeaderFields] = (0..<80).map { [HeaderField("X-Number", "\($0)"), HeaderField("X-Note", "none")] }
    let token: HeaderFields = [
      HeaderField("X-Number", "glpat-" + "q7WzT3mK9xV2b2LrYc8d"), HeaderField("X-Note", "none"),
    ]
    let all = try recorded(((numbers + [token, token])).map { (.sample(.get, Self.url, $0), .sample()) })
    #expect(all[79].interaction.request.headers.first("x-number") == "79")
    for one in all.suffix(2) {
      #expect(one.interaction.request.headers.first("x-number") == "{{demo.token}}")
      #expect(one.interaction.captures?.request.map(\.place) == ["/headers/x-number"])
    }
  }

  @Test func `the same credential again has its capture and its line in the report again`() throws {
    let token: HeaderFields = [HeaderField("Authorization", "Bearer \(Self.secret)")]
    let all = try recorded(Array(repeating: (.sample(.get, Self.url, token), .sample()), count: 3))
    for one in all {
      #expect(one.interaction.captures?.request.map(\.place) == ["/headers/authorization"])
      #expect(one.report.replacements.map(\.place) == ["/request/headers/authorization"])
      #expect(one.interaction.request.headers.first("authorization") == "Bearer {{demo.token}}")
    }
  }

  @Test func `of fields with one name each has a place of its own`() throws {
    let one = HeaderField("X-Api-Key", Self.secret), other = HeaderField("X-Api-Key", "other" + Self.secret)
    let all = try recorded([
      (.sample(.get, Self.url, [one, other]), .sample()), (.sample(.get, Self.url, [other, one]), .sample()),
      (.sample(.get, Self.url, [one, one]), .sample()),
    ])
    for exchange in all {
      #expect(
        exchange.report.replacements.map(\.place) == ["/request/headers/x-api-key", "/request/headers/x-api-key/1"])
    }
    #expect(all[1].interaction.request.headers.all("x-api-key") == ["{{demo.key-2}}", "{{demo.key}}"])
  }

  @Test func `what is sent gets a placeholder and what is received a stand-in, whichever came first`() throws {
    let field: HeaderFields = [HeaderField("X-Api-Key", Self.secret)]
    let both = (Request.sample(.get, Self.url, field), Response.sample("", field))
    for direction in [Interaction.Direction.outbound, .inbound] {
      let all = try recorded([both, both], direction)
      for (interaction, _) in all {
        let sent = interaction.request.headers.first("x-api-key"),
          received = try answer(interaction).headers.first("x-api-key")
        let (placeholder, standIn) = direction == .outbound ? (sent, received) : (received, sent)
        #expect(placeholder == "{{demo.key}}")
        #expect(standIn?.utf8.count == Self.secret.utf8.count && standIn != Self.secret)
      }
    }
  }

  @Test func `more fields than are remembered, and longer ones, are redacted like others`() throws {
    var exchanges: [(Request, Response)] = []
    for number in 0..<60 {
      var fields = HeaderFields()
      for field in 0..<100 { fields.append("X-Field-\(field)", "value \(number)") }
      fields.append("X-Long", String(repeating: "x ", count: 10_000) + "password=\(Self.secret)\(number)")
      exchanges.append((.sample(.get, Self.url, fields), .sample()))
    }
    for (interaction, report) in try recorded(exchanges) {
      #expect(report.replacements.map(\.place) == ["/request/headers/x-long"])
      #expect(interaction.request.headers.first("x-long")?.contains(Self.secret) == false)
      #expect(interaction.request.headers.count == 101)
    }
  }
}
