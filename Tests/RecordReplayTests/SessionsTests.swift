import HTTPModel
import Hashing
import RecordReplay
import TestSupport
import Testing

/// Each session has its own view of the cassette.
struct SessionsTests {
  /// A server's responder over `count` interactions with one request.
  static func router(_ count: Int, limit: Int = Sessions.limit) throws -> (SessionRouter, Sessions) {
    let sessions = Sessions(try Replayer((0..<count).map { _ in .sample() }), limit: limit) {
      APIRouter(apis: [.demo], answering: $1)
    }
    return (SessionRouter(sessions, apis: [.demo]), sessions)
  }

  static func request(_ target: String, _ headers: HeaderFields = []) -> Request {
    Request(.get, Origin(scheme: "http", host: "127.0.0.1", port: 8080), Target(target), headers: headers)
  }

  static func header(_ name: String) -> HeaderFields { [HeaderField("tapedeck-session", name)] }

  static func answer(_ responder: some Responder, _ request: Request) async -> String {
    switch await responder.respond(to: request).outcome {
    case .response(let response): response.status == 200 ? response.body.text ?? "" : "\(response.status)"
    case .miss(let miss): miss.reason.rawValue
    case .failure: "failure"
    }
  }

  @Test func `in a tunnel the user alone chooses the session, no path is the harness's`() async throws {
    let (router, sessions) = try Self.router(1)
    for target in ["/_tapedeck/health", "/_tapedeck/session/b/demo/things", "/things"] {
      let request = Request(
        .get, Origin(scheme: "https", host: "api.test"), Target(target),
        via: Request.Via(proxyUser: "a", isTunnelled: true))
      _ = await router.respond(to: request).outcome
    }
    #expect(sessions.all.map(\.name.text) == ["default", "a"])
    #expect(sessions.all.last?.replayer.requestCount == 3)
  }

