import TestSupport
import Testing

/// README's example of a suite in another language: pytest in four processes, over one server.
@Suite(.timeLimit(.minutes(5)), .enabled(if: PackagedClients.areThere, PackagedClients.reason))
struct PytestTests {
  /// README's blocks of Python: the fixture, then the tests.
  private static func python() throws -> [String] {
    try ReadmeTests.blocks().filter { $0.language == "python" }.map(\.text)
  }

  private static let har = #"""
    {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [
      {"startedDateTime": "2026-01-01T00:00:00Z", "time": 1,
       "request": {"method": "GET", "url": "https://shop.example.com/cart", "httpVersion": "HTTP/1.1",
        "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
       "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Type", "value": "application/json"}], "cookies": [], "redirectURL": "",
        "headersSize": -1, "bodySize": 9, "content": {"size": 9, "mimeType": "application/json", "text": "{\"sum\":7}"}},
       "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0}},
      {"startedDateTime": "2026-01-01T00:00:01Z", "time": 1,
       "request": {"method": "POST", "url": "https://shop.example.com/orders", "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Type", "value": "application/json"}], "queryString": [], "cookies": [],
        "headersSize": -1, "bodySize": 9, "postData": {"mimeType": "application/json", "text": "{\"sum\":7}"}},
       "response": {"status": 201, "statusText": "Created", "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Type", "value": "application/json"}], "cookies": [], "redirectURL": "",
        "headersSize": -1, "bodySize": 8, "content": {"size": 8, "mimeType": "application/json", "text": "{\"id\":1}"}},
       "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0}}]}}
    """#

  @Test func `tests of four processes have a session each, and assert what was sent`() throws {
    let folder = try TemporaryFolder(), python = try Self.python()
    #expect(python.count == 2)
    try folder.write(Self.har, to: "shop.har")
    try folder.write(python[0], to: "conftest.py")
    try folder.write(python[1], to: "test_orders.py")
    func run(_ words: [String]) throws -> Subprocess.Result {
      try Subprocess.run(
        Program.path, words, in: folder.path,
        environment: PackagedClients.environment.merging(["XDG_STATE_HOME": folder.path + "/state"]) { $1 })
    }
    let imported = try run(["import", "shop.har", "--cassette", "shop", "--api", "shop=https://shop.example.com"])
    #expect(imported.status == 0, "\(imported.error)")
    let tested = try run(
      ["replay", "shop", "--", "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "4"])
    #expect(tested.output.contains("21 passed"), "\(tested.output)\(tested.error)")
    #expect(tested.status == 0)
  }
}
