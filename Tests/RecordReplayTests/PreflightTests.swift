import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What a browser asks before a page may ask, answered by what is recorded and by nothing else.
struct PreflightTests {
  private static let page = "http://localhost:3000"

  private static func preflight(
    _ method: String, _ fields: String? = nil, origin: String = page, at url: String = "https://api.test/things"
  ) -> Request {
    var headers: HeaderFields = [HeaderField("Origin", origin), HeaderField("Access-Control-Request-Method", method)]
    if let fields { headers.append("Access-Control-Request-Headers", fields) }
    return .sample(.options, url, headers)
  }

  private static func headers(_ fields: [(String, String)]) -> HeaderFields {
    HeaderFields(fields.map { HeaderField($0.0, $0.1) })
  }

  private static func allowing(_ fields: (String, String)..., status: Int = 204) -> Response {
    .sample("", status: status, headers(fields.map { ("Access-Control-Allow-" + $0.0, $0.1) }))
  }

  private static func replayer(_ exchanges: (Request, Response)..., answersPreflights: Bool = true) throws -> Replayer {
    var cassette = Cassette(newAt: "Cassettes/sample")
    for (request, response) in exchanges { cassette.append(try Interaction.sample(request, response), api: .demo) }
    return Replayer(cassette: cassette, apis: [.demo], answersPreflights: answersPreflights)
  }

  /// Status, recorded interaction and the fields of CORS; else why it was missed.
  private static func ask(_ replayer: Replayer, _ request: Request) async -> String {
    switch await replayer.respond(to: request).outcome {
    case .response(let response):
      let fields = response.headers.map { "\($0.name.replacing("Access-Control-Allow-", with: "")): \($0.text)" }
      return (["\(response.status) \(response.replayedFrom ?? "-")"] + fields.filter { !$0.hasPrefix("Content-") })
        .joined(separator: "; ")
    case .miss(let miss):
      let mismatches = miss.closest?.mismatches.map { mismatch in
        let name = mismatch.pointer.replacing("/response/headers/access-control-allow-", with: "")
        return "\(name) \(mismatch.recorded ?? "-") \(mismatch.received ?? "-")"
      }
      return ([miss.reason.rawValue] + [miss.closest?.interaction].compactMap(\.self) + (mismatches ?? []))
        .joined(separator: "; ")
    case .failure: return "failure"
    }
  }

