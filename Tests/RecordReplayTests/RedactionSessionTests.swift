import HTTPModel
import Hashing
import JSONModel
import TestSupport
import Testing

@testable import RecordReplay

/// What one exchange gives away is taken out of all others.
struct RedactionSessionTests {
  /// Like a key, and of no vendor's.
  static let secret = "q7Wz" + "T3mK/9xV+b2Lr=Yc8"
  static let url = "https://api.test/things"

  private func written(_ exchanges: [(Request, Response)], api: API = .demo) throws -> String {
    var session = RedactionSession()
    let learnt = try exchanges.map { request, response in
      try session.learn(Exchange(request: request, outcome: .response(response)), api: api)
    }
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    for one in learnt {
      cassette.append(try session.redact(one, recorded: Provenance(.recorded)).interaction, api: api)
    }
    try cassette.save()
    #expect(try Cassette(loading: folder.path).interactions == cassette.interactions)
    return try folder.files().sorted { $0.key < $1.key }.map { $0.key + String(decoding: $0.value, as: UTF8.self) }
      .joined()
  }

  private static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  /// Every escaping in which a recording may repeat what another one gave away.
  static let repeats: [(Request, Response)] = {
    let percent = PercentEncoding.encoded(secret.utf8)
    let hex = Hexadecimal.encode(Array(secret.utf8))
    let partial = secret.replacing("+", with: "%2B")
    let texts = [
      secret, percent, percent.lowercasedEscapes, partial, hex, hex.uppercased(),
      secret.replacing("/", with: "\\/"), secret.replacing("+", with: "\\u002B"),
      Base64.encode(Array("id:\(secret)".utf8)), Base64.encode(Array("i:\(secret)".utf8)),
      Base64.encode(Array(secret.utf8)), "the key is \(secret).", "<a href=\"/x?k=\(percent)\">\(secret)</a>",
      "state=\(percent)&a=1", "{\"deep\":\"{\\\"x\\\":\\\"\(secret)\\\"}\"}",
    ]
    return texts.flatMap { text -> [(Request, Response)] in
      let json = JSONValue.object(JSONObject([("note", .string(text))])).bytes()
      return [
        (.sample(), .sample(text)),
        (.sample(.post, url, Self.json, body: String(decoding: json, as: UTF8.self)), .sample()),
        (.sample(), .sample(String(decoding: json, as: UTF8.self), Self.json)),
        (.sample(.get, url + "?x=" + PercentEncoding.encoded(text.utf8)), .sample()),
        (.sample(.get, url, [HeaderField("X-Note", text)]), .sample("", [HeaderField("X-Note", text)])),
      ]
    } + [(.sample(.get, url + "/" + percent), .sample()), (.sample(.get, url + "/" + secret), .sample())]
  }()

