import HTTPModel
import Hashing
import RecordReplay
import TestSupport
import Testing

struct RedactorTests {
  static let secret = "sk_live_51H8xYzAbCdEf/+=9"
  static let url = "https://api.test/things"

  /// What a cassette with the exchange has on disk, all files together.
  func written(_ request: Request, _ response: Response = .sample(), api: API = .demo) throws -> String {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    cassette.append(try .sample(request, response, api: api), api: api)
    try cassette.save()
    let loaded = try Cassette(loading: folder.path)
    #expect(try loaded.interactions == cassette.interactions)
    #expect(try loaded.interactions[0].origin == .recorded)
    return try folder.files().sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  /// The forms in which a secret could stand in a file.
  static func forms(_ secret: String) -> [String] {
    let json = secret.replacing("/", with: "\\/")
    var forms = [secret, json, PercentEncoding.encoded(secret.utf8), Hexadecimal.encode(Array(secret.utf8))]
    for shift in 0...2 {
      let coded = Array(Base64.encode([UInt8](repeating: 0, count: shift) + Array(secret.utf8)).utf8)
      forms.append(
        String(decoding: coded[[0, 2, 3][shift]..<((shift + secret.utf8.count) * 8 / 6)], as: UTF8.self))
    }
    return forms
  }

  @Test(arguments: [
    "Authorization: Bearer SECRET", "authorization: bearer SECRET", "Authorization: License SECRET",
    "Authorization: token SECRET", "Authorization: SECRET", "Authorization: Digest username=\"u\", response=\"SECRET\"",
    "Authorization: Signature keyId=\"SECRET\"", "Authorization: AWS4-HMAC-SHA256 Credential=SECRET",
    "Proxy-Authorization: Bearer SECRET", "Cookie: a=SECRET; b=SECRET", "Cookie: SECRET",
    "Cookie: a=b; SECRET ; c=\"SECRET\"", "X-Api-Key: SECRET",
    "Api-Token: SECRET", "X-Client-Secret: SECRET", "X-Amz-Security-Token: SECRET",
    "Referer: https://x.test/?token=SECRET",
    "Link: <https://x.test/?a=1&api_key=SECRET>; rel=next", "X-Custom: SECRET",
    "X-Url: https://x.test/#access_token=SECRET&a=1",
  ])
  func `a credential in a request's header is not stored`(line: String) throws {
    let api = try API.profiled(#""secret": {"headers": ["X-Custom"]}"#)
    let colon = try #require(line.firstIndex(of: ":"))
    let name = String(line[..<colon])
    let value = String(line[line.index(colon, offsetBy: 2)...]).replacing("SECRET", with: Self.secret)
    // Of a scheme with parameters all is taken out as one, and nothing is looked for by itself.
    let isWhole = !line.contains("=\"") && !line.contains("Credential=")
    let text = try written(
      .sample(.get, Self.url, [HeaderField(name, value)]),
      .sample(isWhole ? "the answer repeats \(Self.secret)" : ""), api: api)
    for form in Self.forms(Self.secret) { #expect(!text.contains(form), "\(form)") }
    #expect(text.contains("\(name): "))
    #expect(text.contains("{{demo."))
  }

  @Test func `user and password of Basic are not stored, in no form`() throws {
    let password = "correct horse battery"
    let credential = Base64.encode(Array("ada:\(password)".utf8))
    let text = try written(
      .sample(.get, Self.url, [HeaderField("Authorization", "Basic \(credential)")]),
      .sample("the password is \(password), the header \(credential)"))
    for form in Self.forms(password) + [credential] { #expect(!text.contains(form)) }
    #expect(text.contains("Authorization: Basic {{demo.credentials}}"))
    let user = try written(
      .sample(.get, Self.url, [HeaderField("Authorization", "Basic " + Base64.encode(Array("\(Self.secret):".utf8)))]),
      .sample(Self.secret))
    #expect(!user.contains(Self.secret))
  }

  @Test func `a cookie that a response sets is not stored, its name and attributes are`() throws {
    let text = try written(
      .sample(),
      .sample(
        "",
        [HeaderField("Set-Cookie", "sid=\(Self.secret); Path=/; HttpOnly"), HeaderField("set-cookie", "b=; Max-Age=0")])
    )
    #expect(!text.contains(Self.secret))
    #expect(text.contains("Set-Cookie: sid=sk_live_"))
    #expect(text.contains("; Path=/; HttpOnly"))
    #expect(text.contains("set-cookie: b=; Max-Age=0"))
  }

  @Test(arguments: [
    (#"{"token":"SECRET"}"#, "application/json"), (#"{"a":[{"access_token":"SECRET"}]}"#, "application/vnd.api+json"),
    (#"{"accessToken":"SECRET","user-password":1}"#, "application/json"),
    (#"{"client-secret":"SECRET"}"#, "text/plain"),
    (#"{"password":["SECRET"]}"#, "application/json"),
    (#"{"pin":{"value":"SECRET","old":["SECRET"]}}"#, "application/json"),
    (#"{"data":{"x":{"code":"SECRET"},"y":{"code":"SECRET"}}}"#, "application/json"),
    (#"{"payload":"{\"token\":\"SECRET\"}"}"#, "application/json"),
    (#"{"payload":" [{\"token\":\"SECRET\"}]"}"#, "application/json"),
    (#"{"payload":"{\"inner\":\"{\\\"token\\\":\\\"SECRET\\\"}\"}"}"#, "application/json"),
    (#"{"next":"https://x.test/?token=SECRET"}"#, "application/json"),
    (#"{"to\u006ben":"SECRET"}"#, "application/json"),
    (#"{"token":"SECRET","cut":"#, "application/json"), ("log: \"password\" : \"SECRET\"", "text/plain"),
    ("token=SECRET&a=1", "application/x-www-form-urlencoded"),
    (#"{"token":"SECRET"}"#, "application/x-www-form-urlencoded"),
    (#"{"token":"SECRET","cut":"#, "application/x-www-form-urlencoded"),
    ("user%5Bpassword%5D=SECRET", "application/x-www-form-urlencoded"),
    ("password[]=SECRET", "application/x-www-form-urlencoded"),
    ("payload=%7B%22token%22%3A%22SECRET%22%7D", "application/x-www-form-urlencoded"),
    ("next=https%3A%2F%2Fx.test%2F%3Ftoken%3DSECRET", "application/x-www-form-urlencoded"), ("token=SECRET", ""),
    (
      "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nSECRET\r\n--B--\r\n",
      "multipart/form-data; boundary=B"
    ),
    (
      "--B\r\ncontent-disposition: form-data; name=a\r\nContent-Type: application/json\r\n\r\n{\"token\":\"SECRET\"}\r\n--B--",
      "multipart/form-data; boundary=\"B\""
    ),
    ("--B\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nSECRET", "multipart/form-data; boundary=B"),
  ])
  func `a token or password in a body is not stored, of a request nor of a response`(body: String, type: String) throws
  {
    let api = try API.profiled(#""secret": {"members": ["pin"], "places": ["/data/*/code"]}"#)
    let isCoded = type.contains("form-urlencoded")
    let value = isCoded ? PercentEncoding.encoded(Self.secret.utf8) : Self.secret
    let text = body.replacing("SECRET", with: value)
    let headers: HeaderFields = type.isEmpty ? [] : [HeaderField("Content-Type", type)]
    let asRequest = try written(
      .sample(.post, Self.url, headers, body: text),
      .sample("seen: \(Self.secret)", [HeaderField("X-Seen", Self.secret)]),
      api: api)
    let asResponse = try written(.sample(.get, Self.url + "/\(value)"), .sample(text, headers), api: api)
    for written in [asRequest, asResponse] {
      for form in Self.forms(Self.secret) { #expect(!written.contains(form), "\(form) in \(written)") }
      #expect(written.contains("demo."))
    }
  }

  @Test(arguments: [
    (#"{"pin":123456}"#, #"{ "pin": 100000 }"#),
    (#"{"pin":-1.5e3,"a":1}"#, #"{ "pin": 100, "a": 1 }"#),
    (#"{"pin":null,"token":true}"#, #"{ "pin": null, "token": true }"#), (#"{"token":""}"#, #"{ "token": "" }"#),
    // Whoever names a field by its name says nothing.
    (
      #"{"password":"password","hint":"your password"}"#,
      #"{ "password": "password", "hint": "your password" }"#
    ),
    (
      #"{"token":{"id":"visible","token":"hidden-value"}}"#,
      #"{ "token": { "id": "visible", "token": "redact-edred" } }"#
    ),
  ])
  func `a number is replaced too, and what says nothing stays`(body: String, stored: String) throws {
    let api = try API.profiled(#""secret": {"members": ["pin"]}"#)
    #expect(try written(.sample(), .sample(body), api: api).contains(#""json": \#(stored)"#))
  }

  @Test(arguments: ["token", "access_token", "X-Amz-Signature", "api%5Fkey", "user%5Bpassword%5D", "q"])
  func `a secret item of a query is not stored`(name: String) throws {
    let api = try API.profiled(#""secret": {"query": ["q"]}"#)
    let value = PercentEncoding.encoded(Self.secret.utf8)
    let text = try written(.sample(.get, "\(Self.url)?a=1&\(name)=\(value)&b=2"), .sample(Self.secret), api: api)
    #expect(!text.contains(value))
    #expect(!text.contains(Self.secret))
    #expect(text.contains("?a=1&\(name)={{demo."))
    #expect(text.contains("}}&b=2"))
  }

  @Test func `what is no secret stays byte for byte`() throws {
    let body = #"{ "a" : 1e2, "b":"\u00e9\/", "token_count": 5, "authors": ["x"] }"#
    let interaction = try Interaction.sample(
      .sample(.get, "\(Self.url)?a=%5b1%5D&&b&c=x+y", [HeaderField("X-A", "https://x.test/?page=2")]),
      .sample(body, [HeaderField("ETag", "\"abc\""), HeaderField("Link", "<https://x.test/?page=2&author=1>")]))
    #expect(try interaction.outcome.body?.bytes == Array(body.utf8))
    #expect(interaction.request.url.description == "\(Self.url)?a=%5b1%5D&&b&c=x+y")
    #expect(interaction.request.headers.first("x-a") == "https://x.test/?page=2")
  }

  @Test func `the scheme stays, so that a reader sees how it was asked`() throws {
    let interaction = try Interaction.sample(
      .sample(
        .get, Self.url,
        [HeaderField("Authorization", "Bearer \(Self.secret)"), HeaderField("Proxy-Authorization", "Bearer")]))
    #expect(interaction.request.headers.first("authorization") == "Bearer {{demo.token}}")
    #expect(interaction.request.headers.first("proxy-authorization") == "Bearer")
  }

  @Test func `a licence key is taken out where it authenticates and left where it is data`() throws {
    let keygen = try #require(try Locations(roots: [SharedFiles.root]).api(named: "keygen"))
    let key = "667640-D55B38-374BEC-DAF09B-A9C692-V3"
    let url = "https://api.keygen.sh/v1/accounts/a/licenses?auth=license:\(key)"
    let text = try written(
      .sample(.get, url, [HeaderField("Authorization", "License \(key)")]),
      .sample(#"{"data":{"attributes":{"key":"\#(key)"}}}"#), api: keygen)
    #expect(text.contains("Authorization: License {{keygen.license}}"))
    #expect(text.contains("auth={{keygen.auth}}"))
    #expect(text.contains(#""key": "\#(key)""#))
  }

  @Test func `a coded body is looked into`() throws {
    // printf '{"token":"sk_live_coded_1"}' | gzip -n | base64
    let coded = try #require(Base64.decode("H4sIAAAAAAAAA6tWKsnPTs1TslIqzo7PySxLjU/OT0lNiTdUqgUApbdTMRsAAAA="))
    var response = Response.sample(
      "", [HeaderField("Content-Encoding", "gzip"), HeaderField("Content-Type", "application/json")])
    response.body = .bytes(coded)
    let text = try written(.sample(), response)
    #expect(!text.contains("sk_live_coded_1"))
    #expect(!text.contains(Base64.encode(coded)))
    #expect(text.contains(#""coding": "gzip""#))
  }

  @Test func `a body whose coding cannot be undone is not stored`() {
    var response = Response.sample("no gzip", [HeaderField("Content-Encoding", "gzip")])
    #expect(throws: RedactionError.self) { try Interaction.sample(.sample(), response) }
    response.headers = [HeaderField("Content-Encoding", "lzma")]
    #expect(throws: RedactionError.self) { try Interaction.sample(.sample(), response) }
  }

  @Test(arguments: [
    Hexadecimal.encode(Array(secret.utf8)), Hexadecimal.encode(Array(secret.utf8)).uppercased(),
    // As the end of `id:SECRET`, at each alignment.
    Base64.encode(Array("ab:\(secret)".utf8)), Base64.encode(Array("a:\(secret)".utf8)),
    Base64.encode(Array("abc:\(secret)".utf8)),
    Base64.encode(Array("abc:\(secret)".utf8)).replacing("+", with: "-").replacing("/", with: "_"),
  ])
  func `a secret is replaced in each form in which it is looked for`(form: String) throws {
    let text = try written(
      .sample(.get, Self.url, [HeaderField("Authorization", "Bearer \(Self.secret)")]), .sample("it is " + form))
    #expect(!text.contains(form))
    #expect(text.contains("it is "))
  }

  @Test func `a secret where it cannot be replaced refuses the whole and says where`() {
    let error = #expect(throws: RedactionError.self) {
      try Interaction.sample(
        .sample(.get, Self.url, [HeaderField("Authorization", "Bearer \(Self.secret)")]),
        .sample(#"{"\#(Self.secret)":1}"#, [HeaderField("Content-Type", "application/json")]))
    }
    guard case .leak("/response/body", _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(!"\(String(describing: error))".contains(Self.secret))
  }

  @Test func `a secret is replaced in each way to escape it, also inside a value that says nothing itself`() throws {
    let percent = PercentEncoding.encoded(Self.secret.utf8)
    let text = try written(
      .sample(
        .get, Self.url + "?next=%7B%22token%22%3A%22hidden-inside-1%22%7D",
        [HeaderField("Authorization", "Bearer \(Self.secret)"), HeaderField("Cookie", "a=\"quoted-secret-1\"; b=2")]),
      .sample("\(percent) \(percent.lowercased()) \(Self.secret.replacing("/", with: "\\/"))"))
    for form in [percent, percent.lowercased(), "51H8", "hidden-inside-1", "quoted-secret-1"] {
      #expect(!text.contains(form), "\(form)")
    }
    // The quotes round a cookie's value stay.
    #expect(text.contains(#"a=\"{{demo.cookie}}\""#))
  }

  @Test func `a target that no request line can hold is not stored`() {
    for target in ["/a#b", "/a b", ""] {
      var request = Request.sample(.get, Self.url)
      request.target = Target(target)
      #expect(throws: RedactionError.self) { try Interaction.sample(request, .sample()) }
    }
  }

  @Test func `a miss, a cancelled request and a stream are nothing to store`() {
    let miss = Miss(reason: .usedUp, method: "GET", url: "u", api: nil, cassette: "c", closest: nil)
    let recorded = Provenance(.recorded)
    for outcome in [Outcome.miss(miss), .failure(TransportFailure(.cancelled, ""))] {
      #expect(throws: RedactionError.nothingToStore) {
        try Redactor().redact(Exchange(request: .sample(), outcome: outcome), api: .demo, recorded: recorded)
      }
    }
    var response = Response.sample()
    response.body = .stream(Chunks([]), length: nil)
    #expect(throws: RedactionError.bodyNotCollected) { try Interaction.sample(.sample(), response) }
  }
}
