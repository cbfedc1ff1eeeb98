import TestSupport
import Testing

/// A page of a front end under development asks the server, as browsers do: first whether it may.
@Suite(.timeLimit(.minutes(10))) struct PreflightRunTests {
  private static let page = "http://localhost:3000"

  private static func entry(
    _ method: String, _ path: String, _ request: [(String, String)], _ answer: [(String, String)]
  )
    -> String
  {
    func list(_ fields: [(String, String)]) -> String {
      fields.map { #"{"name": "\#($0.0)", "value": "\#($0.1)"}"# }.joined(separator: ", ")
    }
    let body = method == "PUT" ? #", "postData": {"mimeType": "application/json", "text": "{}"}"# : ""
    return """
      {"request": {"method": "\(method)", "url": "https://api.example.com\(path)", "headers": [\(list(request))]\(body)},
       "response": {"status": \(method == "OPTIONS" ? 204 : 200), "statusText": "No Content", "headers": [\(list(answer))],
        "content": {"size": 0, "mimeType": "application/json", "text": ""}}}
      """
  }

  /// What the page of a browser sends before a PUT of JSON with a token, and prints what came.
  private static func preflight(_ server: ReplayTests.Server, _ path: String, _ method: String = "PUT") throws -> String
  {
    try Subprocess.run(
      "curl",
      [
        "-si", "--noproxy", "*", "-X", "OPTIONS", "\(server.origin)/api\(path)", "-H", "Accept: */*", "-H",
        "Access-Control-Request-Method: \(method)", "-H", "Access-Control-Request-Headers: authorization,content-type",
        "-H", "Origin: \(page)", "-H", "Sec-Fetch-Mode: cors", "-H", "Sec-Fetch-Site: same-site", "-H",
        "Sec-Fetch-Dest: empty",
      ]
    ).output
  }

  private static func lines(_ answer: String) -> [String] {
    answer.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("HTTP/") || $0.hasPrefix("Access-Control-") }
  }

  @Test func `a preflight is answered by what is recorded, or named`() throws {
    let sent = [
      ("Origin", Self.page), ("Content-Type", "application/json"), ("Authorization", "Bearer q7WzT3mK9xVb2LrYc8Pd"),
    ]
    let asked = [
      ("Origin", Self.page), ("Access-Control-Request-Method", "PUT"),
      ("Access-Control-Request-Headers", "authorization,content-type"),
    ]
    let allowed = [
      ("Access-Control-Allow-Origin", Self.page), ("Access-Control-Allow-Methods", "PUT, DELETE"),
      ("Access-Control-Allow-Headers", "authorization, content-type"), ("Access-Control-Max-Age", "600"),
    ]
    let entries = [
      Self.entry("OPTIONS", "/recorded", asked, allowed), Self.entry("PUT", "/recorded", sent, [allowed[0]]),
      Self.entry("PUT", "/sent", sent, [allowed[0], ("Access-Control-Allow-Credentials", "true")]),
      Self.entry("PUT", "/silent", [], []),
    ]
    let place = try Workplace()
    try place.folder.write(
      #"{"log": {"version": "1.2", "creator": {"name": "t"}, "entries": ["# + entries.joined(separator: ", ") + "]}}",
      to: "in.har")
    let imported = try place.run("import", "in.har", "-c", "c", "--api", "api=https://api.example.com")
    #expect(imported.status == 0, "\(imported.error)")
    let server = try ReplayTests.Server("c", in: place.folder.path)
    for _ in 0..<2 {
      #expect(
        try Self.lines(Self.preflight(server, "/recorded")) == [
          "HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: \(Self.page)",
          "Access-Control-Allow-Methods: PUT, DELETE", "Access-Control-Allow-Headers: authorization, content-type",
          "Access-Control-Max-Age: 600",
        ])
    }
    #expect(
      try Self.lines(Self.preflight(server, "/sent")) == [
        "HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: \(Self.page)",
        "Access-Control-Allow-Credentials: true", "Access-Control-Allow-Methods: PUT",
        "Access-Control-Allow-Headers: authorization, content-type",
      ])
    let put = try Subprocess.run(
      "curl",
      [
        "-s", "--noproxy", "*", "-X", "PUT", "-w", "%{http_code}", "\(server.origin)/api/sent", "-d", "{}", "-H",
        "Origin: \(Self.page)", "-H", "Content-Type: application/json", "-H", "Authorization: Bearer any",
      ])
    #expect(put.output == "200")
    let silent = try Self.preflight(server, "/silent"), unknown = try Self.preflight(server, "/sent", "DELETE")
    #expect(
      silent.contains(#""reason":"preflight""#) && silent.contains("the answer of 004-api-PUT-silent does not allow"))
    #expect(silent.contains(#""pointer":"/response/headers/access-control-allow-origin","recorded":null"#))
    #expect(unknown.hasPrefix("HTTP/1.1 599 Preflight never recorded: OPTIONS /sent"), "\(unknown)")
    let end = server.end()
    #expect(end.status == 1)
    #expect(
      server.start.isEmpty == false
        && end.output.contains("OPTIONS https://api.example.com/sent -> 204 [allowed by 003-api-PUT-sent]"),
      "\(end.output)")
    #expect(end.output.contains("2 misses"), "\(end.output)")
  }
}