  @Test func `what an answer gives away is in none of the others, before it or behind it, in no escaping`() throws {
    let source: (Request, Response) = (
      .sample(.post, "https://api.test/oauth/token"), .sample(#"{"access_token":"\#(Self.secret)"}"#, Self.json)
    )
    #expect(Self.repeats.count > 70)
    for (request, response) in Self.repeats {
      for exchanges in [[source, (request, response)], [(request, response), source]] {
        let text = try written(exchanges)
        for form in RedactorTests.forms(Self.secret) + [Self.secret.replacing("+", with: "%2B"), "T3mK"] {
          #expect(!text.contains(form), "\(form) is left of \(request.url)")
        }
      }
    }
  }

  @Test func `the same original has one name, another one another`() throws {
    let text = try written([
      (.sample(.get, Self.url, [HeaderField("Authorization", "Bearer \(Self.secret)")]), .sample()),
      (.sample(.get, Self.url, [HeaderField("Authorization", "Bearer other-\(Self.secret)")]), .sample()),
      (.sample(.get, Self.url, [HeaderField("Authorization", "Bearer \(Self.secret)")]), .sample()),
    ])
    #expect(text.split(separator: "Bearer {{demo.token}}").count == 3)
    #expect(text.split(separator: "Bearer {{demo.token-2}}").count == 2)
  }

  @Test func `a value that a user names is taken out wherever it stands`() throws {
    var session = RedactionSession()
    session.learn([(name: "pin", value: "open sesame")], api: "demo")
    let exchange = Exchange(
      request: .sample(.get, Self.url + "?q=open+sesame"), outcome: .response(.sample("say open sesame, twice")))
    let learnt = try session.learn(exchange, api: .demo)
    let interaction = try session.redact(learnt, recorded: Provenance(.recorded)).interaction
    #expect(interaction.request.url.description == Self.url + "?q={{demo.pin}}")
    #expect(try interaction.outcome.body?.bytes == Array("say reda ctedre, twice".utf8))
  }

  @Test func `words, numbers, dates, hosts and paths of cookies stay where they are`() throws {
    let body = #"{"id":12345678,"total":912345678.5,"customers":[1],"plan":"enterprise"}"#
    let cookie = "plan=enterprise; uid=12345678; tab=customers; want=application/json; home=api.test; last=/things"
    let interaction = try Interaction.sample(
      .sample(.get, Self.url, [HeaderField("Cookie", cookie)]), .sample(body, Self.json))
    #expect(interaction.request.headers.first("cookie") == cookie)
    #expect(try interaction.outcome.body?.bytes == Array(body.utf8))
    #expect(interaction.captures == nil)
  }

  @Test func `what a provider sends us can be parsed, and what we answer may differ`() throws {
    var session = RedactionSession()
    let exchange = Exchange(
      request: .sample(.post, Self.url, Self.json, body: #"{"signing_secret":"\#(Self.secret)"}"#),
      outcome: .response(.sample(#"{"session_token":"\#(Self.secret)x"}"#, Self.json)))
    let learnt = try session.learn(exchange, api: .demo)
    let made = try session.redact(learnt, direction: .inbound, recorded: Provenance(.recorded)).interaction
    let sent = try JSONValue(parsing: try made.request.body?.bytes ?? [])["signing_secret"]?.text
    let answered = try JSONValue(parsing: try made.outcome.body?.bytes ?? [])["session_token"]?.text
    #expect(sent?.utf8.count == Self.secret.utf8.count && sent?.contains("{{") == false)
    #expect(answered == "{{demo.token}}")
  }

  @Test func `with a key personal data gets pseudonyms of its format, the same everywhere`() throws {
    let api = try API.profiled(#""personal": {"members": ["email"], "places": ["/key"]}"#)
    let key = try #require(PseudonymKey([UInt8](repeating: 7, count: PseudonymKey.length)))
    func body(_ key: PseudonymKey?) throws -> (String, String) {
      var session = RedactionSession(key: key)
      let exchange = Exchange(
        request: .sample(.post, Self.url, Self.json, body: #"{"email":"ada@lovelace.test","key":"1A2B3C-4D5E6F-V3"}"#),
        outcome: .response(.sample("mailed to ada@lovelace.test: 1A2B3C-4D5E6F-V3")))
      let learnt = try session.learn(exchange, api: api)
      let made = try session.redact(learnt, recorded: Provenance(.recorded)).interaction
      return (
        String(decoding: try made.request.body?.bytes ?? [], as: UTF8.self),
        String(decoding: try made.outcome.body?.bytes ?? [], as: UTF8.self)
      )
    }
    let (request, response) = try body(key)
    let value = try JSONValue(parsing: request)
    let email = try #require(value["email"]?.text), licence = try #require(value["key"]?.text)
    #expect(email.hasSuffix("@example.com") && !email.hasPrefix("ada@"))
    #expect(licence.wholeMatch(of: /[0-9A-F]{6}-[0-9A-F]{6}-V3/) != nil && licence != "1A2B3C-4D5E6F-V3")
    #expect(response == "mailed to \(email): \(licence)")
    #expect(try body(key) == (request, response))
    let other = try #require(PseudonymKey([UInt8](repeating: 8, count: PseudonymKey.length)))
    #expect(try body(other).0 != request)
    #expect(try body(nil).0.contains("ada@lovelace.test"))
  }

  /// What is quadratic would take hours.
  @Test(
    .timeLimit(.minutes(3)),
    arguments: [
      "?", "\"", "{", "<", "<a ", "<!", "&", "%", "%41", "\\u0041", "a=b&", "{\"a\":", "<a b=\"", "{\"a\":1}\n", "=",
      "+",
      "token=q7WzT3mK9xVb;", "-----BEGIN ", "https://u:p@h/?a=", "[\"token\",\"q7WzT3mK9xVb\"],",
    ])
  func `an eighth of a megabyte of this is redacted in a time that grows with its length`(piece: String) throws {
    let text = String(repeating: piece, count: (128 << 10) / piece.utf8.count)
    let exchange = Exchange(
      request: .sample(.post, Self.url, [HeaderField("Authorization", "Bearer \(Self.secret)")], body: text),
      outcome: .response(.sample("[" + text + "0]")))
    var session = RedactionSession()
    let learnt = try session.learn(exchange, api: .demo)
    let interaction = try? session.redact(learnt, recorded: Provenance(.recorded)).interaction
    #expect(interaction.map { !String(decoding: $0.fileBytes, as: UTF8.self).contains(Self.secret) } ?? true)
  }

  @Test(.timeLimit(.minutes(2))) func `many thousand cookies and secrets are redacted at once`() throws {
    let cookies = (0..<5000).map { "sid\($0)=q7WzT3mK9xVb\($0)" }.joined(separator: "; ")
    let answer = "{" + (0..<5000).map { "\"t\($0)_token\":\"q7WzT3mK9xVb\($0)\"" }.joined(separator: ",") + "}"
    let exchange = Exchange(
      request: .sample(.get, Self.url, [HeaderField("Cookie", cookies)]), outcome: .response(.sample(answer, Self.json))
    )
    var session = RedactionSession()
    let learnt = try session.learn(exchange, api: .demo)
    let interaction = try session.redact(learnt, recorded: Provenance(.recorded)).interaction
    #expect(!String(decoding: interaction.fileBytes, as: UTF8.self).contains("q7WzT3mK9xVb"))
  }

  @Test func `redacting again changes nothing, and finds what a new rule says`() throws {
    let exchange = Exchange(
      request: .sample(.post, Self.url, Self.json, body: #"{"password":"hunter2x","memo":"green-7-apples"}"#),
      outcome: .response(.sample(#"{"token":"\#(Self.secret)","seen":"green-7-apples"}"#, Self.json)))
    let first = try Redactor().redact(exchange, api: .demo, recorded: Provenance(.recorded))
    var again = RedactionSession()
    again.reserve(first)
    #expect(try again.redactAgain(first, api: .demo) == nil)
    var session = RedactionSession()
    session.reserve(first)
    let api = try API.profiled(#""secret": {"members": ["memo"]}"#)
    let (second, report) = try #require(try session.redactAgain(first, api: api))
    #expect(report.replacements.map(\.place) == ["/request/body/json/memo", "/response/body/json/seen"])
    #expect(second.request.url == first.request.url)
    #expect(second.captures?.request.count == 2)
    #expect(try !second.outcome.body!.bytes.elementsEqual(first.outcome.body!.bytes))
    #expect(try second.origin == .recorded)
  }
}

extension String {
  /// With the hexadecimal digits of percent escapes in lower case.
  fileprivate var lowercasedEscapes: String {
    var result = "", rest = self[...]
    while let mark = rest.firstIndex(of: "%") {
      result += rest[..<mark] + rest[mark...].prefix(3).lowercased()
      rest = rest[mark...].dropFirst(3)
    }
    return result + rest
  }
}