  @Test func `of the recorded ones the one that asked the same answers, as often as it is asked`() async throws {
    let replayer = try Self.replayer(
      (Self.preflight("POST", "content-type, x-a"), Self.allowing(("Origin", Self.page), ("Methods", "POST"))),
      (Self.preflight("DELETE"), Self.allowing(("Origin", Self.page), ("Methods", "DELETE"))))
    for _ in 0..<3 {
      #expect(
        await Self.ask(replayer, Self.preflight("DELETE"))
          == "204 002-demo-OPTIONS-things; Origin: http://localhost:3000; Methods: DELETE")
    }
    #expect(await Self.ask(replayer, Self.preflight("POST", "X-A,content-type")).hasPrefix("204 001-"))
    #expect(replayer.unused.isEmpty && replayer.missCount == 0)
  }

  @Test func `else one that allows what is asked, and last the one that fits as requests do`() async throws {
    let replayer = try Self.replayer(
      (Self.preflight("POST"), Self.allowing(("Origin", "https://other.test"))),
      (Self.preflight("POST", "x-a"), Self.allowing(("Origin", "*"), ("Methods", "GET, PUT"), ("Headers", "*"))))
    #expect(await Self.ask(replayer, Self.preflight("PUT", "x-b", origin: "https://page.test")).hasPrefix("204 002-"))
    #expect(await Self.ask(replayer, Self.preflight("PATCH")).hasPrefix("204 001-"))
  }

  @Test func `a preflight that is none is a request like any other`() async throws {
    let replayer = try Self.replayer((Self.preflight("POST"), Self.allowing(("Origin", "*"))))
    let options = Request.sample(.options, "https://api.test/things", [HeaderField("Origin", Self.page)])
    #expect(await Self.ask(replayer, options).hasPrefix("204 001-"))
    #expect(await Self.ask(replayer, options) == "used-up; 001-demo-OPTIONS-things")
  }

  @Test func `without one the recorded answer to the request itself says what is allowed`() async throws {
    let answer = Self.allowing(
      ("Origin", "*"), ("Methods", "GET, DELETE"), ("Headers", "Content-Type, Authorization"), status: 404)
    let replayer = try Self.replayer((.sample(.delete, body: "{}"), answer))
    #expect(
      await Self.ask(replayer, Self.preflight("DELETE", "authorization"))
        == "204 001-demo-DELETE-things; Origin: *; Methods: GET, DELETE; Headers: Content-Type, Authorization")
    // Nobody has asked for the interaction itself.
    #expect(replayer.unused == ["001-demo-DELETE-things"] && replayer.requestCount == 0)
  }

  @Test func `what a page was allowed to send is allowed again`() async throws {
    let sent = Self.headers([
      ("Origin", Self.page), ("Content-Type", "application/json"), ("X-A", "1"), ("Accept", "*/*"),
    ])
    let answer = Self.allowing(("Origin", Self.page), ("Credentials", "true"), status: 200)
    let replayer = try Self.replayer((.sample(.put, "https://api.test/things", sent, body: "{}"), answer))
    #expect(
      await Self.ask(replayer, Self.preflight("PUT", "content-type,x-a"))
        == "204 001-demo-PUT-things; Origin: \(Self.page); Credentials: true; Methods: PUT; Headers: content-type, x-a")
    #expect(
      await Self.ask(replayer, Self.preflight("PUT", "accept,x-a,x-b"))
        == "preflight; 001-demo-PUT-things; headers - accept, x-b")
    #expect(
      await Self.ask(replayer, Self.preflight("PUT", origin: "http://localhost:4000"))
        == "preflight; 001-demo-PUT-things; origin http://localhost:3000 http://localhost:4000")
  }

  @Test(arguments: [
    // Sent by no page, by one of the API's own, and by one that could not read the answer.
    ([], "*"), ([("Origin", "https://api.test")], "*"), ([("Origin", "https://other.test")], page),
  ])
  func `what no page was allowed to send is not guessed`(sent: [(String, String)], allowed: String) async throws {
    let request = Request.sample(.put, "https://api.test/things", Self.headers(sent + [("X-A", "1")]), body: "{}")
    let replayer = try Self.replayer((request, Self.allowing(("Origin", allowed), status: 200)))
    #expect(
      await Self.ask(replayer, Self.preflight("PUT", "x-a"))
        == "preflight; 001-demo-PUT-things; methods - PUT; headers - x-a")
  }

  @Test func `a type that needs no leave gives none to others`() async throws {
    let sent = Self.headers([("Origin", Self.page), ("Content-Type", "text/plain;charset=UTF-8")])
    let replayer = try Self.replayer(
      (.sample(.post, "https://api.test/things", sent, body: "a"), Self.allowing(("Origin", "*"), status: 200)))
    #expect(
      await Self.ask(replayer, Self.preflight("POST", "content-type"))
        == "preflight; 001-demo-POST-things; headers - content-type")
    #expect(await Self.ask(replayer, Self.preflight("POST")) == "204 001-demo-POST-things; Origin: *; Methods: POST")
  }

  @Test func `an asterisk does not stand for credentials`() async throws {
    let replayer = try Self.replayer(
      (.sample(.get), Self.allowing(("Origin", "*"), ("Headers", "*"), status: 200)))
    #expect(
      await Self.ask(replayer, Self.preflight("GET", "x-a"))
        == "204 001-demo-GET-things; Origin: *; Methods: GET; Headers: *")
    #expect(
      await Self.ask(replayer, Self.preflight("GET", "authorization,x-a"))
        == "preflight; 001-demo-GET-things; headers * authorization")
  }

  @Test func `only the request's own URL and method count`() async throws {
    let replayer = try Self.replayer(
      (.sample(.put, "https://api.test/things?a=1"), Self.allowing(("Origin", "*"), ("Methods", "*"), status: 200)))
    for url in ["things", "things?a=2", "thing?a=1"] {
      #expect(await Self.ask(replayer, Self.preflight("PUT", at: "https://api.test/" + url)) == "preflight")
    }
    #expect(await Self.ask(replayer, Self.preflight("PATCH", at: "https://api.test/things?a=1")) == "preflight")
    #expect(await Self.ask(replayer, Self.preflight("PUT", at: "https://api.test/things?a=1")).hasPrefix("204 001-"))
  }

  @Test func `an answer that allows no page anything is named`() async throws {
    let replayer = try Self.replayer((.sample(.put), .sample("{}")), (.sample(.get), Self.allowing(("Origin", "*"))))
    let preflight = Self.preflight("PUT")
    #expect(
      await Self.ask(replayer, preflight)
        == "preflight; 001-demo-PUT-things; origin - http://localhost:3000; methods - PUT")
    let report = MissReport(try #require(replayer.misses.first))
    #expect(
      report.detail.hasSuffix(
        "is a browser's CORS preflight, which Cassettes/sample does not hold, and the answer of 001-demo-PUT-things"
          + " does not allow what it asks."))
    #expect(report.text.contains("closest: 001-demo-PUT-things; differences:"))
  }

  @Test func `where misses are recorded, a preflight is matched as all requests are`() async throws {
    let replayer = try Self.replayer(
      (.sample(.delete), Self.allowing(("Origin", "*"), ("Methods", "*"))),
      (Self.preflight("PUT"), Self.allowing(("Origin", "*"))), answersPreflights: false)
    #expect(await Self.ask(replayer, Self.preflight("DELETE")).hasPrefix("204 002-"))
    #expect(await Self.ask(replayer, Self.preflight("DELETE")) == "used-up; 002-demo-OPTIONS-things")
  }
}
