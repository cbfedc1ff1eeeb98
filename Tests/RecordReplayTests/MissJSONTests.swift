import HTTPModel
import JSONModel
import RecordReplay
import Testing

struct MissJSONTests {
  static func problem(_ miss: Miss) throws -> JSONValue {
    let response = MissReport(miss).response
    #expect(response.status == 599)
    #expect(response.reason == "No Recorded Interaction")
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
        "type", "title", "status", "detail", "reason", "api", "method", "url", "cassette", "closest", "command",
      ])
    #expect(problem["type"] == "urn:tapedeck:miss")
    #expect(problem["title"] == "No Recorded Interaction")
    #expect(problem["status"] == 599)
    #expect(problem["reason"] == "never-recorded")
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
}
