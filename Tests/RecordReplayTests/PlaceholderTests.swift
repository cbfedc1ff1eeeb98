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
}
