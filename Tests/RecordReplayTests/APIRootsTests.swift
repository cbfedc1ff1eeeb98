import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// APIs at the root of a server, for clients that drop a base URL's path.
struct APIRootsTests {
  static let apis = [
    API(name: "demo", hosts: ["https://api.test", "https://sandbox.test:8443"].compactMap { BaseURL($0) }),
    API(name: "based", hosts: ["https://shared.test/v2"].compactMap { BaseURL($0) }),
  ]

  /// Where a request to this target leads, behind the router that reads base URLs.
  func reached(_ target: String, host: String, owner: String? = nil, isTunnelled: Bool = false) async throws -> String {
    let stub = StubResponder(.sample())
    let (name, port) = AbsoluteURL.authority(Array(host.utf8)[...]) ?? ("", nil)
    let request = Request(
      .get, Origin(scheme: "http", host: name, port: port), Target(target), headers: [HeaderField("Host", host)],
      via: Request.Via(isTunnelled: isTunnelled))
    let router = APIRouter(apis: Self.apis, answering: stub)
    _ = await APIRoots(apis: Self.apis, owner: owner, answering: router).respond(to: request).outcome
    return "\(try #require(stub.requests.first).url)"
  }

  @Test(arguments: [
    ("/x?a=1", "https://api.test/x?a=1"), ("/", "https://api.test/"), ("/?a", "https://api.test/?a"),
    ("/based/x", "https://api.test/based/x"), ("/@based/x", "https://shared.test/v2/x"),
    ("/@based", "https://shared.test/v2/"), ("/@demo@sandbox.test:8443/x?a", "https://sandbox.test:8443/x?a"),
    ("/@someone", "https://api.test/@someone"), ("http://127.0.0.1:8081/x", "https://api.test/x"),
    ("/_tapedeck/session/s/x", "http://127.0.0.1:8081/_tapedeck/session/s/demo/x"),
    ("/_tapedeck/session/s/@based/x", "http://127.0.0.1:8081/_tapedeck/session/s/based/x"),
    ("/_tapedeck/session/s", "http://127.0.0.1:8081/_tapedeck/session/s/demo"),
    ("/_tapedeck/sessions", "http://127.0.0.1:8081/_tapedeck/sessions"),
    ("https://shared.test/v2/x", "https://shared.test/v2/x"),
  ])
  func `on a port of its own an API is at the root`(target: String, url: String) async throws {
    #expect(try await reached(target, host: "127.0.0.1:8081", owner: "demo") == url)
  }

  @Test(arguments: [
    ("/x", "based.localhost:8080", "https://shared.test/v2/x"), ("/x", "BASED.localhost", "https://shared.test/v2/x"),
    ("http://demo.localhost:8080/x", "demo.localhost:8080", "https://api.test/x"),
    ("/x", "other.localhost", "http://other.localhost/x"),
    ("/x", "demo.localhost.evil", "http://demo.localhost.evil/x"),
    ("/x", ".localhost", "http://.localhost/x"), ("/demo/x", "127.0.0.1", "https://api.test/x"),
    ("/demo@sandbox.test:8443/x", "127.0.0.1", "https://sandbox.test:8443/x"),
    ("/demo@elsewhere.test/x", "127.0.0.1", "http://127.0.0.1/demo@elsewhere.test/x"),
  ])
  func `NAME dot localhost is an API's root as well, and a base URL may name another host of its API`(
    target: String, host: String, url: String
  ) async throws {
    #expect(try await reached(target, host: host) == url)
  }

  @Test func `what is asked in a tunnel is for its origin`() async throws {
    #expect(try await reached("/x", host: "demo.localhost", isTunnelled: true) == "http://demo.localhost/x")
    #expect(try await reached("/x", host: "h.test", owner: "demo", isTunnelled: true) == "http://h.test/x")
  }
}
