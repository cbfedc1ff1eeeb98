import HTTPModel
import JSONModel
import TestSupport
import Testing

@testable import RecordReplay

/// What holds for every exchange, whatever it is made of.
@Suite(.timeLimit(.minutes(10))) struct RedactionPropertyTests {
  /// Exchanges of harmless words, with secrets under names that give them away.
  private struct Source {
    var random: SeededGenerator

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }
    mutating func pick(_ choices: [String]) -> String { choices[roll(choices.count)] }

    mutating func secret() -> String {
      let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
      let marks = ["", "", "-", "_", ".", "/", "+", "=", "%", "&", " ", "é", "\"", "\\"]
      var text = (0..<(12 + roll(20))).map { _ in String(letters[roll(letters.count)]) }.joined()
      text += pick(marks) + String(letters[roll(letters.count)]) + "7x"
      return text
    }

    static let words = [
      "green", "apple 12", "a/b", "1e3", "{{name}}", "x=y", "über", "2026-01-01", "https://x.test/?p=2",
    ]

    mutating func value(_ secret: String?, _ depth: Int) -> JSONValue {
      switch roll(depth > 0 ? 6 : 3) {
      case 0: return .string(Source.words[roll(Source.words.count)])
      case 1: return .number(roll(100_000))
      case 2: return .bool(true)
      case 3: return .array((0..<roll(3)).map { _ in value(secret, depth - 1) })
      default:
        var members = (0..<roll(3)).map { ("m\($0)", value(nil, depth - 1)) }
        if let secret {
          members.append((pick(["password", "client_secret", "api_key", "accessToken"]), .string(secret)))
        }
        return .object(JSONObject(members))
      }
    }

    mutating func exchange(_ secret: String) -> (Request, Response) {
      var headers: HeaderFields = [HeaderField("X-Note", pick(Source.words.filter { $0.utf8.allSatisfy { $0 < 128 } }))]
      var url = "https://api.test/" + pick(["things", "a/b", "x%20y"])
      let percent = PercentEncoding.encoded(secret.utf8)
      var body = ""
      switch roll(5) {
      case 0: headers.append("Authorization", "Bearer " + percent)
      case 1: url += "?page=2&access_token=\(percent)"
      case 2:
        headers.append("Content-Type", "application/x-www-form-urlencoded")
        body = "a=1&password=\(percent)&b="
      case 3:
        headers.append("Content-Type", "application/json")
        body = JSONValue.object(JSONObject([("token", .string(secret)), ("n", value(nil, 2))])).text()
      default: break
      }
      let answer = JSONValue.object(
        JSONObject([
          ("data", value(secret, 3)), ("note", .string(roll(2) == 0 ? secret : "none")), ("n", value(nil, 2)),
        ]))
      return (
        .sample(body.isEmpty ? .get : .post, url, headers, body: body),
        .sample(answer.text(), [HeaderField("Content-Type", "application/json")])
      )
    }
  }

  /// 4,000 exchanges; other seeds give others.
  @Test(arguments: 1...8) func `no secret is left, all else is, the request matches, and once is enough`(seed: UInt64)
    async throws
  {
    var source = Source(random: SeededGenerator(seed: seed))
    var redacted = 0
    for _ in 0..<500 {
      let secret = source.secret()
      let (request, response) = source.exchange(secret)
      var session = RedactionSession()
      let learnt = try session.learn(Exchange(request: request, outcome: .response(response)), api: .demo)
      let (interaction, report) = try session.redact(learnt, recorded: Provenance(.recorded))
      let text = String(decoding: interaction.fileBytes, as: UTF8.self)
      for form in [secret, JSONString(secret).escaped, PercentEncoding.encoded(secret.utf8)]
      where !report.replacements.isEmpty {
        #expect(!text.contains(form), "seed \(seed): \(form) is left in \(text)")
      }
      if !report.replacements.isEmpty { redacted += 1 }
      if report.replacements.isEmpty {
        #expect(interaction.request.url == request.url)
        #expect(interaction.request.headers == request.headers)
        #expect(try interaction.outcome.body?.bytes == response.bodyBytes)
      }
      var cassette = Cassette(newAt: "c")
      cassette.append(interaction, api: .demo)
      let replayer = Replayer(cassette: cassette, apis: [.demo])
      let answer = await replayer.respond(to: request).outcome
      #expect(answer.miss == nil, "seed \(seed): \(request.url) is a miss")
      var again = RedactionSession()
      #expect(try again.redactAgain(interaction, api: .demo) == nil, "seed \(seed): \(text)")
    }
    #expect((350..<500).contains(redacted), "both kinds: \(redacted) of 500 hold a secret by its name")
  }
}

extension Response {
  fileprivate var bodyBytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
