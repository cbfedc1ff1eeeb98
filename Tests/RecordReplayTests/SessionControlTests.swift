import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// `/_tapedeck/…`, for suites of any language.
struct SessionControlTests {
  let router: SessionRouter

  init() throws { (router, _) = try SessionsTests.router(2) }

  func ask(_ method: HTTPMethod, _ path: String) async throws -> (
    status: Int, json: JSONValue, response: Response
  ) {
    var request = SessionsTests.request("/_tapedeck" + path)
    request.method = method
    let response = try #require(await router.respond(to: request).outcome.response)
    let type = response.status < 400 ? "application/json" : "application/problem+json"
    #expect(response.headers.first("content-type") == type)
    return (response.status, try JSONValue(parsing: response.body.text ?? ""), response)
  }

  func send(_ session: String, _ path: String = "/demo/things") async {
    _ = await router.respond(to: SessionsTests.request(path, SessionsTests.header(session))).outcome
  }

  @Test func `a session is begun, used, read and ended`() async throws {
    let begun = try await ask(.post, "/sessions/checkout")
    #expect(begun.status == 201)
    #expect(begun.response.headers.first("location") == "/_tapedeck/sessions/checkout")
    #expect(begun.json["baseURLs"] == ["demo": "http://127.0.0.1:8080/_tapedeck/session/checkout/demo"])
    #expect(begun.json["header"] == "Tapedeck-Session: checkout")
    await send("checkout")
    await send("checkout", "/demo/never")
    let report = try await ask(.get, "/sessions/checkout").json
    #expect(report["requests"] == 2)
    #expect(report["missCount"] == 1)
    #expect(report["misses"]?[0]?["reason"] == "never-recorded")
    #expect(report["misses"]?[0]?["url"] == "https://api.test/never")
    #expect(report["misses"]?[0]?["command"] == "tapedeck record --cassette sample --mode new_episodes")
    #expect(report["misses"]?[0]?["closest"]?["mismatches"]?[0]?["pointer"] == "/url")
    #expect(report["unused"] == ["002-demo-GET-things"])
    #expect(try await ask(.get, "/sessions/checkout/misses").json["misses"] == report["misses"])
    #expect(
      try await ask(.get, "/sessions/checkout/unused").json == ["unusedCount": 1, "unused": ["002-demo-GET-things"]])
    let ended = try await ask(.delete, "/sessions/checkout")
    #expect(ended.status == 200)
    #expect(ended.json == report)
    #expect(try await ask(.get, "/sessions/checkout").status == 404)
  }

  @Test func `the journal counts requests by interaction and lists each in order`() async throws {
    for path in ["/demo/things", "/demo/never", "/demo/things"] { await send("a", path) }
    let journal = try await ask(.get, "/sessions/a/requests").json
    #expect(journal["requestCount"] == 3)
    #expect(journal["missCount"] == 1)
    #expect(journal["counts"] == ["001-demo-GET-things": 1, "002-demo-GET-things": 1])
    #expect(
      journal["requests"]?[0]
        == ["interaction": "001-demo-GET-things", "method": "GET", "url": "https://api.test/things"])
    #expect(
      journal["requests"]?[1]
        == ["interaction": .null, "method": "GET", "url": "https://api.test/never", "reason": "never-recorded"])
    #expect(journal["requests"]?[2]?["interaction"] == "002-demo-GET-things")
    #expect(try await ask(.post, "/sessions/a/reset").status == 200)
    #expect(try await ask(.get, "/sessions/a/requests").json["requests"] == [])
  }

  @Test func `a session without a name gets one`() async throws {
    await send("session-1")
    #expect(try await ask(.post, "/sessions").json["name"] == "session-2")
    #expect(try await ask(.post, "/sessions").json["name"] == "session-3")
  }

  @Test func `all sessions are listed with their counts and ended at once`() async throws {
    await send("b")
    await send("a", "/demo/never")
    let list = try await ask(.get, "/sessions").json["sessions"]
    #expect(
      list == [
        ["name": "default", "requests": 0, "missCount": 0, "unusedCount": 2],
        ["name": "b", "requests": 1, "missCount": 0, "unusedCount": 1],
        ["name": "a", "requests": 1, "missCount": 1, "unusedCount": 2],
      ])
    #expect(try await ask(.delete, "/sessions").json == ["ended": ["b", "a"]])
    #expect(try await ask(.get, "/sessions").json["sessions"]?.array?.count == 1)
  }

  @Test func `a reset session begins anew`() async throws {
    await send("a")
    await send("a", "/demo/never")
    let reset = try await ask(.post, "/sessions/a/reset")
    #expect(reset.status == 200)
    #expect(reset.json["requests"] == 0)
    #expect(reset.json["missCount"] == 0)
    #expect(reset.json["unusedCount"] == 2)
    await send("default")
    #expect(try await ask(.post, "/sessions/default/reset").json["unusedCount"] == 2)
  }

  @Test func `health says what is served`() async throws {
    let health = try await ask(.get, "/health")
    #expect(health.status == 200)
    #expect(
      health.json
        == ["status": "ok", "cassette": "Cassettes/sample", "interactions": 2, "apis": ["demo"], "sessions": 1])
    #expect(try await ask(.head, "/health").status == 200)
    #expect(try await ask(.get, "/health?x=1").status == 200)
  }

  @Test(arguments: [
    (HTTPMethod.get, "", 404, "curl http://127.0.0.1:8080/_tapedeck/sessions"), (.get, "/", 404, "curl"),
    (.get, "/nothing", 404, "sessions"), (.get, "/health/x", 404, "sessions"), (.post, "/health", 405, "sessions"),
    (.put, "/sessions", 405, "sessions"),
    (.get, "/sessions/none", 404, "curl -X POST http://127.0.0.1:8080/_tapedeck/sessions/none"),
    (.delete, "/sessions/none", 404, "-X POST"), (.post, "/sessions/none/reset", 404, "-X POST"),
    (.get, "/sessions/none/misses", 404, "-X POST"), (.get, "/sessions/default/reset", 405, "curl -X POST"),
    (.post, "/sessions/default", 409, "curl -X POST http://127.0.0.1:8080/_tapedeck/sessions/default/reset"),
    (.delete, "/sessions/default", 409, "sessions/default/reset"), (.get, "/sessions/a%01b", 400, "sessions"),
    (.get, "/sessions/default/missed", 404, "sessions"), (.get, "/sessions/default/misses/x", 404, "sessions"),
    (.get, "/session/a", 404, "curl http://127.0.0.1:8080/_tapedeck/session/a/demo"),
    (.get, "/session", 404, "sessions"),
  ])
  func `what cannot be done is a problem that says what to do`(
    method: HTTPMethod, path: String, status: Int, next: String
  ) async throws {
    let answer = try await ask(method, path)
    #expect(answer.status == status)
    #expect(answer.json["status"]?.int == status)
    #expect(answer.json["detail"]?.text?.isEmpty == false)
    #expect(answer.json["next"]?.text?.contains(next) ?? false, "\(answer.json)")
    #expect((answer.response.headers.first("allow") != nil) == (status == 405))
  }

  @Test func `a session that is there is not begun again`() async throws {
    await send("a")
    let answer = try await ask(.post, "/sessions/a")
    #expect(answer.status == 409)
    #expect(answer.json["next"] == "curl -X POST http://127.0.0.1:8080/_tapedeck/sessions/a/reset")
  }
}
