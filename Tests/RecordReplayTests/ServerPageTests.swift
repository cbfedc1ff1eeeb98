import HTTPModel
import RecordReplay
import TestSupport
import Testing

struct ServerPageTests {
  private func ask(
    _ target: String, _ method: HTTPMethod = .get, origin: String = "http://127.0.0.1:8080", tunnelled: Bool = false
  ) async throws -> (response: Response?, sessions: Sessions) {
    let sessions = Sessions(try Replayer([.sample()])) { APIRouter(apis: [.demo], answering: $1) }
    let router = SessionRouter(sessions, apis: [.demo])
    let request = Request(
      method, try #require(Origin(origin)), Target(target), via: Request.Via(isTunnelled: tunnelled))
    return (await router.respond(to: request).outcome.response, sessions)
  }

  @Test func `a browser at the root sees what is served, and is no miss`() async throws {
    let (response, sessions) = try await ask("/")
    #expect(response?.status == 200)
    #expect(response?.headers.first("content-type") == "text/html; charset=utf-8")
    let text = response?.body.text ?? ""
    #expect(text.contains("<code>http://127.0.0.1:8080/demo</code>") && text.contains("https://api.test"))
    #expect(!text.contains("{cassette}") && !text.contains("{rows}") && !text.contains("{settings}"))
    #expect(!text.contains("http://") || !text.contains("src="))
    #expect(try await ask("/favicon.ico").response?.status == 204)
    #expect(sessions.missCount == 0)
  }

  @Test(arguments: [
    ("/", HTTPMethod.post, false), ("/?a", .get, false), ("/other", .get, false), ("/", .get, true),
  ])
  func `nothing else is the page`(target: String, method: HTTPMethod, tunnelled: Bool) async throws {
    let response = try await ask(target, method, tunnelled: tunnelled).response
    #expect(response?.headers.first("content-type") != "text/html; charset=utf-8")
  }

  @Test func `the root of an API's own host is the API's`() async throws {
    let response = try await ask("/", origin: "https://api.test").response
    #expect(response?.headers.first("content-type") != "text/html; charset=utf-8")
  }
}
