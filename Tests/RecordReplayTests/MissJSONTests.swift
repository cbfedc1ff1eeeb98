import HTTPModel
import JSONModel
import RecordReplay
import Testing

struct MissJSONTests {
  static func problem(_ miss: Miss) throws -> JSONValue {
    let response = MissReport(miss).response
    #expect(response.status == 599)
    #expect(response.reason == MissReport(miss).phrase)
    #expect(response.headers.first("Content-Type") == "application/problem+json")
    guard case .bytes(let bytes) = response.body else { return .null }
    return try JSONValue(parsing: bytes)
  }

  @Test func `the answer to a miss has its facts as members`() throws {
    let mismatch = Mismatch(pointer: "/headers/accept", recorded: nil, received: "*/*")
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "https://a/b", api: nil, cassette: "Cassettes/x",
      closest: Miss.Closest(interaction: "001-a-GET-b", mismatches: [mismatch]))
    let problem = try Self.problem(miss)
    #expect(
      problem.object?.keys == [
        "type", "title", "status", "detail", "code", "message", "reason", "api", "method", "url", "cassette", "closest",
        "command", "ways",
      ])
    #expect(problem["type"] == "urn:tapedeck:miss")
    #expect(problem["title"] == "No Recorded Interaction")
    #expect(problem["status"] == 599)
    #expect(problem["reason"] == "never-recorded")
    #expect(problem["code"] == "never-recorded")
    #expect(
      problem["message"]?.text?.hasSuffix(
        "To record it: tapedeck record --cassette x --mode new_episodes --api NAME=https://a") == true)
    #expect(problem["url"] == "https://a/b")
    #expect(problem["api"] == .null)
    #expect(problem["command"] == "tapedeck record --cassette x --mode new_episodes --api NAME=https://a")
    #expect(
      problem["closest"] == [
        "interaction": "001-a-GET-b",
        "mismatches": [["pointer": "/headers/accept", "recorded": .null, "received": "*/*"]],
      ])
    #expect(problem["detail"]?.text?.contains("001-a-GET-b") == true)
  }

  @Test func `the answer to a miss of an unknown host has the known ones`() throws {
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "http://a/", api: nil, cassette: "c", closest: nil,
      apis: [.init(name: "x", url: "https://x.test"), .init(name: "y", url: "https://y.test")])
    let problem = try Self.problem(miss)
    #expect(
      problem["detail"] == "No API in c has the host of GET http://a/. It has x (https://x.test), y (https://y.test).")
    #expect(problem["apis"]?.array?.map { $0["name"] } == ["x", "y"])
    #expect(problem["closest"] == nil)
  }

  @Test(arguments: [
    (Miss.Reason.neverRecorded, "https://a/b?key=1", "Never recorded: GET /b"),
    (.usedUp, "https://a/b/c", "Used up: GET /b/c"), (.bodyTooLong, "https://a/", "Body too long to match: GET /"),
    (.unreadable, "https://a/%C3%A4", "Recording is damaged: GET /%C3%A4"),
    (.neverRecorded, "https://a/" + String(repeating: "x", count: 200), "Never recorded: GET /xxxx"),
  ])
  func `the reason phrase says it in short, without the query`(reason: Miss.Reason, url: String, phrase: String) {
    let miss = Miss(reason: reason, method: "GET", url: url, api: "a", cassette: "c", closest: nil)
    let got = MissReport(miss).phrase
    #expect(got.hasPrefix(phrase) && got.utf8.count <= 120)
    #expect(url.utf8.count > 100 ? got.hasSuffix("...") : got == phrase)
  }

  @Test func `a base URL's path that was lost is named`() throws {
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "http://127.0.0.1:8080/b", api: nil, cassette: "c", closest: nil,
      apis: [.init(name: "x", url: "https://x.test"), .init(name: "y", url: "https://y.test")], meant: "y")
    let problem = try Self.problem(miss)
    #expect(problem["meant"] == "y")
    #expect(
      problem["detail"]?.text?.hasSuffix(
        "y has it: its base URL is http://127.0.0.1:8080/y, and this client drops a base URL's path "
          + "(tapedeck replay c --listen y=0 gives the API a port of its own).") == true)
  }
}
