import HTTPModel
import RecordReplay
import TestSupport
import Testing

struct APIRouterTests {
  static let apis = [
    API(name: "demo", hosts: ["https://api.test", "https://sandbox.test:8443"].compactMap { BaseURL($0) }),
    API(name: "based", hosts: ["https://shared.test/v2"].compactMap { BaseURL($0) }),
    API(name: "based-deep", hosts: ["https://shared.test/v2/deep"].compactMap { BaseURL($0) }),
  ]

  /// As the server gives it: addressed to what `Host` says.
  func routed(
    _ target: String, host: String = "127.0.0.1:8080", _ method: HTTPMethod = .get
  ) async -> Request? {
    let stub = StubResponder(.sample())
    let (name, port) = AbsoluteURL.authority(Array(host.utf8)[...]) ?? ("", nil)
    let request = Request(
      method, Origin(scheme: "http", host: name, port: port), Target(target), headers: [HeaderField("Host", host)])
    _ = await APIRouter(apis: Self.apis, answering: stub).respond(to: request).outcome
    return stub.requests.first
  }

  @Test(arguments: ["/demo/v1/x", "/based", "https://api.test/demo/v1/x"])
  func `a request in a tunnel is for its origin, whatever its path looks like`(target: String) async {
    let stub = StubResponder(.sample())
    let request = Request(
      .get, Origin(scheme: "https", host: "api.test"), Target(target), via: Request.Via(isTunnelled: true))
    _ = await APIRouter(apis: Self.apis, answering: stub).respond(to: request).outcome
    let path = target.replacing("https://api.test", with: "")
    #expect(stub.requests.first.map { "\($0.url)" } == "https://api.test\(path)")
  }

  @Test(arguments: [
    ("/demo/v1/x?a=1", "https://api.test/v1/x?a=1"), ("/demo", "https://api.test/"), ("/demo/", "https://api.test/"),
    ("/demo?a=1", "https://api.test/?a=1"), ("/based/x", "https://shared.test/v2/x"),
    ("/based", "https://shared.test/v2/"), ("/demo/a[b]:c", "https://api.test/a[b]:c"),
    ("/demo/https://x/", "https://api.test/https://x/"),
  ])
  func `a base URL leads to the API's first host`(target: String, url: String) async throws {
    let request = try #require(await routed(target))
    #expect(request.url.description == url)
    #expect(request.headers.first("host") == request.origin.authority)
  }

  @Test(arguments: [
    ("https://api.test/v1/x?a=1", "https://api.test/v1/x?a=1"), ("https://api.test/x?a#b", "https://api.test/x?a"),
    ("HTTPS://API.test:443/x", "https://api.test/x"),
    ("http://api.test/x", "https://api.test/x"), ("http://api.test:8080/x", "http://api.test:8080/x"),
    ("http://sandbox.test/x", "http://sandbox.test/x"),
    ("http://unknown.test", "http://unknown.test/"), ("https://sandbox.test:8443?a", "https://sandbox.test:8443/?a"),
  ])
  func `an absolute target says itself whom it is for`(target: String, url: String) async throws {
    #expect(try #require(await routed(target, host: "api.test")).url.description == url)
  }

  @Test func `what has no API goes on as it came`() async throws {
    #expect(try #require(await routed("/other/x")).url.description == "http://127.0.0.1:8080/other/x")
    #expect(try #require(await routed("/demonstration/x")).url.description == "http://127.0.0.1:8080/demonstration/x")
    #expect(try #require(await routed("/", host: "h.test")).url.description == "http://h.test/")
  }

  @Test func `an absolute target of our own is a base URL`() async throws {
    let request = try #require(await routed("http://127.0.0.1:8080/demo/x"))
    #expect(request.url.description == "https://api.test/x")
  }

  @Test func `a host that no API has is never taken for one`() async throws {
    let request = try #require(await routed("http://evil.test/demo/x", host: "evil.test"))
    #expect(request.url.description == "http://evil.test/demo/x")
  }

  @Test func `OPTIONS of a whole server is kept apart from that of its root`() async throws {
    #expect(try #require(await routed("https://api.test", .options)).target.bytes == Array("*".utf8))
    #expect(try #require(await routed("https://api.test/", .options)).target.bytes == Array("/".utf8))
  }

  @Test(arguments: [
    ("https://api.test/x", "demo"), ("https://sandbox.test:8443/x", "demo"), ("https://sandbox.test/x", nil),
    ("http://api.test/x", nil), ("https://shared.test/v2/x", "based"), ("https://shared.test/v2/deep/x", "based-deep"),
    ("https://shared.test/v2/deeper", "based"), ("https://shared.test/v20", nil), ("https://shared.test/", nil),
  ])
  func `the API of a URL is the one with its origin and the longest base path`(url: String, name: String?) throws {
    #expect(Self.apis.api(for: try #require(AbsoluteURL(url)))?.name == name)
  }

  @Test(arguments: ["demo", "demo=", "demo=x", "Demo=https://x.test", "=https://x.test", "demo=https://x.test/?a"])
  func `what introduces no API is refused`(text: String) { #expect(API(text) == nil) }

  @Test func `a name has at most 60 bytes`() {
    #expect(API.isName(String(repeating: "a", count: 60)))
    #expect(!API.isName(String(repeating: "a", count: 61)))
  }
}
