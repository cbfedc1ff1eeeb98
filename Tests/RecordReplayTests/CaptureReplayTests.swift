import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// A client gets its own values back where a response holds stand-ins.
struct CaptureReplayTests {
  static let url = "https://api.test/things"
  /// Escaped differently in each place.
  static let own = #"K"1 \é/"#

  /// An interaction whose request holds a key in its query.
  static func interaction(
    _ body: String?, _ place: String, headers: [String] = [], text: String = "STAND-IN"
  ) -> CapturedInteraction {
    CapturedInteraction(
      url: url + "?key={{demo.key}}", responseHeaders: headers, responseBody: body,
      request: [("/url/query/key", "{{demo.key}}", "any")], response: [(place, text, "demo.key")])
  }

  static func request(_ key: String, _ headers: HeaderFields = [], method: HTTPMethod = .get) -> Request {
    .sample(method, "\(url)?key=\(PercentEncoding.encoded(key.utf8))", headers)
  }

  static func response(
    _ interaction: CapturedInteraction, _ key: String = own, _ headers: HeaderFields = []
  ) async throws -> Response {
    let replayer = try CapturedInteraction.replayer([interaction])
    let method = HTTPMethod(rawValue: interaction.method)
    return try #require(await replayer.respond(to: request(key, headers, method: method)).outcome.response)
  }

