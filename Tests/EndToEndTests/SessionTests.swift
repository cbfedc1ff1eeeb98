import JSONModel
import TestSupport
import Testing

/// Sessions of the built server, asked by real curl.
@Suite(.timeLimit(.minutes(10))) struct SessionTests {
  static let licence = "/keygen/v1/accounts/\(ReplayTests.account)/licenses"
  static let customer = "/paddle/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"

  func status(_ url: String, _ options: String...) throws -> String {
    try Subprocess.run(
      "curl",
      ["-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Bearer x"] + options + [
        url
      ]
    ).output
  }

  func json(_ url: String, _ options: String...) throws -> JSONValue {
    try JSONValue(parsing: Subprocess.run("curl", ["-s", "--noproxy", "*"] + options + [url]).outputBytes)
  }

  @Test func `each session has its own counters, misses and unused interactions`() throws {
    let server = try ReplayTests.Server("purchase-again", "--after-last", "miss")
    let origin = server.origin
    #expect(try status(origin + Self.customer) == "200")
    #expect(try status(origin + Self.customer) == "599")
    #expect(try status(origin + Self.customer, "-H", "Tapedeck-Session: one") == "200")
    #expect(try status("\(origin)/_tapedeck/session/two\(Self.customer)") == "200")
    #expect(try status("\(origin)/_tapedeck/session/two\(Self.customer)") == "599")
    #expect(
      try status(
        "http://sandbox-api.paddle.com/x", "--proxy", origin.replacing("://", with: "://three@"), "--request-target",
        "https://sandbox-api.paddle.com\(Self.customer.dropFirst(7))", "--noproxy", "") == "200")
    let list = try json("\(origin)/_tapedeck/sessions")["sessions"]?.array ?? []
    #expect(list.map { $0["name"]?.text } == ["default", "one", "two", "three"])
    #expect(list.map { $0["requests"]?.int } == [2, 1, 2, 1])
    #expect(list.map { $0["missCount"]?.int } == [1, 0, 1, 0])
    let two = try json("\(origin)/_tapedeck/sessions/two")
    #expect(two["misses"]?[0]?["reason"] == "used-up")
    #expect(two["unused"] == ["003-keygen-GET-licenses", "004-ses-POST-outbound-emails"])
    let url = try #require(two["baseURLs"]?["paddle"]?.text)
    #expect(try status(url + Self.customer.dropFirst(7)) == "599", "the URL that the session itself names")
    #expect(try status("\(origin)/_tapedeck/sessions/two/reset", "-X", "POST") == "200")
    #expect(try status("\(origin)/_tapedeck/session/two\(Self.customer)") == "200")
    #expect(try json("\(origin)/_tapedeck/sessions/one", "-X", "DELETE")["name"] == "one")
    #expect(
      try json("\(origin)/_tapedeck/sessions/one")["next"] == .string("curl -X POST \(origin)/_tapedeck/sessions/one"))
    let end = server.end()
    #expect(end.status == 1)
    #expect(end.output.contains("3 misses, 2 of 4 interactions unused"))
  }

  @Test func `eight sessions over sockets at once see their own order, 125 requests each`() throws {
    let place = try Workplace()
    try place.folder.write(
      #"{ "tapedeck": 1, "complete": true, "apis": { "demo": { "hosts": ["http://demo.test"] } } }"#,
      to: "Cassettes/sequence/cassette.json")
    for number in 1...125 {
      try place.folder.write(
        """
        {"api": "demo", "request": {"method": "GET", "url": "http://demo.test/next"},
         "response": {"status": 200, "reason": "OK", "body": {"text": "\(number)\\n"}}, "recorded": {"origin": "edited"}}
        """, to: "Cassettes/sequence/\(number)-demo-GET-next.json")
    }
    let server = try ReplayTests.Server("sequence", "--after-last", "miss", in: place.folder.path)
    let clients = try (0..<8).map { number in
      let url =
        number.isMultiple(of: 2)
        ? "\(server.origin)/demo/next" : "\(server.origin)/_tapedeck/session/s\(number)/demo/next"
      // One curl asks 125 times over one connection.
      return try Subprocess.start(
        "curl", ["-s", "--noproxy", "*", "-H", "Tapedeck-Session: s\(number)"] + [String](repeating: url, count: 125))
    }
    let expected = (1...125).map { "\($0)\n" }.joined()
    for client in clients { #expect(client.finish().output == expected) }
    #expect(server.end().status == 0)
  }
}
