import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// A secret that only the answer tells is taken out of the request as well; a client that knew it sends it still.
struct InnerPlaceholderTests {
  static let secret = "s3cr3t-c00kie-vaLue-7Q"

  static func cassette(_ requests: [Request]) throws -> Replayer {
    var cassette = Cassette(newAt: "c")
    for (index, request) in requests.enumerated() {
      let response = Response.sample(
        "answer \(index + 1)", [HeaderField("Set-Cookie", "sid=\(secret); Path=/; HttpOnly")])
      cassette.append(try .sample(request, response), api: .demo)
    }
    for interaction in try cassette.interactions {
      let request = interaction.request
      let text = "\(request.url) " + String(decoding: try request.body?.bytes ?? [], as: UTF8.self)
      #expect(!text.contains(secret))
      #expect(text.contains("{{demo.") || text.contains("%7B%7Bdemo."))
    }
    return Replayer(cassette: cassette, apis: [.demo], afterLast: .miss)
  }

  static let bodies: [(type: String, recorded: String, received: String, fits: Bool)] = [
    ("text/plain", "x SECRET y", "x SECRET y", true), ("text/plain", "x SECRET y", "x other y", true),
    ("text/plain", "x SECRET y", "x  y", false), ("text/plain", "x SECRET y", "x other z", false),
    ("text/plain", "x SECRET y", "xother y", false), ("text/plain", "aSECRETbSECRETc", "a1b2c", true),
    ("text/plain", "aSECRETbSECRETc", "abcc", false), ("text/plain", "aSECRETbSECRETc", "a1c2b", false),
    ("text/plain", "SECRETxxSECRET", "aaxx", false),
    ("text/plain", "aSECRETababacSECRETd", "a1ababababacxd", true),
    ("text/plain", "{{user.name}} SECRET", "{{user.name}} x", true),
    ("text/plain", "{{user.name}} SECRET", "Bob x", false), ("text/plain", "{{demo.x SECRET", "{{demo.x y", true),
    ("application/json", #"{"a":"id SECRET!","n":1}"#, #"{ "n": 1.0, "a": "id Q!" }"#, true),
    ("application/json", #"{"a":"id SECRET!","n":1}"#, #"{"n":2,"a":"id Q!"}"#, false),
    ("application/json", #"{"a":"id SECRET!"}"#, #"{"a":"id Q!","b":1}"#, false),
    ("application/json", #"{"a":["id SECRET",2]}"#, #"{"a":["id Q",2]}"#, true),
    ("application/json", #"{"a":["id SECRET",2]}"#, #"{"a":["id Q"]}"#, false),
    ("application/x-www-form-urlencoded", "a=1&b=pSECRETq", "b=pZq&a=1", true),
    ("application/x-www-form-urlencoded", "a=1&b=pSECRETq", "b=pZq&a=2", false),
    ("application/x-www-form-urlencoded", "b=pSECRETq&b=r", "b=pZq&b=r", true),
    ("application/x-www-form-urlencoded", "b=pSECRETq", "b=pZq&b=r", false),
  ]

  @Test(arguments: bodies)
  func `anything fits in the place of a placeholder inside a body, and nothing else may differ`(
    type: String, recorded: String, received: String, fits: Bool
  ) async throws {
    func request(_ body: String) -> Request {
      .sample(
        .post, "https://api.test/things", [HeaderField("Content-Type", type)],
        body: body.replacing("SECRET", with: Self.secret))
    }
    let replayer = try Self.cassette([request(recorded)])
    #expect(await replayer.answer(request(received)) == (fits ? "answer 1" : "miss"))
  }

  @Test(arguments: [
    ("/a-SECRET-b", "/a-Q-b", true), ("/a-SECRET-b", "/a-Q-c", false), ("/a-SECRET-b", "/a-Q-b/d", false),
    ("?q=pSECRET&r=1", "?r=1&q=pQ", true), ("?q=pSECRET&r=1", "?q=pQ&r=2", false), ("?q=pSECRET", "?s=pQ", false),
  ])
  func `anything fits in the place of a placeholder inside a URL`(recorded: String, received: String, fits: Bool)
    async throws
  {
    let url = "https://api.test/things"
    let replayer = try Self.cassette([.sample(.get, url + recorded.replacing("SECRET", with: Self.secret))])
    #expect(await replayer.answer(.sample(.get, url + received)) == (fits ? "answer 1" : "miss"))
    #expect(await replayer.answer(.sample(.post, url + received)) == "miss")
  }

  @Test func `those that fit are given out in order`() async throws {
    let requests = (1...2).map { _ in Request.sample(.post, body: "x \(Self.secret) y") }
    let replayer = try Self.cassette(requests)
    var answers: [String] = []
    for body in ["x 1 y", "x 2 y", "x 3 y"] { answers.append(await replayer.answer(.sample(.post, body: body))) }
    #expect(answers == ["answer 1", "answer 2", "miss"])
  }

  @Test func `a long text that nearly fits at each of its places is a miss`() async throws {
    let middle = String(repeating: "a", count: 1000) + "b"
    let replayer = try Self.cassette([.sample(.post, body: "x\(Self.secret)\(middle)\(Self.secret)y")])
    let long = String(repeating: "a", count: 1 << 20)
    #expect(await replayer.answer(.sample(.post, body: "x\(long)y")) == "miss")
    #expect(await replayer.answer(.sample(.post, body: "x\(long)b1y")) == "answer 1")
  }

  @Test func `a long form in another order fits as well`() async throws {
    let fields = (0..<20_000).map { "f\($0)=\($0 % 7)" }
    let type: HeaderFields = [HeaderField("Content-Type", "application/x-www-form-urlencoded")]
    func request(_ fields: [String]) -> Request {
      .sample(.post, "https://api.test/things", type, body: fields.joined(separator: "&"))
    }
    let replayer = try Self.cassette([request(fields + ["b=p\(Self.secret)q"])])
    #expect(await replayer.answer(request(["b=pZq"] + fields.reversed())) == "answer 1")
  }
}
