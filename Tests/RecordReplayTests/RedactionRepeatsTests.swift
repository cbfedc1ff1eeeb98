import HTTPModel
import Hashing
import TestSupport
import Testing

@testable import RecordReplay

/// What is repeated elsewhere than where, and otherwise than as, it was given away.
struct RedactionRepeatsTests {
  private static let url = "https://api.test/things"
  private static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]
  private static let secret = "Wt6Ho3Vk6/Ud7+Nh8Tv8"

  /// The bodies of the answers, as they are stored.
  private func bodies(_ exchanges: [(Request, Response)]) throws -> [String] {
    var session = RedactionSession()
    let learnt = try exchanges.map {
      try session.learn(Exchange(request: $0, outcome: .response($1)), api: .demo)
    }
    return try learnt.map {
      let made = try session.redact($0, recorded: Provenance(.recorded)).interaction
      return String(decoding: try made.outcome.body?.bytes ?? [], as: UTF8.self)
    }
  }

  @Test(arguments: [
    "see https://x.test/?api_key=SECRET&a=1 for it", "or postgres://ada:SECRET@db.test/x",
    #"cut {"url":"https://x.test/?access_token=SECRET","#,
  ])
  func `a secret that is escaped where it is given away is found where it is not`(text: String) throws {
    let percent = PercentEncoding.encoded(Self.secret.utf8)
    let coded = Base64.encode(Array("id:\(Self.secret)".utf8))
    let other = #"{"a":"\#(Self.secret)","b":"\#(coded)"}"#
    let stored = try bodies([
      (.sample(), .sample(text.replacing("SECRET", with: percent))), (.sample(), .sample(other, Self.json)),
    ])
    #expect(SecretTraces(of: [Self.secret]).found(in: stored.joined()).isEmpty)
    // Whoever undoes the escapes of the one has the other.
    #expect(stored[1].contains(#""a":"Re0Da0Ct0/Ed0+Re0Dv8""#), "\(stored[1])")
    #expect(stored[0].contains("Re0Da0Ct0%2FEd0%2BRe0Dv8"), "\(stored[0])")
  }

  @Test func `a cookie that looks drawn is found elsewhere, also where its name says nothing`() throws {
    let link = "https://api.test/m?v=" + Base64.encode(Array("Kd83hQpLx71vTnB".utf8))
    let stored = try bodies([
      (.sample(), .sample("", [HeaderField("Set-Cookie", "vid=Kd83hQpLx71vTnB; Path=/")])),
      (.sample(), .sample("go to \(link) or say Kd83hQpLx71vTnB")),
    ])
    #expect(SecretTraces(of: ["Kd83hQpLx71vTnB"]).found(in: stored[1]).isEmpty)
    #expect(stored[1].hasPrefix("go to https://api.test/m?v="))
    // One that may as well be a word or a date is not.
    let plain = try bodies([
      (.sample(), .sample("", [HeaderField("Set-Cookie", "last=summer-sale-2026a; Path=/")])),
      (.sample(), .sample("the summer-sale-2026a begins")),
    ])
    #expect(plain[1] == "the summer-sale-2026a begins")
  }

  @Test func `parts of a form whose lines end in line feeds alone are told apart`() throws {
    let body = """
      --B
      Content-Disposition: form-data; name="password"

      LfMultipart00001
      --B
      Content-Disposition: form-data; name="note"

      kept
      --B--

      """
    let interaction = try Interaction.sample(
      .sample(.post, Self.url, [HeaderField("Content-Type", "multipart/form-data; boundary=B")], body: body))
    let stored = String(decoding: try interaction.request.body?.bytes ?? [], as: UTF8.self)
    #expect(stored == body.replacing("LfMultipart00001", with: "{{demo.password}}"))
  }

  @Test(arguments: [
    ("text/xml", "<a><Password>Ab2Cd3Ef4&amp;Gh5Ij6Kl7</Password><b secret=\"Mn8&#39;Op9Qr2St3\"/></a>"),
    ("application/json", #"{"note":"eyJhcGlfa2V5IjoiQWIyQ2QzRWY0R2g1SWo2S2w3In0="}"#),
    ("application/json", #"{"password":"Ab2Cd3\"Ef4\\Gh5%Ij6","pin_code":"x","otp":123456}"#),
    ("text/plain", "DB_PASSWORD=Ab2Cd3Ef4&Gh5Ij6\nsee https://x.test/?token=Ab2%2FCd3Ef4Gh5Ij6Kl7\n"),
  ])
  func `what stands for a secret is none when it is redacted again, whatever escapes it`(type: String, text: String)
    throws
  {
    let headers: HeaderFields = [HeaderField("Content-Type", type)]
    let interaction = try Interaction.sample(
      .sample(.post, Self.url, headers, body: text), .sample(text, headers))
    #expect(try interaction.outcome.body?.bytes != Array(text.utf8))
    var session = RedactionSession()
    session.reserve(interaction)
    let again = try session.redactAgain(interaction, api: .demo)
    #expect(again == nil, "\(again?.report.replacements ?? [])")
  }
}
