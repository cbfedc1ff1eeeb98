import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What fits in the places that an interaction's file lists, and nowhere else.
struct CaptureMatchingTests {
  static let url = "https://api.test/things"
  static let rules = #""match": {"headers": {"Accept": "value", "Authorization": "scheme"}}"#

  /// Whether the interaction answers the request.
  static func answers(_ interaction: CapturedInteraction, _ request: Request, api: API = .demo) async throws -> Bool {
    let replayer = try CapturedInteraction.replayer([interaction], api: api)
    return await replayer.respond(to: request).outcome.response != nil
  }

  @Test(arguments: [
    ("any", "x", true), ("any", "", false), ("any", "{{subject}}", true), ("digits:6", "123456", true),
    ("digits:6", "12345", false), ("digits:6", "{{demo.x}}", true), ("uuid", CaptureFormatTests.uuid, true),
    ("uuid", "x", false), ("email", "a@b", true), ("email", "ab", false), ("hex:2", "af", true), ("hex:2", "ag", false),
    ("jwt", "a.b.c", true), ("jwt", "a.b", false), ("token", "a-b", true),
  ])
  func `each kind of place takes what is of its format`(format: String, value: String, fits: Bool) async throws {
    let escaped = PercentEncoding.encoded(value.utf8)
    let path = CapturedInteraction(
      url: Self.url + "/{{demo.x}}/a", request: [("/url/path/1", "{{demo.x}}", format)])
    #expect(try await Self.answers(path, .sample(.get, "\(Self.url)/\(escaped)/a")) == fits)
    #expect(try await !Self.answers(path, .sample(.get, "\(Self.url)/\(escaped)/b")))
    let query = CapturedInteraction(
      url: Self.url + "?a=1&t={{demo.x}}", request: [("/url/query/t", "{{demo.x}}", format)])
    #expect(try await Self.answers(query, .sample(.get, "\(Self.url)?t=\(escaped)&a=1")) == fits)
    #expect(try await !Self.answers(query, .sample(.get, "\(Self.url)?t=\(escaped)&a=2")))
    let header = CapturedInteraction(
      headers: ["Accept: v={{demo.x}};q=1"], request: [("/headers/accept", "{{demo.x}}", format)])
    let api = try API.profiled(Self.rules)
    #expect(
      try await Self.answers(header, .sample(.get, Self.url, [HeaderField("accept", "v=\(value);q=1")]), api: api)
        == fits)
    #expect(
      try await !Self.answers(header, .sample(.get, Self.url, [HeaderField("accept", "v=\(value);q=2")]), api: api))
    let form = CapturedInteraction(
      method: "POST", headers: ["Content-Type: application/x-www-form-urlencoded"],
      body: #"{ "text": "a=1&p=%7B%7Bdemo.x%7D%7D" }"#, request: [("/body/form/p", "{{demo.x}}", format)])
    let formType: HeaderFields = [HeaderField("Content-Type", "application/x-www-form-urlencoded")]
    #expect(try await Self.answers(form, .sample(.post, Self.url, formType, body: "p=\(escaped)&a=1")) == fits)
    #expect(try await !Self.answers(form, .sample(.post, Self.url, formType, body: "p=\(escaped)&a=2")))
    let json = CapturedInteraction(
      method: "POST", body: #"{ "json": {"a":[{"k":"{{demo.x}}"}],"n":1} }"#,
      request: [("/body/json/a/0/k", "{{demo.x}}", format)])
    #expect(try await Self.answers(json, .sample(.post, body: #"{"n":1.0,"a":[{"k":"\#(value)"}]}"#)) == fits)
    #expect(try await !Self.answers(json, .sample(.post, body: #"{"n":2,"a":[{"k":"\#(value)"}]}"#)))
    let inner = CapturedInteraction(
      method: "POST", body: #"{ "json": {"k":"{\"t\":\"{{demo.x}}\"}"} }"#,
      request: [("/body/json/k", "{{demo.x}}", format)])
    #expect(try await Self.answers(inner, .sample(.post, body: #"{"k":"{\"t\":\"\#(value)\"}"}"#)) == fits)
    #expect(try await !Self.answers(inner, .sample(.post, body: #"{"k":"{\"u\":\"\#(value)\"}"}"#)))
    let text = CapturedInteraction(
      method: "POST", headers: ["Content-Type: text/plain"], body: #"{ "text": "key: {{demo.x}}!" }"#,
      request: [("/body", "{{demo.x}}", format)])
    let plain: HeaderFields = [HeaderField("Content-Type", "text/plain")]
    #expect(try await Self.answers(text, .sample(.post, Self.url, plain, body: "key: \(value)!")) == fits)
    #expect(try await !Self.answers(text, .sample(.post, Self.url, plain, body: "kez: \(value)!")))
  }

  @Test(arguments: [
    (#"{"a":"{{subject}}","k":"x"}"#, true), (#"{"a":"Hello","k":"x"}"#, false),
    (#"{"a":"{{subject}}","k":"{{demo.k}}"}"#, true),
  ])
  func `what is not listed is text, also where it looks like a placeholder`(body: String, fits: Bool) async throws {
    let interaction = CapturedInteraction(
      method: "POST", body: #"{ "json": {"a":"{{subject}}","k":"{{demo.k}}"} }"#,
      request: [("/body/json/k", "{{demo.k}}", "any")])
    #expect(try await Self.answers(interaction, .sample(.post, body: body)) == fits)
    let none = CapturedInteraction(method: "POST", body: #"{ "json": {"password":"{{demo.password}}"} }"#)
    #expect(try await Self.answers(none, .sample(.post, body: #"{"password":"{{demo.password}}"}"#)))
    #expect(try await !Self.answers(none, .sample(.post, body: #"{"password":"hunter22222"}"#)))
  }

  @Test func `beside interactions without captures, too, a secret is no hole that is not listed`() async throws {
    let listed = CapturedInteraction(method: "POST", body: #"{ "json": {"password":"{{demo.password}}"} }"#)
    let older = CapturedInteraction(url: Self.url + "/older", hasCaptures: false)
    let replayer = try CapturedInteraction.replayer([listed, older])
    #expect(await replayer.answer(.sample(.post, body: #"{"password":"hunter22222"}"#)) == "miss")
    #expect(await replayer.answer(.sample(.get, Self.url + "/older")) != "miss")
  }

  @Test(arguments: [
    (#"{"a":"{{subject}}","k":"x"}"#, true), (#"{"a":"Hello","k":"x"}"#, false), (#"{"a":"{{subject}}","k":1}"#, true),
  ])
  func `without captures only a placeholder of the API is a hole`(body: String, fits: Bool) async throws {
    let interaction = CapturedInteraction(
      method: "POST", body: #"{ "json": {"a":"{{subject}}","k":"{{demo.k}}"} }"#, hasCaptures: false)
    #expect(try await Self.answers(interaction, .sample(.post, body: body)) == fits)
  }

  @Test(arguments: [
    ("any", "1", true), ("any", "null", true), ("any", #"{"a":1}"#, true), ("any", "[]", true), ("any", #""""#, false),
    ("digits", "123", true), ("digits", "1.5", false), ("digits", "null", false), ("token", "true", false),
    ("token", "[1]", false),
  ])
  func `a number of the format fits as well, and where anything does each JSON value`(
    format: String, value: String, fits: Bool
  ) async throws {
    let interaction = CapturedInteraction(
      method: "POST", body: #"{ "json": {"k":"{{demo.k}}"} }"#, request: [("/body/json/k", "{{demo.k}}", format)])
    #expect(try await Self.answers(interaction, .sample(.post, body: #"{"k":\#(value)}"#)) == fits)
  }

  @Test(arguments: [
    ("?a=1&a=x", true), ("?a=x&a=1", false), ("?a=1", false), ("?a=1&a=x&a=y", false), ("?b=0&a=1&c=0&a=x", false),
  ])
  func `of several items of a name the one with its number is the hole`(query: String, fits: Bool) async throws {
    let interaction = CapturedInteraction(
      url: Self.url + "?a=1&a={{demo.x}}", request: [("/url/query/a/1", "{{demo.x}}", "any")])
    #expect(try await Self.answers(interaction, .sample(.get, Self.url + query)) == fits)
  }

  @Test(arguments: [
    (#"{"a":"x","a":"y"}"#, true), (#"{"a":"{{demo.x}}","a":"y"}"#, false), (#"{"a":"x","a":""}"#, false),
  ])
  func `of several members of a name the last is the hole`(body: String, fits: Bool) async throws {
    let interaction = CapturedInteraction(
      method: "POST", body: #"{ "json": {"a":"x","a":"{{demo.x}}"} }"#, request: [("/body/json/a", "{{demo.x}}", "any")]
    )
    #expect(try await Self.answers(interaction, .sample(.post, body: body)) == fits)
  }

  @Test func `a header of which the scheme counts takes any credential`() async throws {
    let interaction = CapturedInteraction(
      headers: ["Authorization: Bearer {{demo.token}}"], request: [("/headers/authorization", "{{demo.token}}", "jwt")])
    let api = try API.profiled(Self.rules)
    for (value, fits) in [("Bearer test", true), ("bearer a.b.c", true), ("Basic YTpi", false)] {
      let request = Request.sample(.get, Self.url, [HeaderField("Authorization", value)])
      #expect(try await Self.answers(interaction, request, api: api) == fits)
    }
  }

  @Test func `the path counts from the whole URL, the base path of the host asked does not matter`() async throws {
    let api = try API.profiled("", hosts: #"["https://api.test/v1/eu", "https://sandbox.test"]"#)
    let interaction = CapturedInteraction(
      url: "https://api.test/v1/eu/keys/{{demo.x}}", request: [("/url/path/3", "{{demo.x}}", "digits")])
    for (url, fits) in [
      ("https://api.test/v1/eu/keys/12", true), ("https://sandbox.test/keys/12", true),
      ("https://sandbox.test/keys/x", false), ("https://sandbox.test/12/keys", false),
    ] {
      #expect(try await Self.answers(interaction, .sample(.get, url), api: api) == fits)
    }
  }

  @Test func `a body of JSON by name only is compared as a text with holes`() async throws {
    let plain: HeaderFields = [HeaderField("Content-Type", "text/plain")]
    let interaction = CapturedInteraction(
      method: "POST", headers: ["Content-Type: text/plain"], body: #"{ "text": "{\"k\": \"{{demo.x}}\"}" }"#,
      request: [("/body/json/k", "{{demo.x}}", "digits")])
    for (body, fits) in [(#"{"k": "12"}"#, true), (#"{"k": "x"}"#, false), (#"{"k":"12"}"#, false)] {
      #expect(try await Self.answers(interaction, .sample(.post, Self.url, plain, body: body)) == fits)
    }
  }

  @Test func `interactions with and without captures are given out in their order`() async throws {
    func interaction(_ text: String, _ format: String?, _ status: Int) -> CapturedInteraction {
      CapturedInteraction(
        method: "POST", body: #"{ "json": {"k":"\#(text)"} }"#, status: status,
        request: format.map { [("/body/json/k", "{{demo.k}}", $0)] } ?? [], hasCaptures: format != nil)
    }
    for form in StoreForm.allCases {
      let written = try CapturedInteraction.written(
        [
          interaction("{{demo.k}}", "digits", 201), interaction("12", nil, 202),
          interaction("x {{demo.k}}", "any", 203),
          interaction("{{demo.k}}", "any", 204), interaction("x {{demo.k}}", "digits", 205),
        ], in: form)
      let cassette = try Cassette(loading: written.path, apis: [.demo])
      let replayer = Replayer(cassette: cassette, apis: [.demo], afterLast: .miss)
      var given: [Int?] = []
      for key in ["12", "12", "x 1", "x 1", "12", "x 1", "x y"] {
        let request = Request.sample(.post, body: #"{"k":"\#(key)"}"#)
        given.append(await replayer.respond(to: request).outcome.response?.status)
      }
      #expect(given == [201, 202, 203, 204, nil, 205, nil])
    }
  }

  @Test(arguments: [
    ("digits:6", "12345", "/body/json/n: recorded {{demo.x}} (digits:6), received \"12345\""),
    ("uuid", "", "/body/json/n: recorded {{demo.x}} (uuid), received \"\""),
    ("any", "", "/body/json/n: recorded {{demo.x}} (any), received \"\""),
  ])
  func `a miss names the format, and nothing that fits`(format: String, value: String, mismatch: String) async throws {
    let interaction = CapturedInteraction(
      method: "POST", url: Self.url + "/{{demo.y}}?t={{demo.z}}",
      body: #"{ "json": {"n":"{{demo.x}}","t":"id {{demo.y}}"} }"#,
      request: [
        ("/url/path/1", "{{demo.y}}", "uuid"), ("/url/query/t", "{{demo.z}}", "digits"),
        ("/body/json/n", "{{demo.x}}", format),
        ("/body/json/t", "{{demo.y}}", "uuid"),
      ])
    let replayer = try CapturedInteraction.replayer([interaction])
    let uuid = CaptureFormatTests.uuid
    let request = Request.sample(.post, "\(Self.url)/\(uuid)?t=1", body: #"{"n":"\#(value)","t":"id \#(uuid)"}"#)
    let miss = try #require(await replayer.respond(to: request).outcome.miss)
    #expect(miss.closest?.mismatches.map(\.description) == [mismatch])
  }

  @Test func `a miss shows no secret that a client sent in a hole`() async throws {
    let interaction = CapturedInteraction(
      method: "POST", url: Self.url + "?token={{demo.token}}",
      body: #"{ "json": {"password":"{{demo.password}}","a":1} }"#,
      request: [
        ("/url/query/token", "{{demo.token}}", "digits"), ("/body/json/password", "{{demo.password}}", "digits"),
      ])
    let replayer = try CapturedInteraction.replayer([interaction])
    let secret = "s3cr3t-value-of-a-client"
    let request = Request.sample(.post, "\(Self.url)?token=\(secret)", body: #"{"password":"\#(secret)","a":1}"#)
    let miss = try #require(await replayer.respond(to: request).outcome.miss)
    #expect(miss.closest?.mismatches.count == 2)
    #expect(!"\(miss)".contains(secret))
    let other = Request.sample(.post, "\(Self.url)?token=1", body: #"{"password":"22","a":2}"#)
    let second = try #require(await replayer.respond(to: other).outcome.miss)
    #expect(second.closest?.mismatches.map(\.description) == ["/body/json/a: recorded 1, received 2"])
  }

  @Test func `a place that is not there is told as before`() async throws {
    let interaction = CapturedInteraction(
      method: "POST", url: Self.url + "?t={{demo.x}}", body: #"{ "json": {"k":"{{demo.k}}"} }"#,
      request: [("/url/query/t", "{{demo.x}}", "digits"), ("/body/json/k", "{{demo.k}}", "any")])
    let replayer = try CapturedInteraction.replayer([interaction])
    let miss = try #require(await replayer.respond(to: .sample(.post, body: "{}")).outcome.miss)
    #expect(
      miss.closest?.mismatches.map(\.description) == [
        "/url: recorded query item t={{demo.x}}, received nothing",
        #"/body/json/k: recorded "{{demo.k}}", received nothing"#,
      ])
  }
}
