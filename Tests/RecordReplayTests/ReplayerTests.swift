import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

struct ReplayerTests {
  static let url = "https://api.test/things"
  static let twice = [Request.sample(), .sample(.post), .sample()]

  func answers(_ replayer: Replayer, _ count: Int) async -> [String] {
    var answers: [String] = []
    for _ in 0..<count { answers.append(await replayer.answer(.sample())) }
    return answers
  }

  @Test(arguments: [
    (AfterLast.miss, ["answer 1", "answer 3", "miss", "miss"]),
    (.repeatLast, ["answer 1", "answer 3", "answer 3", "answer 3"]),
    (.loop, ["answer 1", "answer 3", "answer 1", "answer 3"]),
  ])
  func `a sequence is given out in order, and after the last the rule decides`(
    rule: AfterLast, expected: [String]
  ) async throws {
    #expect(await answers(try Replayer(Self.twice, afterLast: rule), 4) == expected)
  }

  @Test(
    arguments: [
      (AfterLast.miss, AfterLast.loop, AfterLast.loop, AfterLast.loop, "miss"),
      (nil, .miss, .loop, .loop, "miss"), (nil, nil, .miss, .loop, "miss"), (nil, nil, nil, .miss, "miss"),
      (.repeatLast, .miss, .miss, .miss, "answer"), (nil, .repeatLast, .miss, .miss, "answer"),
      (nil, nil, .repeatLast, .miss, "answer"), (nil, nil, nil, .repeatLast, "answer"),
    ] as [(AfterLast?, AfterLast?, AfterLast?, AfterLast, String)])
  func `the option goes before the interaction, that before the manifest, that before the command`(
    option: AfterLast?, interaction: AfterLast?, manifest: AfterLast?, command: AfterLast, answer: String
  ) async throws {
    var cassette = Cassette(newAt: "c", manifest: Manifest(afterLast: manifest))
    cassette.append(try .sample(.sample(), .sample("answer"), afterLast: interaction), api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo], afterLast: option, defaultAfterLast: command)
    #expect(await answers(replayer, 2) == ["answer", answer])
  }

  @Test func `an answer is there at once, and is counted once`() throws {
    let replayer = try Replayer(Self.twice, afterLast: .miss)
    #expect(replayer.respond(to: .sample()).atOnce?.response?.body.text == "answer 1")
    #expect(replayer.respond(to: .sample()).atOnce?.response?.body.text == "answer 3")
    #expect(replayer.respond(to: .sample()).atOnce?.miss?.reason == .usedUp)
    #expect(replayer.requestCount == 3)
    #expect(replayer.missCount == 1)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080/things", "demo"), ("http://127.0.0.1:8080/other", nil),
    ("http://elsewhere.test/things", nil),
  ])
  func `where a base URL's path was lost, the API that has the answer is named`(
    url: String, meant: String?
  ) async throws {
    let replayer = try Replayer([.sample(.get, Self.url)])
    let miss = try #require(await replayer.respond(to: .sample(.get, url)).outcome.miss)
    #expect(miss.api == nil && miss.meant == meant)
  }

  @Test func `a header's default and its absence ask for the same, another value does not`() async throws {
    var profile = Profile(hosts: API.demo.hosts)
    profile.headers = ["x-version": .value]
    profile.headerDefaults = ["x-version": "1"]
    let api = API(name: "demo", profile: profile)
    var cassette = Cassette(newAt: "c", manifest: Manifest())
    cassette.append(try .sample(.sample(), .sample("answer")), api: api)
    let replayer = Replayer(cassette: cassette, apis: [api], afterLast: .repeatLast)
    for (value, answer) in [(nil, "answer"), ("1", "answer"), ("2", "miss")] as [(String?, String)] {
      var request = Request.sample()
      if let value { request.headers.append(HeaderField("X-Version", value)) }
      #expect(await replayer.answer(request) == answer)
    }
  }

  @Test func `another resource of the method is closer than another method of the resource`() async throws {
    let replayer = try Replayer([.sample(.post, Self.url), .sample(.get, "https://api.test/thing")])
    let miss = try #require(await replayer.respond(to: .sample(.get, Self.url)).outcome.miss)
    #expect(miss.closest?.interaction == "002-demo-GET-thing")
  }

  @Test func `of many differences the first twenty are told`() async throws {
    func body(_ value: Int) -> String { "{" + (0..<30).map { "\"m\($0)\":\(value)" }.joined(separator: ",") + "}" }
    let replayer = try Replayer([.sample(.post, Self.url, body: body(1))])
    let miss = try #require(await replayer.respond(to: .sample(.post, Self.url, body: body(2))).outcome.miss)
    #expect(miss.closest?.mismatches.count == 20)
  }

  @Test func `a request that was never recorded is a miss with the closest interaction and what differs`() async throws
  {
    let api = try API.profiled(#""match": {"headers": {"Accept": "value", "Authorization": "scheme"}}"#)
    let json = HeaderField("Content-Type", "application/json")
    let replayer = try Replayer(
      [
        .sample(.get, "https://api.test/other"),
        .sample(
          .post, Self.url + "?a=1&b=2", [json, HeaderField("Authorization", "Bearer abcdefghij")],
          body: #"{"x":{"y":1},"gone":true,"same":0}"#),
      ], api: api)
    let request = Request.sample(
      .post, Self.url + "?a=1&c=3",
      [json, HeaderField("Accept", "a/b"), HeaderField("Authorization", "Basic c2VjcmV0OnZhbHVl")],
      body: #"{"x":{"y":2},"same":0,"new":[1]}"#)
    let miss = try #require(await replayer.respond(to: request).outcome.miss)
    #expect(miss.reason == .neverRecorded)
    #expect(miss.method == "POST")
    #expect(miss.url == Self.url + "?a=1&c=3")
    #expect(miss.api == "demo")
    #expect(miss.closest?.interaction == "002-demo-POST-things")
    #expect(
      miss.closest?.mismatches.map(\.description).sorted() == [
        "/body/json/gone: recorded true, received nothing", "/body/json/new: recorded nothing, received [1]",
        "/body/json/x/y: recorded 1, received 2", "/headers/accept: recorded nothing, received a/b",
        "/headers/authorization: recorded bearer, received basic",
        "/url: recorded nothing, received query item c=3", "/url: recorded query item b=2, received nothing",
      ])
    #expect(replayer.misses == [miss])
    #expect(replayer.unused == ["001-demo-GET-other", "002-demo-POST-things"])
  }

  @Test func `a sequence that is used up is a miss that says so`() async throws {
    let replayer = try Replayer(Self.twice)
    for _ in 0..<2 { _ = await replayer.respond(to: .sample()).outcome }
    let miss = try #require(await replayer.respond(to: .sample()).outcome.miss)
    #expect(miss.reason == .usedUp)
    #expect(miss.closest == Miss.Closest(interaction: "003-demo-GET-things", mismatches: []))
    #expect(replayer.unused == ["002-demo-POST-things"])
  }

  @Test func `a miss shows no secret`() async throws {
    let replayer = try Replayer([.sample(.post, Self.url, body: "{}")])
    let secret = "s3cr3t-value-of-a-client"
    let headers: HeaderFields = [
      HeaderField("Authorization", "Bearer \(secret)"), HeaderField("Content-Type", "application/json"),
      HeaderField("X-Trace", secret),
    ]
    for url in [Self.url, "https://unknown.test/\(secret)"] {
      let request = Request.sample(
        .post, url + "?token=\(secret)", headers, body: #"{"password":"\#(secret)","copy":"\#(secret)"}"#)
      let miss = try #require(await replayer.respond(to: request).outcome.miss)
      #expect(!"\(miss)".contains(secret))
      #expect(miss.url.contains("token={{"))
    }
  }

  @Test func `a host that no API has is a miss without an API`() async throws {
    let replayer = try Replayer([.sample()])
    let miss = try #require(await replayer.respond(to: .sample(.get, "https://unknown.test/things")).outcome.miss)
    #expect(miss.api == nil)
    #expect(
      MissReport(miss).command
        == "tapedeck record --cassette sample --mode new_episodes --api NAME=https://unknown.test")
    #expect(miss.closest == nil)
    #expect(miss.apis == [Miss.KnownAPI(name: "demo", url: "https://api.test")])
    #expect(MissReport(miss).baseURL == nil)
    let own = try #require(await replayer.respond(to: .sample(.get, "http://127.0.0.1:81/")).outcome.miss)
    #expect(MissReport(own).baseURL == "http://127.0.0.1:81/demo")
  }

  @Test(arguments: [
    ("Cassettes/purchase", "purchase"), ("/tmp/a b/c", "'/tmp/a b/c'"), ("x/it's", #"'x/it'\''s'"#),
    ("Cassettes/a/b", "Cassettes/a/b"),
  ])
  func `a miss names the command that would record it`(path: String, word: String) async throws {
    let miss = Miss(reason: .usedUp, method: "GET", url: Self.url, api: "demo", cassette: path, closest: nil)
    #expect(MissReport(miss).command == "tapedeck record --cassette \(word) --mode new_episodes")
  }

  @Test func `a miss is of bounded size, whatever was asked`() async throws {
    let replayer = try Replayer([.sample(.post, Self.url, body: #"{"a":1}"#)])
    let long = String(repeating: "x", count: 100_000)
    let request = Request.sample(
      .post, "\(Self.url)/\(long)?\(long)=\(long)",
      body: #"{"\#(long)":"\#(long)","a":[\#((0..<999).map(String.init).joined(separator: ","))]}"#)
    let miss = try #require(await replayer.respond(to: request).outcome.miss)
    #expect("\(miss)".utf8.count < 20_000)
    #expect(miss.closest?.mismatches.count ?? 0 > 2)
  }

  @Test func `sequences of which some interactions fit others too are given out once each`() async throws {
    let api = try API.profiled(#""match": {"headers": {"Authorization": "scheme"}}"#)
    func request(_ scheme: String) -> Request {
      .sample(.get, Self.url, [HeaderField("Authorization", "\(scheme) abcdefghij")])
    }
    let replayer = try Replayer(
      [request("Bearer"), request("Basic"), request("Bearer"), request("{{any}}")].map { request in
        var request = request
        if request.headers.first("authorization")?.hasPrefix("{{") ?? false {
          request.headers = [HeaderField("Authorization", "{{any}}")]
        }
        return request
      }, api: api, afterLast: .loop)
    var answers: [String] = []
    for scheme in ["Bearer", "Basic", "Bearer", "Basic", "Basic", "Bearer"] {
      answers.append(await replayer.answer(request(scheme)))
    }
    #expect(answers == ["answer 1", "answer 2", "answer 3", "answer 4", "answer 2", "answer 1"])
  }

  @Test func `an empty cassette has no closest`() async throws {
    let replayer = try Replayer([])
    #expect(try #require(await replayer.respond(to: .sample()).outcome.miss).closest == nil)
  }

  @Test func `misses beyond the limit are answered but not kept`() async throws {
    let replayer = try Replayer([])
    for _ in 0...Replayer.maxMissesKept { #expect(await replayer.respond(to: .sample()).outcome.miss != nil) }
    #expect(replayer.misses.count == Replayer.maxMissesKept)
  }

  @Test func `an inbound interaction answers nobody and is never unused`() async throws {
    let inbound = try Redactor().redact(
      Exchange(request: .sample(), outcome: .response(.sample())), api: .demo, direction: .inbound,
      recorded: Provenance(.recorded))
    var cassette = Cassette(newAt: "c")
    cassette.append(inbound, api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo])
    #expect(await replayer.respond(to: .sample()).outcome.miss != nil)
    #expect(replayer.unused.isEmpty)
  }

  @Test func `a body that is too long is a miss that says so`() throws {
    let replayer = try Replayer([.sample(.post)])
    let longest = Request.sample(.post, body: String(repeating: "x", count: Replayer.maxBodyBytes))
    #expect(replayer.respond(to: longest).atOnce?.miss?.reason == .neverRecorded)
    var long = Request.sample(.post)
    long.body = .bytes([UInt8](repeating: 120, count: Replayer.maxBodyBytes + 1))
    let miss = try #require(replayer.respond(to: long).atOnce?.miss)
    #expect(miss.reason == .bodyTooLong)
    #expect(miss.api == "demo")
    #expect(MissReport(miss).command == nil)
    long.body = .stream(Chunks(["x"]), length: nil)
    #expect(replayer.respond(to: long).atOnce?.miss == miss)
    #expect(replayer.missCount == 3)
    #expect(replayer.requestCount == 3)
  }

  @Test func `a body of exactly 8 MiB is compared`() async throws {
    let longest = String(repeating: "x", count: 8 << 20)
    let replayer = try Replayer([.sample(.post, body: longest)])
    #expect(await replayer.answer(.sample(.post, body: longest)) == "answer 1")
    #expect(await replayer.answer(.sample(.post, body: "y" + longest.dropFirst())) == "miss")
  }

  @Test func `several that fit one request are given in turn, those that fit others too as often`() async throws {
    let both = try Replayer(
      [.sample(.get, "https://api.test/?a={{demo.x}}"), .sample(.get, "https://api.test/?a=1")], afterLast: .loop)
    var answers: [String] = []
    for _ in 0..<5 { answers.append(await both.answer(.sample(.get, "https://api.test/?a=1"))) }
    #expect(answers == [1, 2, 1, 2, 1].map { "answer \($0)" })
  }

  @Test func `what one request used up is used up for another that it fits too`() async throws {
    let replayer = try Replayer([.sample(.get, "https://api.test/?a={{demo.x}}")], afterLast: .miss)
    #expect(await replayer.answer(.sample(.get, "https://api.test/?a=1")) == "answer 1")
    #expect(await replayer.answer(.sample(.get, "https://api.test/?a=2")) == "miss")
    let both = try Replayer(
      [.sample(.get, "https://api.test/?a={{demo.x}}"), .sample(.get, "https://api.test/?a=1")], afterLast: .miss)
    #expect(await both.answer(.sample(.get, "https://api.test/?a=1")) == "answer 1")
    #expect(await both.answer(.sample(.get, "https://api.test/?a=2")) == "miss")
  }

  @Test func `one sequence asked from many tasks is given out once each`() async throws {
    let count = 500
    let replayer = try Replayer((0..<count).map { _ in .sample() })
    let answers = await withTaskGroup(of: String.self) { group in
      for _ in 0..<count { group.addTask { await replayer.answer(.sample()) } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers.count == count)
    #expect(replayer.unused.isEmpty)
  }
}
