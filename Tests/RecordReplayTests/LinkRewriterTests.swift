import ContentCoding
import HTTPModel
import Locking
import TestSupport
import Testing

@testable import RecordReplay

/// Links that clients of base URLs get lead to where they asked.
@Suite(.timeLimit(.minutes(2))) struct LinkRewriterTests {
  static let apis = [
    API(name: "demo", hosts: ["https://api.test", "https://sandbox.test:8443"].compactMap { BaseURL($0) }),
    API(name: "based", hosts: ["https://shared.test/v2"].compactMap { BaseURL($0) }),
  ]
  static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  /// What a client gets whose request's target is this.
  func got(
    _ response: Response, _ target: String = "/demo/x", host: String = "127.0.0.1:8080", owner: String? = nil,
    via: Request.Via = Request.Via()
  ) async throws -> Response {
    let (name, port) = AbsoluteURL.authority(Array(host.utf8)[...]) ?? ("", nil)
    let request = Request(.get, Origin(scheme: "http", host: name, port: port), Target(target), via: via)
    let rewriter = LinkRewriter(apis: Self.apis, owner: owner, answering: StubResponder(response))
    return try #require(await rewriter.respond(to: request).outcome.response)
  }

  func body(_ text: String, _ headers: HeaderFields = json) async throws -> String {
    try #require(try await got(.sample(text, headers)).body.text)
  }

  static let here = "http://127.0.0.1:8080"

  @Test(arguments: [
    (#"{"next":"https://api.test/a?after=1\u0026b"}"#, #"{"next":"http://127.0.0.1:8080/demo/a?after=1\u0026b"}"#),
    (#"{ "a" : [ "https://api.test" , 1.50 ] }"#, #"{ "a" : [ "http://127.0.0.1:8080/demo" , 1.50 ] }"#),
    (#"["https:\/\/api.test\/a\/b"]"#, #"["http:\/\/127.0.0.1:8080\/demo\/a\/b"]"#),
    (#""HTTPS://API.test:443#f""#, #""http://127.0.0.1:8080/demo#f""#),
    (#"["https://sandbox.test:8443/x"]"#, #"["http://127.0.0.1:8080/demo@sandbox.test:8443/x"]"#),
    (
      #"["https://shared.test/v2/x","https://shared.test/v2"]"#,
      #"["http://127.0.0.1:8080/based/x","http://127.0.0.1:8080/based"]"#
    ),
  ])
  func `a JSON string that is a link leads here, and no other byte changes`(text: String, expected: String) async throws
  {
    #expect(try await body(text) == expected)
    // However it comes.
    for size in [1, 3, 7] {
      let bytes = Array(text.utf8)
      let chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
      let streamed = try await got(
        Response(status: 200, headers: Self.json, body: .stream(ListedBody(chunks), length: nil)))
      guard case .stream = streamed.body else { return #expect(Bool(false), "it was collected") }
      #expect(try await String(decoding: streamed.body.collected().get().bytes, as: UTF8.self) == expected)
    }
  }

  @Test(arguments: [
    #"{"https://api.test/a":1}"#, #"{"a":1,"https://api.test":2}"#, #"["see https://api.test/a"]"#,
    #"["https://api.test.evil/a","https://api.testing","http://api.test/a","https://api.test:444/a"]"#,
    #"["https://user@api.test/a","https:\u002f\u002fapi.test/a","https://shared.test/v20","https://shared.test/"]"#,
    #"["https://api.test\u0040evil.test/a","\"https://api.test/a"]"#,
    #"["h"#, "\"http", #"["https://elsewhere.test/https://api.test/a"]"#,
  ])
  func `what is no link to an API stays`(text: String) async throws {
    #expect(try await body(text) == text)
    let streamed = try await got(
      Response(status: 200, headers: Self.json, body: .stream(ListedBody([Array(text.utf8)]), length: nil)))
    #expect(try await String(decoding: streamed.body.collected().get().bytes, as: UTF8.self) == text)
  }

  @Test func `the length is that of what is sent`() async throws {
    let text = #"["https://api.test/a"]"#, expected = #"["\#(Self.here)/demo/a"]"#
    let headers =
      Array(Self.json) + [
        HeaderField("Content-Length", "\(text.utf8.count)"), HeaderField("X-After", "1"),
      ]
    for body in [
      Body.bytes(Array(text.utf8)), .stream(ListedBody([Array(text.utf8)]), length: text.utf8.count),
    ] {
      let response = try await got(Response(status: 200, headers: HeaderFields(headers), body: body))
      #expect(response.body.text == expected)
      #expect(
        response.headers.map(\.description) == [
          "Content-Type: application/json", "Content-Length: \(expected.utf8.count)", "X-After: 1",
        ])
    }
  }

  @Test func `JSON of a known length beyond the limit goes on as it comes, in chunks`() async throws {
    let headers = Array(Self.json) + [HeaderField("Content-Length", "\(LinkRewriter.maxBytes + 1)")]
    let response = try await got(
      Response(
        status: 200, headers: HeaderFields(headers),
        body: .stream(ListedBody([Array(#"["https://api.test/a""#.utf8)]), length: LinkRewriter.maxBytes + 1)))
    guard case .stream(_, nil) = response.body else { return #expect(Bool(false), "it has a length") }
    #expect(!response.headers.contains("content-length"))
  }

  @Test func `a body that breaks off in the middle does so still`() async throws {
    let source = ListedBody([Array(#"["https://api.te"#.utf8)], ending: .failure(TransportFailure(.reset, "cut")))
    for length in [nil, 100] {
      let response = try await got(
        Response(status: 200, headers: Self.json, body: .stream(source.again, length: length)))
      guard case .failure(let failure) = await response.body.collected() else {
        return #expect(Bool(false), "it is whole")
      }
      #expect(failure.kind == .reset && failure.partialBody == Array(#"["https://api.te"#.utf8))
    }
  }

  @Test func `a coded body with links goes out plain, another as it is`() async throws {
    let text = #"["https://api.test/a"]"#
    for (text, isChanged) in [(text, true), (#"["http"]"#, false)] {
      let coded = GzipEncoder.encode(Array(text.utf8))
      let headers: HeaderFields = [
        HeaderField("Content-Type", "application/vnd.api+json"), HeaderField("Content-Encoding", "gzip"),
        HeaderField("Content-Length", "\(coded.count)"),
      ]
      let response = try await got(Response(status: 200, headers: headers, body: .bytes(coded)))
      let bytes = try await response.body.collected().get().bytes
      #expect(response.headers.contains("content-encoding") != isChanged)
      #expect(isChanged ? bytes == Array(#"["\#(Self.here)/demo/a"]"#.utf8) : bytes == coded)
      #expect(response.headers.first("content-length") == "\(bytes.count)")
    }
  }

  @Test(arguments: ["Digest", "Content-Digest", "Keygen-Signature", "Signature", "Content-MD5"])
  func `a body that a field signs stays`(name: String) async throws {
    let text = #"["https://api.test/a"]"#
    #expect(try await body(text, HeaderFields(Array(Self.json) + [HeaderField(name, "x")])) == text)
  }

  @Test func `what is no JSON, or part of a body, stays`() async throws {
    let text = #"["https://api.test/a"]"#
    #expect(try await body(text, [HeaderField("Content-Type", "text/plain")]) == text)
    #expect(try await got(.sample(text, status: 206, Self.json)).body.text == text)
  }

  @Test(arguments: [
    ("Location", "https://api.test/a?b#c", "\(here)/demo/a?b#c"), ("Location", "/a", "/demo/a"),
    ("Content-Location", "https://api.test", "\(here)/demo"), ("location", "a/b", "a/b"),
    ("Location", "https://elsewhere.test/", "https://elsewhere.test/"), ("Location", "//api.test/a", "//api.test/a"),
    (
      "Link", #"<https://api.test/a?p=2>; rel="next", </a?p=9>; title="<https://api.test/>""#,
      #"<\#(here)/demo/a?p=2>; rel="next", </demo/a?p=9>; title="<https://api.test/>""#
    ),
    ("X-Location", "https://api.test/a", "https://api.test/a"),
  ])
  func `links in header fields lead here`(name: String, value: String, expected: String) async throws {
    let response = try await got(.sample("", status: 302, [HeaderField(name, value)]))
    #expect(response.headers.map(\.description) == ["\(name): \(expected)"])
  }

  @Test(
    arguments: [
      (
        "/_tapedeck/session/s/demo/x", "127.0.0.1:8080", nil, "http://127.0.0.1:8080/_tapedeck/session/s/demo/a",
        "http://127.0.0.1:8080/_tapedeck/session/s/based/b"
      ),
      ("/x", "127.0.0.1:8081", "demo", "http://127.0.0.1:8081/a", "http://127.0.0.1:8081/@based/b"),
      (
        "/_tapedeck/session/s/x", "127.0.0.1:8081", "demo", "http://127.0.0.1:8081/_tapedeck/session/s/a",
        "http://127.0.0.1:8081/_tapedeck/session/s/@based/b"
      ),
      ("/x", "demo.localhost:8080", nil, "http://demo.localhost:8080/a", "http://demo.localhost:8080/@based/b"),
      (
        "http://127.0.0.1:8080/demo/x", "127.0.0.1:8080", nil, "http://127.0.0.1:8080/demo/a",
        "http://127.0.0.1:8080/based/b"
      ),
    ] as [(String, String, String?, String, String)])
  func `a link leads to the base URL that the client uses, and back to the real one`(
    target: String, host: String, owner: String?, own: String, other: String
  ) async throws {
    let response = try await got(
      .sample(#"["https://api.test/a","https://shared.test/v2/b"]"#, Self.json), target, host: host, owner: owner)
    #expect(response.body.text == #"["\#(own)","\#(other)"]"#)
    // What the client then asks is what was recorded.
    for (link, real) in [(own, "https://api.test/a"), (other, "https://shared.test/v2/b")] {
      let url = try #require(AbsoluteURL(link)), stub = StubResponder(.sample())
      let sessions = Target(url.target.description.replacing("/_tapedeck/session/s", with: ""))
      let router = APIRoots(apis: Self.apis, owner: owner, answering: APIRouter(apis: Self.apis, answering: stub))
      _ = await router.respond(to: Request(.get, url.origin, sessions)).outcome
      #expect(stub.requests.first.map { "\($0.url)" } == real)
    }
  }

  @Test func `a proxy's clients get everything as it is`() async throws {
    let response = Response.sample(
      #"["https://api.test/a"]"#, HeaderFields(Array(Self.json) + [HeaderField("Location", "https://api.test/a")]))
    for (target, via) in [
      ("https://api.test/x", Request.Via()), ("/demo/x", Request.Via(isTunnelled: true)), ("/other/x", Request.Via()),
    ] {
      let got = try await got(response, target, host: "api.test", via: via)
      #expect(got.body.text == response.body.text && got.headers == response.headers)
    }
  }

  @Test func `bytes that were made beforehand stay where nothing changes`() async throws {
    let response = Response.sample(#"{"a":"https://elsewhere.test/"}"#, Self.json).prepared()
    #expect(try await got(response).wireHead != nil)
    #expect(try await got(.sample(#"["https://api.test/"]"#, Self.json).prepared()).wireHead == nil)
  }
}

/// A stream of given chunks.
private final class ListedBody: BodySource {
  private let chunks: [[UInt8]], ending: BodyPart
  private let position = Lock(0)
  init(_ chunks: [[UInt8]], ending: BodyPart = .end(trailers: [])) { (self.chunks, self.ending) = (chunks, ending) }
  var again: ListedBody { ListedBody(chunks, ending: ending) }
  func next() async -> BodyPart {
    let index = position.withLock { index in
      defer { index += 1 }
      return index
    }
    return index < chunks.count ? .chunk(chunks[index]) : ending
  }
  func cancel() {}
}