  @Test func `what a session asked for is counted when it has ended, too`() async throws {
    let (router, sessions) = try Self.router(1)
    for answer in ["answer 1", "used-up"] {
      #expect(await Self.answer(router, Self.request("/demo/things", Self.header("a"))) == answer)
    }
    _ = try sessions.end(try #require(SessionName("a")))
    #expect(sessions.missCount == 1)
    #expect(sessions.unused.isEmpty)
  }

  @Test func `of the misses of ended sessions no more is kept than there is room for`() async throws {
    let json = HeaderFields([HeaderField("Content-Type", "application/json")])
    let sessions = Sessions(try Replayer([.sample(.post, "https://api.test/things", json, body: "{}")])) {
      APIRouter(apis: [.demo], answering: $1)
    }
    let router = SessionRouter(sessions, apis: [.demo])
    let member = String(repeating: "m", count: 900)
    let body = "{" + (0..<20).map { "\"\(member)\($0)\":1" }.joined(separator: ",") + "}"
    for number in 0..<300 {
      let name = "session-\(number)"
      var request = Self.request("/demo/things", Self.header(name))
      request.headers.append("Content-Type", "application/json")
      request.method = .post
      request.body = .bytes(Array(body.utf8))
      #expect(await Self.answer(router, request) == "never-recorded")
      _ = try sessions.end(try #require(SessionName(name)))
    }
    #expect(sessions.missCount == 300)
    let pointers = sessions.misses.flatMap { $0.miss.closest?.mismatches.map(\.pointer.utf8.count) ?? [] }
    #expect(sessions.misses.count > 200 && pointers.reduce(0, +) > 3 << 20 && pointers.reduce(0, +) <= 4 << 20)
  }

  @Test(arguments: [
    ("tests%2Ftest_a.py%3A%3Atest_x%5B1-%C3%A9%5D", "tests/test_a.py::test_x[1-é]"), ("a%20b", "a b"),
    ("plain-1", "plain-1"),
  ])
  func `a session's name may be any text, percent-encoded`(encoded: String, name: String) async throws {
    let (router, sessions) = try Self.router(1)
    _ = await router.respond(to: Self.request("/_tapedeck/session/\(encoded)/demo/things")).outcome
    #expect(sessions.all.map(\.name.text) == ["default", name])
    #expect(sessions.all.last.map { "\($0.name)" } == encoded)
    _ = await router.respond(to: Self.request("/demo/never", Self.header(encoded))).outcome
    #expect(sessions.all.count == 2 && sessions.missCount == 1)
  }

  @Test func `where no request begins a session, one that is over is told so`() async throws {
    let sessions = Sessions(try Replayer([.sample()]), beginsByRequest: false) {
      APIRouter(apis: [.demo], answering: $1)
    }
    let router = SessionRouter(sessions, apis: [.demo])
    #expect(await Self.answer(router, Self.request("/demo/things", Self.header("a"))) == "404")
    let name = try #require(SessionName("a"))
    _ = try sessions.begin(name)
    #expect(await Self.answer(router, Self.request("/demo/things", Self.header("a"))) == "answer 1")
    _ = try sessions.end(name)
    let response = await router.respond(to: Self.request("/demo/things", Self.header("a"))).outcome.response
    #expect(response?.body.text?.contains("the session a is over, or has not begun") ?? false)
    #expect(sessions.all.map(\.name.text) == ["default"])
  }

  @Test func `a session of another cassette answers for itself, and counts for nobody else`() async throws {
    let (router, sessions) = try Self.router(1)
    let cassette = Cassette(newAt: "Cassettes/other")
    let other = Replayer(cassette: cassette, apis: [.demo]), name = try #require(SessionName("a"))
    _ = try sessions.begin(name, replaying: other, answering: APIRouter(apis: [.demo], answering: other))
    #expect(throws: Sessions.Refusal.exists(name)) {
      try sessions.begin(name, replaying: other, answering: other)
    }
    #expect(await Self.answer(router, Self.request("/demo/things", Self.header("a"))) == "never-recorded")
    _ = try sessions.end(name)
    #expect(sessions.missCount == 0)
    #expect(await Self.answer(router, Self.request("/demo/things", Self.header("b"))) == "answer 1")
  }

  static func proxyUser(_ name: String) -> HeaderFields {
    [HeaderField("Proxy-Authorization", "Basic " + Base64.encode(Array("\(name):any".utf8)))]
  }

  @Test(arguments: [
    request("/demo/things", header("a")), request("/_tapedeck/session/a/demo/things"),
    request("https://api.test/things", header("a")), request("https://api.test/things", proxyUser("a")),
    request("http://127.0.0.1:8080/_tapedeck/session/a/demo/things"),
    request("/_tapedeck/session/a/demo/things", header("a")), request("/_tapedeck/session/%61/demo/things"),
  ])
  func `a session is chosen by header, by path or by proxy user, and sees its own order`(request: Request) async throws
  {
    let (router, sessions) = try Self.router(3)
    #expect(await Self.answer(router, Self.request("/demo/things")) == "answer 1")
    #expect(await Self.answer(router, request) == "answer 1")
    #expect(await Self.answer(router, Self.request("/demo/things")) == "answer 2")
    #expect(await Self.answer(router, request) == "answer 2")
    #expect(await Self.answer(router, request) == "answer 3")
    #expect(await Self.answer(router, request) == "used-up")
    #expect(sessions.all.map(\.name.text) == ["default", "a"])
    #expect(sessions.all.map(\.replayer.misses.count) == [0, 1])
    #expect(sessions.all.map(\.replayer.unused.count) == [1, 0])
    #expect(sessions.all.map(\.replayer.requestCount) == [2, 4])
    #expect(sessions.missCount == 1)
    #expect(sessions.unused.isEmpty)
  }

  @Test func `the name of a session is never passed on`() async throws {
    let stub = StubResponder(.sample())
    let sessions = Sessions(try Replayer([])) { _, _ in stub }
    let router = SessionRouter(sessions, apis: [.demo])
    for target in ["/demo/x?a=1", "/_tapedeck/session/s/demo/x?a=1"] {
      let headers: HeaderFields = [HeaderField("A", "1"), HeaderField("Tapedeck-Session", "s"), HeaderField("B", "2")]
      _ = await router.respond(to: Self.request(target, headers)).outcome
    }
    _ = await router.respond(to: Self.request("/demo/x?a=1", Self.proxyUser("s"))).outcome
    #expect(stub.requests.map(\.target.description) == ["/demo/x?a=1", "/demo/x?a=1", "/demo/x?a=1"])
    #expect(stub.requests.map { $0.headers.map(\.name) } == [["A", "B"], ["A", "B"], []])
  }

  @Test func `what only looks like ours is passed on as it is`() async throws {
    let stub = StubResponder(.sample())
    let sessions = Sessions(try Replayer([])) { _, _ in stub }
    let router = SessionRouter(sessions, apis: [.demo])
    let targets = [
      "/_tapedecks/x", "https://api.test/_tapedeck/sessions", "http://other.test/_tapedeck/sessions",
      "/demo/_tapedeck/x",
    ]
    for target in targets {
      let host = target.hasPrefix("http://other") ? "other.test" : "127.0.0.1"
      var request = Self.request(target, [HeaderField("Proxy-Authorization", "Bearer x")])
      request.origin = Origin(scheme: "http", host: host, port: host == "127.0.0.1" ? 8080 : 80)
      _ = await router.respond(to: request).outcome
    }
    #expect(stub.requests.map(\.target.description) == targets)
    #expect(stub.requests.allSatisfy { $0.headers.contains("proxy-authorization") })
  }

  @Test(arguments: [
    (request("/demo/x", header("")), "400"), (request("/demo/x", header("a%01b")), "400"),
    (request("/demo/x", header(String(repeating: "x", count: 251))), "400"),
    (request("/demo/x", [HeaderField("Tapedeck-Session", "a"), HeaderField("Tapedeck-Session", "b")]), "400"),
    (request("/_tapedeck/session/a/demo/x", header("b")), "400"), (request("/_tapedeck/session/a%0Ab/demo/x"), "400"),
    (request("/_tapedeck/session/../demo/x"), "400"), (request("/_tapedeck/session/a"), "404"),
    (request("/_tapedeck/session/a/"), "404"), (request("/_tapedeck/session/a?x"), "404"),
    (request("/_tapedeck/session//demo"), "400"),
  ])
  func `a name that is none, or two of them, is a problem`(request: Request, status: String) async throws {
    let (router, sessions) = try Self.router(1)
    #expect(await Self.answer(router, request) == status)
    #expect(sessions.all.count == 1)
  }

  @Test func `a name that could be a password is not repeated`() async throws {
    let (router, _) = try Self.router(1)
    let response = try #require(
      await router.respond(to: Self.request("/x", Self.header("hunter2!%01"))).outcome.response)
    #expect(response.status == 400)
    #expect(!(response.body.text ?? "hunter2!").contains("hunter2!"))
  }

