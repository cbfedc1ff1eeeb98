import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Which requests are the same.
struct MatchingTests {
  static let url = "https://api.test/things"

  /// Whether a replayer of a cassette that holds only `recorded` answers `received`.
  static func matches(_ recorded: Request, _ received: Request, api: API = .demo) async throws -> Bool {
    let replayer = try Replayer([recorded], api: api)
    let answer = await replayer.answer(received)
    #expect(["answer 1", "miss"].contains(answer))
    #expect(replayer.misses.count == (answer == "miss" ? 1 : 0))
    return answer != "miss"
  }

  @Test(arguments: [
    ("?a=1&b=2", "?b=2&a=1", true), ("?a=1&a=2", "?a=2&a=1", true), ("?a=1", "?a=1&a=1", false),
    ("?a=1", "?a=2", false),
    ("?a=1", "", false), ("?a=%5B1%5D", "?a=[1]", true), ("?a%5Bb%5D=1", "?a[b]=1", true), ("?a=x+y", "?a=x%20y", true),
    ("?a", "?a=", true), ("?", "", true), ("/x%2Fy", "/x/y", false), ("/a%62c", "/abc", true), ("/", "", false),
    ("/A", "/a", false), ("/{{demo.x}}", "/anything", true), ("?a={{demo.x}}", "?a=anything", true),
    ("?a={{demo.x}}", "?b=anything", false),
    ("/{{x}}", "/anything", false), ("/{{x}}", "/%7B%7Bx}}", true), ("?a={{x}}", "?a=anything", false),
    ("?a={{other.x}}", "?a=anything", false), ("?a={{demo.x}}", "?a=", true),
    ("?a={{demo.x}}{{demo.y}}", "?a=b", false),
    ("/x:y[z]", "/x%3Ay%5Bz%5D", true), ("/a//b", "/a/b", false), ("/a*b", "/a%2Ab", true), ("/*", "/x", false),
    ("/100%", "/100%25", true), ("/%2F/a", "//%2Fa", false), ("/a%AF", "/a%2F", false), ("/{{demo.x}}/b", "/*/b", true),
    ("/{{demo.x}}/%2A", "/y/*", true), ("/{{demo.x}}/b", "/y/z/b", false), ("/a/{{demo.x}}?b=1", "/a/c?b=1", true),
  ])
  func `URLs are compared by what they say`(recorded: String, received: String, same: Bool) async throws {
    #expect(try await Self.matches(.sample(.get, Self.url + recorded), .sample(.get, Self.url + received)) == same)
  }

  @Test func `a miss says how a form begins, however long it is`() async throws {
    let form: HeaderFields = [HeaderField("Content-Type", "application/x-www-form-urlencoded")]
    let long = (0..<10_000).map { "k\($0)=v" }.joined(separator: "&")
    let replayer = try Replayer([.sample(.post, Self.url, body: "text")], api: .demo)
    _ = await replayer.answer(.sample(.post, Self.url, form, body: long))
    let text = try #require(replayer.misses.first?.closest?.mismatches.first { $0.pointer == "/body" }?.received)
    #expect(text.hasPrefix("a form: k0=v&k1=v&") && text.utf8.count < 210, "\(text.utf8.count)")
  }

  @Test func `method and host matter`() async throws {
    #expect(try await !Self.matches(.sample(.get), .sample(.post)))
    #expect(try await !Self.matches(.sample(.get), .sample(HTTPMethod(rawValue: "get"))))
    #expect(try await !Self.matches(.sample(.get), .sample(.get, "https://other.test/things")))
    #expect(try await !Self.matches(.sample(.get), .sample(.get, "http://api.test/things")))
    #expect(try await Self.matches(.sample(.get), .sample(.get, "https://API.TEST:443/things")))
  }

  @Test func `all hosts of an API are one, and so are their base paths`() async throws {
    let api = try API.profiled("", hosts: #"["https://api.test", "https://sandbox.test:8443/base"]"#)
    #expect(
      try await Self.matches(.sample(.get), .sample(.get, "https://sandbox.test:8443/base/things"), api: api))
    #expect(try await !Self.matches(.sample(.get), .sample(.get, "https://sandbox.test:8443/things"), api: api))
  }