  @Test(arguments: [
    (#"{ "json": {"k":"STAND-IN","o":"STAND-IN"} }"#, "/body/json/k", #"{"k":"K\"1 \\é/","o":"STAND-IN"}"#),
    (#"{ "json": {"k":"a\u00e9 STAND-IN\/z"} }"#, "/body/json/k", #"{"k":"a\u00e9 K\"1 \\é/\/z"}"#),
    (#"{ "json": {"k":"\ud83d\ude00STAND\u002dIN!"} }"#, "/body/json/k", #"{"k":"\ud83d\ude00K\"1 \\é/!"}"#),
    (#"{ "json": {"k":"{\"t\":\"STAND-IN\"}"} }"#, "/body/json/k", #"{"k":"{\"t\":\"K\\\"1 \\\\é/\"}"}"#),
    (#"{ "json": [1, ["STAND-IN"]], "style": "spaced" }"#, "/body/json/1/0", #"[1, ["K\"1 \\é/"]]"#),
    (
      #"{ "json": {"k":"https://api.test/STAND-IN"} }"#, "/body/json/k",
      #"{"k":"https://api.test/K%221%20%5C%C3%A9%2F"}"#
    ),
    (#"{ "text": "x STAND-IN y STAND-IN" }"#, "/body", #"x K"1 \é/ y K"1 \é/"#),
    (#"{ "text": "a=1&k=+STAND%2dIN%21&l=STAND-IN" }"#, "/body/form/k", "a=1&k=+K%221%20%5C%C3%A9%2F%21&l=STAND-IN"),
  ])
  func `in a body its own value is put in the place's own escaping`(body: String, place: String, expected: String)
    async throws
  {
    let response = try await Self.response(Self.interaction(body, place, headers: ["Content-Length: 999"]))
    #expect(response.body.text == expected)
    #expect(response.headers.map(\.description) == ["Content-Length: \(expected.utf8.count)"])
  }

  @Test func `in headers, a reason and trailers too`() async throws {
    var interaction = Self.interaction(
      nil, "/headers/location",
      headers: ["Location: /keys/STAND-IN?a", "X: STAND-IN", "Set-Cookie: a", "set-cookie: STAND-IN"])
    interaction.reason = "Hi STAND-IN"
    interaction.response += [("/headers/set-cookie/1", "STAND-IN", "demo.key"), ("/reason", "STAND-IN", "demo.key")]
    let response = try await Self.response(interaction)
    #expect(
      response.headers.map(\.description) == [
        #"Location: /keys/K%221%20%5C%C3%A9%2F?a"#, "X: STAND-IN", "Set-Cookie: a", #"set-cookie: K"1 \é/"#,
        "Content-Length: 0",
      ])
    #expect(response.reason == #"Hi K"1 \é/"#)
    interaction = Self.interaction(#"{ "text": "x" }"#, "/trailers/t")
    interaction.trailers = ["T: STAND-IN"]
    guard case .success(let body) = await (try Self.response(interaction)).body.collected() else {
      return #expect(Bool(false))
    }
    #expect(body.trailers.first("t") == Self.own)
  }

  @Test func `no header gets a control character`() async throws {
    let interaction = Self.interaction(
      #"{ "json": {"k":"STAND-IN"} }"#, "/headers/x-key", headers: ["X-Key: STAND-IN"])
    var both = interaction
    both.response.append(("/body/json/k", "STAND-IN", "demo.key"))
    let response = try await Self.response(both, "a\r\nX: y")
    #expect(response.headers.first("x-key") == "STAND-IN")
    #expect(response.headers.first("x") == nil)
    #expect(response.body.text == #"{"k":"a\r\nX: y"}"#)
  }

  @Test(arguments: [("777", #"{"pin":777}"#), ("0777", #"{"pin":"0777"}"#), ("x", #"{"pin":"x"}"#)])
  func `a number stays one where the value is one`(key: String, expected: String) async throws {
    let interaction = Self.interaction(#"{ "json": {"pin":123456} }"#, "/body/json/pin", text: "123456")
    #expect(try await Self.response(interaction, key).body.text == expected)
  }

  @Test func `a number that a client sends is its value`() async throws {
    let interaction = CapturedInteraction(
      method: "POST", body: #"{ "json": {"pin":"{{demo.pin}}"} }"#, responseBody: #"{ "json": {"pin":"123456"} }"#,
      request: [("/body/json/pin", "{{demo.pin}}", "digits")], response: [("/body/json/pin", "123456", "demo.pin")])
    let replayer = try CapturedInteraction.replayer([interaction])
    #expect(await replayer.answer(.sample(.post, body: #"{"pin":77}"#)) == #"{"pin":"77"}"#)
  }

  @Test func `a value comes from inside a longer one, from each kind of place`() async throws {
    func answer(_ interaction: CapturedInteraction, _ request: Request) async throws -> String {
      var interaction = interaction
      interaction.responseBody = #"{ "text": "key STAND-IN" }"#
      interaction.response = [("/body", "STAND-IN", "demo.key")]
      return await (try CapturedInteraction.replayer([interaction])).answer(request)
    }
    let format = "any"
    let path = CapturedInteraction(
      url: Self.url + "/k-{{demo.key}}", request: [("/url/path/1", "{{demo.key}}", format)])
    #expect(try await answer(path, .sample(.get, Self.url + "/k-%41b")) == "key Ab")
    let header = CapturedInteraction(
      headers: ["Authorization: Bearer {{demo.key}}"], request: [("/headers/authorization", "{{demo.key}}", format)])
    #expect(
      try await answer(header, .sample(.get, Self.url, [HeaderField("authorization", "Bearer Ab")])) == "key Ab")
    let cookie = CapturedInteraction(
      headers: ["Cookie: a=1", "Cookie: b=2; s={{demo.key}}"], request: [("/headers/cookie/1", "{{demo.key}}", format)])
    let cookies: HeaderFields = [HeaderField("Cookie", "a=1"), HeaderField("Cookie", "b=2; s=Ab")]
    #expect(try await answer(cookie, .sample(.get, Self.url, cookies)) == "key Ab")
    let json = CapturedInteraction(
      method: "POST", body: #"{ "json": {"k":"id {{demo.key}}!"} }"#,
      request: [("/body/json/k", "{{demo.key}}", format)])
    #expect(try await answer(json, .sample(.post, body: #"{"k":"id \u0041b!"}"#)) == "key Ab")
    let inner = CapturedInteraction(
      method: "POST", body: #"{ "json": {"k":"{\"t\":\"{{demo.key}}\"}"} }"#,
      request: [("/body/json/k", "{{demo.key}}", format)])
    #expect(try await answer(inner, .sample(.post, body: #"{"k":"{\"t\":\"A\\u0062\\\"\"}"}"#)) == #"key Ab""#)
    let form = CapturedInteraction(
      method: "POST", headers: ["Content-Type: application/x-www-form-urlencoded"],
      body: #"{ "text": "p={{demo.key}}" }"#,
      request: [("/body/form/p", "{{demo.key}}", format)])
    let formType: HeaderFields = [HeaderField("Content-Type", "application/x-www-form-urlencoded")]
    #expect(try await answer(form, .sample(.post, Self.url, formType, body: "p=%41+b")) == "key A b")
    let text = CapturedInteraction(
      method: "POST", headers: ["Content-Type: text/plain"], body: #"{ "text": "key: {{demo.key}}." }"#,
      request: [("/body", "{{demo.key}}", format)])
    #expect(
      try await answer(text, .sample(.post, Self.url, [HeaderField("Content-Type", "text/plain")], body: "key: Ab."))
        == "key Ab")
  }

  /// Creates a key, then reads what it is called.
  static let sequence = [
    interaction(#"{ "json": {"key":"STAND-IN"} }"#, "/body/json/key"),
    CapturedInteraction(
      url: url + "/name", responseBody: #"{ "json": {"name":"my STAND-IN","other":"OTHER"} }"#,
      response: [("/body/json/name", "STAND-IN", "demo.key"), ("/body/json/other", "OTHER", "demo.other")]),
    CapturedInteraction(
      url: url + "/by/{{demo.key}}", responseBody: #"{ "text": "found STAND-IN" }"#,
      request: [("/url/path/2", "{{demo.key}}", "any")], response: [("/body", "STAND-IN", "demo.key")]),
  ]

  @Test(arguments: StoreForm.allCases)
  func `later responses of the session have it as well, those of others do not`(form: StoreForm) async throws {
    let written = try CapturedInteraction.written(Self.sequence, in: form)
    let cassette = try Cassette(loading: written.path, apis: [.demo])
    let replayer = Replayer(cassette: cassette, apis: [.demo], afterLast: .miss)
    let other = replayer.fresh()
    let name = Request.sample(.get, Self.url + "/name")
    #expect(await replayer.answer(Self.request("A")) == #"{"key":"A"}"#)
    #expect(await other.answer(name) == #"{"name":"my STAND-IN","other":"OTHER"}"#)
    #expect(await other.answer(Self.request("B")) == #"{"key":"B"}"#)
    #expect(await replayer.answer(name) == #"{"name":"my A","other":"OTHER"}"#)
    #expect(await replayer.answer(.sample(.get, Self.url + "/by/A")) == "found A")
    replayer.reset()
    #expect(await replayer.answer(name) == #"{"name":"my STAND-IN","other":"OTHER"}"#)
  }

  @Test func `a stand-in that a client read and sends on fits and stays`() async throws {
    let replayer = try CapturedInteraction.replayer(Self.sequence)
    #expect(await replayer.answer(.sample(.get, Self.url + "/name")) == #"{"name":"my STAND-IN","other":"OTHER"}"#)
    #expect(await replayer.answer(.sample(.get, Self.url + "/by/STAND-IN")) == "found STAND-IN")
  }

  @Test func `a placeholder that a client sends is no value of its own`() async throws {
    let replayer = try CapturedInteraction.replayer(Self.sequence)
    #expect(await replayer.answer(Self.request("{{KeygenSecret}}")) == #"{"key":"STAND-IN"}"#)
  }

  @Test func `a body that is coded again holds it`() async throws {
    let interaction = Self.interaction(
      #"{ "json": {"key":"STAND-IN"}, "coding": "br" }"#, "/body/json/key",
      headers: ["Content-Encoding: br", "Content-Type: application/json"])
    let plain = try await Self.response(interaction, "A")
    #expect(plain.body.text == #"{"key":"A"}"#)
    #expect(plain.headers.first("content-encoding") == nil)
    let coded = try await Self.response(interaction, "A", [HeaderField("Accept-Encoding", "gzip")])
    let bytes = try #require(coded.body.bytesAtHand)
    #expect(coded.headers.first("content-encoding") == "gzip")
    #expect(coded.headers.first("content-length") == "\(bytes.count)")
    // Undone, it is the request that was recorded here.
    let undoing = CapturedInteraction(
      method: "POST", body: #"{ "json": {"key":"A"} }"#, responseBody: #"{ "text": "yes" }"#)
    var request = Request.sample(.post, Self.url, [HeaderField("Content-Encoding", "gzip")])
    request.body = .bytes(bytes)
    #expect(await (try CapturedInteraction.replayer([undoing])).answer(request) == "yes")
  }

  @Test func `to HEAD and with 304 the headers have it, and the recorded length stays`() async throws {
    for (method, status) in [("HEAD", 200), ("GET", 304)] {
      var interaction = Self.interaction(
        nil, "/headers/location", headers: ["Location: STAND-IN", "Content-Length: 99"])
      (interaction.method, interaction.status) = (method, status)
      let response = try await Self.response(interaction, "A")
      #expect(response.headers.map(\.description) == ["Location: A", "Content-Length: 99"])
      #expect(response.body.isEmpty)
    }
  }

  @Test(arguments: [("12", "20", 25, "33"), ("\(Int.max)", "\(Int.max)", Int.max, "\(Int.max)")])
  func `a failure's partial body has it, and is as far from its end as before`(
    after: String, length: String, newAfter: Int, newLength: String
  ) async throws {
    var interaction = Self.interaction(nil, "/body")
    interaction.failure = #"""
      { "kind": "reset", "afterBytes": \#(after), "partial": { "status": 200, "headers": ["Content-Length: \#(length)"],
        "body": { "text": "key STAND-IN" } } }
      """#
    let replayer = try CapturedInteraction.replayer([interaction])
    let failure = try #require(await replayer.respond(to: Self.request("a-long-key-of-its-own")).outcome.failure)
    #expect(failure.partialBody == Array("key a-long-key-of-its-own".utf8))
    #expect(failure.afterBytes == newAfter)
    #expect(failure.partial?.headers.first("content-length") == newLength)
  }

  @Test func `in a body of more than 1 MiB nothing is put, in its headers it is`() async throws {
    for (count, isPut) in [((1 << 20) - 8, true), (1 << 20, false)] {
      let filler = String(repeating: "x", count: count)
      var interaction = Self.interaction(#"{ "text": "STAND-IN\#(filler)" }"#, "/body", headers: ["Location: STAND-IN"])
      interaction.response.append(("/headers/location", "STAND-IN", "demo.key"))
      let response = try await Self.response(interaction, "A")
      #expect(response.body.text == (isPut ? "A" : "STAND-IN") + filler)
      #expect(response.headers.first("location") == "A")
      #expect(response.headers.first("content-length") == "\(count + (isPut ? 1 : 8))")
    }
  }

  @Test func `a value that stands very often makes no body without end`() async throws {
    let body = String(repeating: "K", count: 1000)
    let long = String(repeating: "v", count: 60_000)
    let response = try await Self.response(Self.interaction(#"{ "text": "\#(body)" }"#, "/body", text: "K"), long)
    #expect(response.body.text == body)
  }

  @Test func `a session remembers so many values and no longer ones`() async throws {
    var interactions = [CapturedInteraction(url: Self.url + "/all", responseBody: #"{ "text": "S0 S1" }"#)]
    interactions[0].response = [("/body", "S0", "demo.a"), ("/body", "S1", "demo.b")]
    interactions.append(
      CapturedInteraction(
        url: Self.url + "?a={{demo.a}}&b={{demo.b}}",
        request: [("/url/query/a", "{{demo.a}}", "any"), ("/url/query/b", "{{demo.b}}", "any")]))
    let replayer = try CapturedInteraction.replayer(interactions)
    let long = String(repeating: "v", count: (64 << 10) + 1)
    _ = await replayer.answer(.sample(.get, "\(Self.url)?a=\(long)&b=B"))
    #expect(await replayer.answer(.sample(.get, Self.url + "/all")) == "S0 B")
  }

  @Test func `without captures nothing is put anywhere`() async throws {
    var interaction = Self.interaction(#"{ "json": {"key":"STAND-IN","t":"{{demo.key}}"} }"#, "/body/json/key")
    interaction.hasCaptures = false
    #expect(try await Self.response(interaction, "A").body.text == #"{"key":"STAND-IN","t":"{{demo.key}}"}"#)
  }
}
