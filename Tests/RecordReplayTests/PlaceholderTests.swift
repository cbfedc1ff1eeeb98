import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What stands for a secret already is none.
struct PlaceholderTests {
  private static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  private func redacted(_ request: Request, _ response: Response, api: API = .demo) throws -> (
    Interaction, RedactionReport
  ) {
    var session = RedactionSession()
    let learnt = try session.learn(Exchange(request: request, outcome: .response(response)), api: api)
    let made = try session.redact(learnt, recorded: Provenance(.recorded))
    return (made.interaction, made.report)
  }

  @Test func `a placeholder of the API is not redacted again, wherever a secret is expected`() throws {
    let api = try API.profiled(#""secret": {"members": ["pin"], "headers": ["X-Pin"], "paths": ["/things/{secret}"]}"#)
    let request = Request.sample(
      .post, "https://api.test/things/{{demo.token}}",
      [
        HeaderField("Authorization", "Bearer {{demo.token}}"), HeaderField("Cookie", "sid={{demo.cookie}}"),
        HeaderField("X-Pin", "{{demo.pin}}"), HeaderField("Content-Type", "application/json"),
      ], body: #"{"pin":"{{demo.pin}}","password":"{{demo.password}}"}"#)
    let (interaction, report) = try redacted(request, .sample(#"{"pin":"{{demo.pin}}"}"#, Self.json), api: api)
    #expect(report.replacements.isEmpty, "\(report.replacements)")
    #expect(interaction.request.url == request.url)
    #expect(interaction.request.headers == request.headers)
    var session = RedactionSession()
    #expect(try session.redactAgain(interaction, api: api) == nil)
  }

  @Test(arguments: ["{{x}}", "{{hunter}}", "{{correct horse}}"])
  func `a password of the shape of one is a password where it came over a wire`(password: String) throws {
    let headers: HeaderFields = [
      HeaderField("Content-Type", "application/json"), HeaderField("Cookie", "session=\(password); theme={{dark}}"),
      HeaderField("X-Api-Key", password),
    ]
    let request = Request.sample(
      .post, "https://api.test/things?access_token=\(PercentEncoding.encoded(password.utf8))&page={{n}}", headers,
      body: #"{"password":"\#(password)","template":"\#(password)!"}"#)
    let (interaction, report) = try redacted(request, .sample())
    #expect(report.replacements.count { !$0.isRepetition } == 4, "\(report.replacements)")
    let name = try #require(interaction.captures?.request.first?.text)
    #expect(name.hasPrefix("{{demo."))
    #expect("\(interaction.request.url)" == "https://api.test/things?access_token=\(name)&page={{n}}")
    #expect(interaction.request.headers.first("cookie") == "session=\(name); theme={{dark}}")
    #expect(interaction.request.headers.first("x-api-key") == name)
    #expect(
      try String(decoding: interaction.request.body?.bytes ?? [], as: UTF8.self).hasPrefix(#"{"password":"\#(name)","#))
  }

  @Test func `one of another API, or of none, is a secret where one is expected`() throws {
    let request = Request.sample(
      .post, "https://api.test/things",
      [HeaderField("Authorization", "Bearer {{other.token}}"), HeaderField("Content-Type", "application/json")],
      body: #"{"password":"{{MySecretPw99}}","template":"Hi {{subject}}"}"#)
    let (interaction, report) = try redacted(request, .sample())
    #expect(interaction.request.headers.first("authorization") == "Bearer {{demo.token}}")
    #expect(
      try interaction.request.body?.bytes
        == Array(#"{"password":"{{demo.password}}","template":"Hi {{subject}}"}"#.utf8))
    #expect(report.replacements.count == 2)
  }

  @Test(arguments: [
    (#"{"a":"{{any}}","b":1}"#, #"{"a":"x","b":1}"#, true),
    (#"{"a":"{{any}}","b":1}"#, #"{"a":{"c":[1]},"b":1}"#, true),
    (#"{"a":"{{any}}","b":1}"#, #"{"a":"x","b":2}"#, false), (#"{"a":"x {{any}}"}"#, #"{"a":"x y"}"#, false),
    (#"{"a":"{{demo.token}}"}"#, #"{"a":"x"}"#, true), (#"{"a":"{{other.token}}"}"#, #"{"a":"x"}"#, false),
    (#"{"a":"{{subject}}"}"#, #"{"a":"x"}"#, false), (#"{"a":"{{subject}}"}"#, #"{"a":"{{subject}}"}"#, true),
  ])
  func `only placeholders of the API and any stand for what may come`(
    recorded: String, received: String, fits: Bool
  ) async throws {
    func request(_ body: String) -> Request { .sample(.post, "https://api.test/things", Self.json, body: body) }
    for captures in [nil, Captures(request: [], response: [])] {
      var cassette = Cassette(newAt: "Cassettes/sample")
      let made = try Interaction.sample(request(recorded))
      cassette.append(
        Interaction(
          api: made.api, operation: nil, direction: .outbound, request: made.request, outcome: made.outcome,
          recorded: made.recorded, afterLast: nil, captures: captures), api: .demo)
      let isOwn = recorded.contains("demo.") && captures != nil
      let replayer = Replayer(cassette: cassette, apis: [.demo])
      // A file that says where what was taken out stood has no other holes but `{{any}}`.
      #expect(await replayer.answer(request(received)) == (fits && !isOwn ? "answer" : "miss"))
    }
  }

  @Test func `any stands for a path segment, a query item, a header and a form's field`() async throws {
    let api = try API.profiled(#""match": {"headers": {"x-a": "value"}}"#)
    let form = [HeaderField("Content-Type", "application/x-www-form-urlencoded"), HeaderField("X-A", "{{any}}")]
    let recorded = Request.sample(
      .post, "https://api.test/t/{{any}}?q={{any}}", HeaderFields(form), body: "f={{any}}&g=1")
    var cassette = Cassette(newAt: "Cassettes/sample")
    cassette.append(try Interaction.sample(recorded, api: api).asWrittenByHand, api: api)
    let replayer = Replayer(cassette: cassette, apis: [api], afterLast: .repeatLast)
    func request(_ url: String, _ header: String, _ body: String) -> Request {
      .sample(.post, url, HeaderFields([form[0], HeaderField("X-A", header)]), body: body)
    }
    #expect(await replayer.answer(request("https://api.test/t/1?q=2", "3", "f=4&g=1")) == "answer")
    #expect(await replayer.answer(request("https://api.test/t/1/2?q=2", "3", "f=4&g=1")) == "miss")
    #expect(await replayer.answer(request("https://api.test/t/1?q=2", "3", "f=4&g=2")) == "miss")
  }
}
