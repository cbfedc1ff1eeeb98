import TestSupport
import Testing

@testable import TapedeckTesting

#if canImport(FoundationNetworking)
  import Foundation
  import FoundationNetworking
#else
  import Foundation
#endif

/// Asks as the code under test would.
enum Client {
  static let customer = "/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"

  static func curl(_ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run("curl", ["-sS", "--max-time", "60", "-H", "Authorization: Bearer any"] + arguments)
  }

  static func paddle(_ path: String = customer, _ arguments: String...) throws -> Subprocess.Result {
    let base = try Tapedeck.current.baseURL(of: "paddle")
    return try Subprocess.run(
      "curl",
      ["-sS", "--max-time", "60", "--noproxy", "*", "-H", "Authorization: Bearer any", base + path] + arguments)
  }
}

/// Real clients in tests that have the trait, all at the same time.
@Suite(.cassette("purchase", unused: .ignore), .timeLimit(.minutes(5))) struct CassetteTraitTests {
  @Test func `a suite's cassette is each test's own`() throws {
    #expect(try Tapedeck.current.cassette == "purchase")
    #expect(try Client.paddle().output.hasPrefix(#"{"data":{"id":"ctm_01hv"#))
  }

  @Test(arguments: 0..<6) func `each case of a test has a session of its own`(number: Int) throws {
    #expect(try Client.paddle().output.hasPrefix(#"{"data":{"id":"ctm_01hv"#), "case \(number)")
    #expect(try Tapedeck.current.name.hasPrefix("purchase-"))
  }

  @Test func `curl gets a real URL by proxy, and trusts the root certificate`() throws {
    let tape = try Tapedeck.current
    let result = try Client.curl(
      "--noproxy", "", "--proxy", tape.proxy.url, "--cacert", tape.rootCertificatePath,
      "https://api.paddle.com\(Client.customer)")
    #expect(result.output.hasPrefix(#"{"data":{"id":"ctm_01hv"#), "\(result.error)")
    #expect(tape.proxy.url == "http://\(tape.name):tapedeck@127.0.0.1:\(tape.proxy.port)")
  }

  @Test func `URLSession gets the recorded answer by base URL`() async throws {
    // It would ask the proxy of the machine's environment.
    setenv("no_proxy", "127.0.0.1", 1)
    var request = URLRequest(url: try #require(URL(string: Tapedeck.current.baseURL(of: "paddle") + Client.customer)))
    request.setValue("Bearer any", forHTTPHeaderField: "Authorization")
    let (data, response) = try await URLSession.shared.data(for: request)
    #expect((response as? HTTPURLResponse)?.statusCode == 200)
    #expect(String(decoding: data, as: UTF8.self).hasPrefix(#"{"data":{"id":"ctm_01hv"#))
  }

  @Test(.cassette("purchase-again", unused: .ignore)) func `the test's cassette goes before the suite's`() throws {
    #expect(try Tapedeck.current.cassette == "purchase-again")
  }

  @Test(.cassette("purchase", unused: .ignore, faults: ["paddle#1:status=503"]))
  func `a fault is injected into the test's own answers`() throws {
    #expect(try Client.paddle(Client.customer, "-o", "/dev/null", "-w", "%{http_code}").output == "503")
    #expect(try Client.paddle().output.hasPrefix(#"{"data":{"id":"ctm_01hv"#))
  }

  @Test func `an API that the cassette does not have is named with those that it has`() throws {
    let problem = try #require(throws: TestProblem.self) { try Tapedeck.current.baseURL(of: "padle") }
    #expect(problem.description.contains("no API 'padle'; it has keygen, paddle, ses; did you mean paddle?"))
    #expect(try Tapedeck.current.baseURLs.keys.sorted() == ["keygen", "paddle", "ses"])
  }

  @Test func `requests that name no test, or one that is over, are told so`() throws {
    let origin = "http://127.0.0.1:\(try Tapedeck.current.proxy.port)"
    let nameless = try Client.curl("--noproxy", "*", "-w", "%{http_code}", "\(origin)/paddle/customers")
    #expect(nameless.output.contains("names no test") && nameless.output.hasSuffix("400"))
    let over = try Client.curl("--noproxy", "*", "-w", "%{http_code}", "\(origin)/_tapedeck/session/gone-1/paddle/x")
    #expect(over.output.contains("the session gone-1 is over") && over.output.hasSuffix("404"))
    let unknown = try Client.curl("--noproxy", "", "--proxy", "\(origin)", "https://example.com/")
    #expect(unknown.status == 56)
  }
}

struct NoCassetteTests {
  @Test func `without the trait there is no cassette, and the error says what to write`() throws {
    let problem = try #require(throws: TestProblem.self) { try Tapedeck.current }
    #expect(problem.description.contains(#"next: @Test(.cassette("NAME"))"#))
  }
}
