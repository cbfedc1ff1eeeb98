import HTTPModel
import RecordReplay
import Testing

/// What stands beside head and body of an answer may hold a secret, too.
struct ExchangeDraftTests {
  private static let token = "8f14e45fceea167a5a36dedd4bea2543"

  private func stored(_ response: Response, trailers: HeaderFields = []) throws -> StoredResponse {
    let request = Request.sample(
      .get, "https://api.test/things", [HeaderField("Authorization", "Bearer \(Self.token)")])
    let interaction = try Redactor().redact(
      Exchange(request: request, outcome: .response(response)), api: .demo, recorded: Provenance(.recorded),
      trailers: trailers)
    guard case .response(let stored) = interaction.outcome else { throw RedactionError.nothingToStore }
    return stored
  }

  @Test func `a key in a trailer is not stored`() throws {
    let stored = try stored(
      .sample("answer"), trailers: [HeaderField("X-Api-Key", "abcdefghijkl"), HeaderField("Age", "1")])
    #expect(stored.trailers == [HeaderField("X-Api-Key", "redactedreda"), HeaderField("Age", "1")])
  }

  @Test func `a cookie that an answer sets in advance is not stored`() throws {
    var response = Response.sample("answer")
    response.interim = [
      Response.Interim(
        status: 103, reason: "Early Hints", headers: [HeaderField("Set-Cookie", "sid=a1b2c3d4e5f6; Path=/")])
    ]
    let hints = try #require(try stored(response).interim.first)
    let cookie = try #require(hints.headers.first("set-cookie"))
    #expect(!cookie.contains("a1b2c3d4e5f6") && cookie.contains("sid=000000000000") && cookie.contains("; Path=/"))
  }

  @Test func `a token that comes back as the reason is not stored`() throws {
    var response = Response.sample("answer")
    response.reason = "no such token \(Self.token)"
    #expect(try stored(response).reason == "no such token " + String(repeating: "0", count: 32))
  }

  @Test func `a secret of eight bytes is taken out of the body as well, a shorter one is not looked for`() throws {
    func body(_ key: String) throws -> String {
      let stored = try stored(.sample("the key is \(key).", [HeaderField("X-Api-Key", key)]))
      return String(decoding: try stored.body?.bytes ?? [], as: UTF8.self)
    }
    #expect(try body("a1b2c3d4") == "the key is 00000000.")
    #expect(try body("a1b2c3d") == "the key is a1b2c3d.")
  }
}