  @Test(arguments: [
    (#"{"a":1,"b":[2]}"#, #"{ "b": [2.0], "a": 1e0 }"#, "application/json", true),
    (#"{"a":"é"}"#, #"{"a":"\u00e9"}"#, "application/json", true), (#"[1,2]"#, "[2,1]", "application/json", false),
    (#"{"a":1}"#, #"{"a":"1"}"#, "application/json", false), (#"{"a":null}"#, "{}", "application/json", false),
    (#"{"a":1}"#, #"{"a": 1}"#, "application/vnd.api+json; charset=utf-8", true),
    (#"{"a":1}"#, #"{"a": 1}"#, "application/problem+JSON", true), (#"{"a":1}"#, #"{"a": 1}"#, "text/plain", false),
    (#"{"a":9007199254740993}"#, #"{"a":9007199254740992}"#, "application/json", false),
    ("{", "{ ", "application/json", false), ("{", "{", "application/json", true),
    ("a=1&b=2", "b=2&a=1", "application/x-www-form-urlencoded", true),
    ("a=x+y", "a=x%20y", "application/x-www-form-urlencoded", true),
    (#"{"a":1}"#, #"{ "a": 1 }"#, "application/x-www-form-urlencoded", true),
    (#"{"a":1}"#, #"{"a":2}"#, "application/x-www-form-urlencoded", false),
    ("a=1", "a=1&a=1", "application/x-www-form-urlencoded", false), ("a=1&b=2", "b=2&a=1", "text/plain", false),
    ("abc", "abc", "application/octet-stream", true), ("abc", "ab", "application/octet-stream", false),
    ("abc", "", "application/json", false),
  ])
  func `a body is compared by its media type`(recorded: String, received: String, type: String, same: Bool) async throws
  {
    let headers: HeaderFields = [HeaderField("content-type", type)]
    let left = Request.sample(.post, Self.url, headers, body: recorded)
    let right = Request.sample(.post, Self.url, headers, body: received)
    #expect(try await Self.matches(left, right) == same)
    #expect(try await Self.matches(right, left) == same)
  }

  @Test func `JSON without a media type is JSON`() async throws {
    let recorded = Request.sample(.post, Self.url, body: #"{"a":1}"#)
    #expect(try await Self.matches(recorded, .sample(.post, Self.url, body: #"{ "a": 1 }"#)))
    #expect(try await !Self.matches(.sample(.post, Self.url, body: "1"), .sample(.post, Self.url, body: "1.0")))
  }

  @Test func `an empty body is no body`() async throws {
    #expect(try await Self.matches(.sample(.post), .sample(.post, body: "")))
  }

  @Test func `headers do not matter where no profile says so`() async throws {
    let recorded = Request.sample(
      .post, Self.url, [HeaderField("Accept", "a/b"), HeaderField("Content-Type", "text/plain")], body: "x")
    #expect(try await Self.matches(recorded, .sample(.post, Self.url, body: "x")))
  }

  static let rules = #""match": {"headers": {"Accept": "value", "Content-Type": "type", "Authorization": "scheme"}}"#

  @Test(arguments: [
    ("Accept", "a/b", "a/b", true), ("Accept", "a/b", "A/B", false), ("Accept", "*/*", nil, false),
    ("Accept", nil, "*/*", false), ("Accept", nil, nil, true), ("Accept", "{{demo.any}}", "x/y", true),
    ("Accept", "{{demo.any}}", nil, false), ("Accept", "{{some}}", "x/y", false), ("accept", "a/b", "a/b", true),
    ("Content-Type", "application/json", "application/json; charset=utf-8", true),
    ("Content-Type", "application/json", "Application/JSON", true),
    ("Content-Type", "application/json", "application/vnd.api+json", false),
    ("Content-Type", "application/json", nil, false),
    ("Authorization", "Bearer aaaaaaaaaa", "Bearer bbbbbbbbbb", true),
    ("Authorization", "Bearer aaaaaaaaaa", "bearer b", true),
    ("Authorization", "Bearer aaaaaaaaaa", "Basic Yjpj", false), ("Authorization", "Bearer aaaaaaaaaa", nil, false),
    ("Authorization", nil, "Bearer x", false), ("Authorization", "{{demo.token}}", "Basic Yjpj", true),
    ("Authorization", "{{demo.token}}", nil, false),
  ])
  func `headers that matter are compared by their rule`(
    name: String, recorded: String?, received: String?, same: Bool
  ) async throws {
    let api = try API.profiled(Self.rules)
    func request(_ value: String?) -> Request {
      .sample(.post, Self.url, value.map { [HeaderField(name, $0)] } ?? [], body: #"{"a":1}"#)
    }
    #expect(try await Self.matches(request(recorded), request(received), api: api) == same)
  }

  @Test func `repeated headers are compared as one, and types only where there is a body`() async throws {
    let api = try API.profiled(Self.rules)
    let twice = Request.sample(.get, Self.url, [HeaderField("Accept", "a"), HeaderField("accept", "b")])
    #expect(try await Self.matches(twice, .sample(.get, Self.url, [HeaderField("Accept", "a, b")]), api: api))
    #expect(try await Self.matches(.sample(), .sample(.get, Self.url, [HeaderField("Content-Type", "a/b")]), api: api))
  }

  @Test func `what the profile calls volatile is not compared`() async throws {
    let api = try API.profiled(
      #""volatile": {"query": ["nonce"], "members": ["created"], "places": ["/meta/ts", "/list/*/at"], "paths": ["/orders/{order}/lines"]}"#
    )
    func request(_ id: Int) -> Request {
      .sample(
        .post, "https://api.test/orders/\(id)/lines?nonce=\(id)&a=1", [HeaderField("Content-Type", "application/json")],
        body: #"{"created":\#(id),"meta":{"ts":\#(id),"x":1},"list":[{"at":\#(id)},{"at":\#(id)}]}"#)
    }
    #expect(try await Self.matches(request(1), request(2), api: api))
    #expect(
      try await !Self.matches(
        .sample(.get, "https://api.test/orders/1"), .sample(.get, "https://api.test/orders/2"), api: api))
  }

  @Test func `a coding of the request's body is undone first`() async throws {
    let headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
    var coded = Request.sample(.post, Self.url, headers)
    coded.headers.append("Content-Encoding", "gzip")
    // printf '{"a":1}' | gzip -n
    let bytes: [UInt8] = [
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0x4a, 0x54, 0xb2, 0x32, 0xac, 5, 0, 0xaf, 0xac, 0x1b, 0x56, 7, 0,
      0, 0,
    ]
    coded.body = .bytes(bytes)
    #expect(try await Self.matches(.sample(.post, Self.url, headers, body: #"{"a": 1}"#), coded))
  }

  @Test(arguments: [
    (#"{"password":"hunter22222","a":1}"#, #"{"a":1,"password":"other"}"#, true),
    (#"{"password":"hunter22222","a":1}"#, #"{"a":2,"password":"hunter22222"}"#, false),
    (#"{"password":"hunter22222"}"#, "{}", false), (#"{"pin":123456}"#, #"{"pin":654321}"#, true),
    (#"{"list":[{"token":"abcdefghij"},{"token":"klmnopqrst"}]}"#, #"{"list":[{"token":"x"},{"token":"y"}]}"#, true),
    (#"{"list":[{"token":"abcdefghij"}]}"#, #"{"list":[{"token":"x"},{"token":"y"}]}"#, false),
    (#"{"inner":"{\"token\":\"abcdefghij\",\"a\":1}"}"#, #"{"inner":"{\"token\":\"zzzzzzzzzz\",\"a\":1}"}"#, true),
    (#"{"inner":"{\"token\":\"abcdefghij\",\"a\":1}"}"#, #"{"inner":"{\"token\":\"zzzzzzzzzz\",\"a\":2}"}"#, false),
  ])
  func `a redacted place of a body matches any value`(recorded: String, received: String, same: Bool) async throws {
    let api = try API.profiled(#""secret": {"members": ["pin"]}"#)
    let headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
    #expect(
      try await Self.matches(
        .sample(.post, Self.url, headers, body: recorded), .sample(.post, Self.url, headers, body: received), api: api)
        == same)
  }

  @Test func `a redacted place of a query or a form matches any value`() async throws {
    #expect(
      try await Self.matches(
        .sample(.get, Self.url + "?token=abcdefghij&a=1"), .sample(.get, Self.url + "?a=1&token=other")))
    let form: HeaderFields = [HeaderField("Content-Type", "application/x-www-form-urlencoded")]
    let recorded = Request.sample(.post, Self.url, form, body: "user=a&password=abcdefghij")
    #expect(try await Self.matches(recorded, .sample(.post, Self.url, form, body: "password=x&user=a")))
    #expect(try await !Self.matches(recorded, .sample(.post, Self.url, form, body: "password=x&user=b")))
  }

  @Test func `an exact interaction and one with a redacted place are given out in their order`() async throws {
    let headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
    let replayer = try Replayer([
      .sample(.post, Self.url, headers, body: #"{"password":"abcdefghij"}"#),
      .sample(.post, Self.url, headers, body: #"{"password":"***"}"#),
      .sample(.post, Self.url, headers, body: #"{"password":"klmnopqrst"}"#),
    ])
    let request = Request.sample(.post, Self.url, headers, body: #"{"password":"***"}"#)
    var answers: [String] = []
    for _ in 0..<4 { answers.append(await replayer.answer(request)) }
    #expect(answers == ["answer 1", "answer 2", "answer 3", "miss"])
  }
}
