import HTTPModel
import HTTPServing
import JSONModel
import Testing

struct ProblemTests {
  @Test func `a miss is 599 with its facts as members`() throws {
    let mismatch = Mismatch(pointer: "/headers/accept", recorded: nil, received: "*/*")
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "https://a/b", api: nil, cassette: "Cassettes/x",
      closest: Miss.Closest(interaction: "001-a-GET-b", mismatches: [mismatch]))
    let response = Problem.response(to: miss, command: "tapedeck record")
    #expect(response.status == 599)
    #expect(response.headers.first("Content-Type") == "application/problem+json")
    guard case .bytes(let bytes) = response.body else { return #expect(Bool(false), "no bytes") }
    let problem = try JSONValue(parsing: bytes)
    #expect(problem["status"] == 599)
    #expect(problem["type"] == "urn:tapedeck:miss")
    #expect(problem["reason"] == "never-recorded")
    #expect(problem["url"] == "https://a/b")
    #expect(problem["api"] == .null)
    #expect(problem["command"] == "tapedeck record")
    #expect(problem["closest"]?["interaction"] == "001-a-GET-b")
    #expect(problem["closest"]?["mismatches"]?.array?.first?["received"] == "*/*")
    #expect(problem["detail"]?.text?.contains("001-a-GET-b") == true)
    #expect(problem["apis"] == nil)
  }

  @Test func `a miss of an unknown host names the hosts that are known`() throws {
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "http://a/", api: nil, cassette: "c", closest: nil,
      apis: [.init(name: "x", url: "https://x.test"), .init(name: "y", url: "https://y.test")])
    guard case .bytes(let bytes) = Problem.response(to: miss).body else { return #expect(Bool(false), "no bytes") }
    let problem = try JSONValue(parsing: bytes)
    #expect(
      problem["detail"] == "No API in c has the host of GET http://a/. It has x (https://x.test), y (https://y.test).")
    #expect(problem["apis"]?.array?.map { $0["name"] } == ["x", "y"])
  }
}
