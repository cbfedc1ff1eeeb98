import TestSupport
import Testing

/// A cassette with what clients find difficult, and a server of it that has the API under a base URL and at the root of a
/// port: answers with a body, without one (204, HEAD), errors, and what was never recorded.
struct ClientTable {
  private let folder: TemporaryFolder
  private let server: ReplayTests.Server
  let baseURL: String, root: String

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      { "tapedeck": 1, "complete": true, "afterLast": "repeat-last",
        "apis": { "demo": { "hosts": ["https://api.demo.test"] } } }
      """, to: "Cassettes/table/cassette.json")
    for (index, row) in Self.rows.enumerated() {
      let headers = row.headers.map { "\"\($0)\"" }.joined(separator: ", ")
      let body = row.body.map { #", "body": { "json": \#($0) }"# } ?? ""
      try folder.write(
        """
        { "api": "demo", "request": { "method": "\(row.method)", "url": "https://api.demo.test\(row.path)" },
          "response": { "status": \(row.status), "reason": "R", "headers": [\(headers)]\(body) },
          "recorded": { "origin": "documented" } }
        """, to: "Cassettes/table/\(100 + index)-demo-\(row.method).json")
    }
    server = try ReplayTests.Server("table", "--listen", "demo=0", "--name-interactions", in: folder.path)
    baseURL = server.origin + "/demo"
    root = String(try #require(server.start.firstMatch(of: #/demo at its root: (\S+)/#), "\(server.start)").1)
  }

  /// Runs a client's script, whose arguments are the base URL and the port's.
  func run(_ words: [String], _ script: String, over bases: [String]? = nil) throws -> Subprocess.Result {
    try folder.write(script, to: "script")
    let own = [
      "no_proxy": "*", "NO_PROXY": "*", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "x",
      "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      "AWS_MAX_ATTEMPTS": "1", "HOME": folder.path,
    ]
    return try Subprocess.run(
      words[0], words.dropFirst() + ["script"] + (bases ?? [baseURL, root]), in: folder.path,
      environment: own.merging(PackagedClients.environment) { $1 })
  }

  func end() -> Subprocess.Result { server.end() }

  private struct Row {
    let method: String, path: String, status: Int
    var headers = ["Content-Type: application/json"]
    var body: String?
  }

  private static let rows = [
    Row(method: "GET", path: "/things/1", status: 200, body: #"{"id":1}"#),
    Row(method: "GET", path: "/gone", status: 404, body: #"{"error":"gone"}"#),
    Row(method: "GET", path: "/empty", status: 204, headers: []),
    Row(
      method: "HEAD", path: "/things/1", status: 200,
      headers: ["Content-Type: application/json", "Content-Length: 8"]),
    // As SES answers.
    Row(method: "GET", path: "/v2/email/account", status: 200, body: #"{"SendingEnabled":true}"#),
    Row(
      method: "GET", path: "/v2/email/templates/gone", status: 404,
      headers: ["Content-Type: application/json", "x-amzn-ErrorType: NotFoundException"],
      body: #"{"message":"no such template"}"#),
    Row(method: "DELETE", path: "/v2/email/templates/empty", status: 204, headers: []),
    // As Paddle answers.
    Row(
      method: "GET", path: "/customers/ctm_1", status: 200,
      body: """
        {"data":{"id":"ctm_1","name":"Ada","email":"ada@example.com","marketing_consent":false,"status":"active",\
        "locale":"en","created_at":"2024-04-11T15:57:24.813Z","updated_at":"2024-04-11T15:57:24.813Z"},\
        "meta":{"request_id":"r"}}
        """),
    Row(
      method: "GET", path: "/customers/ctm_gone", status: 404,
      body: """
        {"error":{"type":"request_error","code":"not_found","detail":"not found","documentation_url":"https://x.test"},\
        "meta":{"request_id":"r"}}
        """),
    Row(method: "DELETE", path: "/notification-settings/ntfset_1", status: 204, headers: []),
  ]
}