  @Test func `more sessions than the limit are refused until one ends`() async throws {
    let (router, sessions) = try Self.router(1, limit: 2)
    for name in ["a", "b"] {
      #expect(await Self.answer(router, Self.request("/demo/things", Self.header(name))) == "answer 1")
    }
    let refused = Self.request("/demo/things", Self.header("c"))
    let response = try #require(await router.respond(to: refused).outcome.response)
    #expect(response.status == 503)
    #expect(response.body.text?.contains("2 sessions are open") ?? false)
    #expect(response.body.text?.contains("curl -X DELETE http://127.0.0.1:8080/_tapedeck/sessions/NAME") ?? false)
    _ = try sessions.end(try #require(SessionName("a")))
    #expect(await Self.answer(router, refused) == "answer 1")
  }

  @Test func `misses are kept up to a limit for all sessions together, and counted all`() async throws {
    let (router, sessions) = try Self.router(0)
    for name in 0..<12 {
      for _ in 0..<1000 { _ = await router.respond(to: Self.request("/demo/x", Self.header("s\(name)"))).outcome }
    }
    #expect(sessions.missCount == 12_000)
    #expect(sessions.all.reduce(0) { $0 + $1.replayer.misses.count } == 10_000)
    _ = sessions.endAll()
    #expect(sessions.missCount == 12_000)
    _ = await router.respond(to: Self.request("/demo/x", Self.header("again"))).outcome
    #expect(sessions.all.last?.replayer.misses.count == 1)
  }

  @Test func `reset begins anew, and what was used before counts in the end`() async throws {
    let (router, sessions) = try Self.router(2)
    #expect(await Self.answer(router, Self.request("/demo/things")) == "answer 1")
    try sessions.reset(.standard)
    #expect(sessions.standard.replayer.unused.count == 2)
    #expect(sessions.unused == ["002-demo-GET-things"])
    #expect(await Self.answer(router, Self.request("/demo/things")) == "answer 1")
  }

  @Test func `64 sessions in parallel see their own order, 1,000 requests each`() async throws {
    let count = 1000
    let (router, sessions) = try Self.router(count)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for number in 0..<64 {
        group.addTask {
          let request =
            number.isMultiple(of: 2)
            ? Self.request("/demo/things", Self.header("s\(number)"))
            : Self.request("/_tapedeck/session/s\(number)/demo/things")
          var wrong = 0
          for index in 1...count where await Self.answer(router, request) != "answer \(index)" { wrong += 1 }
          return wrong
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
    #expect(sessions.all.count == 65)
    #expect(sessions.all.dropFirst().allSatisfy { $0.replayer.unused.isEmpty && $0.replayer.missCount == 0 })
    #expect(sessions.standard.replayer.unused.count == count)
  }
}
