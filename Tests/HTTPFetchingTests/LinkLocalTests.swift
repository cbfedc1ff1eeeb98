import HTTPModel
import Testing

@testable import HTTPFetching

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A name may lead to where a cloud serves its machine's credentials; nobody is asked there.
@Suite(.timeLimit(.minutes(5))) struct LinkLocalTests {
  @Test(arguments: [
    ("169.254.169.254", "169.254.169.254"), ("169.253.0.1", nil), ("127.0.0.1", nil), ("10.254.169.254", nil),
  ])
  func `addresses of the local link are known`(text: String, shown: String?) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    #expect(inet_pton(AF_INET, text, &address.sin_addr) == 1)
    #expect(withUnsafeBytes(of: &address) { linkLocalAddress($0.baseAddress!) } == shown)
  }

  @Test(arguments: [
    ("fe80::1", "fe80::1"), ("febf::1", "febf::1"), ("fec0::1", nil), ("::1", nil), ("2001:db8::fe80", nil),
    ("::ffff:169.254.169.254", "169.254.169.254"), ("::ffff:127.0.0.1", nil),
  ])
  func `so are those of IPv6`(text: String, shown: String?) throws {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    #expect(inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
    #expect(withUnsafeBytes(of: &address) { linkLocalAddress($0.baseAddress!) } == shown)
  }

  @Test func `a name that leads there is refused`() async throws {
    let configuration = CurlClient.Configuration {
      $0.connectTo = [.init(host: "api.example.test", port: 80, address: "169.254.169.254", addressPort: 80)]
    }
    try await withClient(configuration) { client in
      let request = Request(.get, Origin(scheme: "http", host: "api.example.test"), Target("/"))
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .refused)
      #expect(
        failure.text == "169.254.169.254, to which api.example.test leads, is an address of the local link; "
          + "those are reached only where they are named")
    }
  }

  @Test func `of another server that cannot be reached nothing else is said than before`() async throws {
    let configuration = CurlClient.Configuration {
      $0.connectTo = [.init(host: "api.example.test", port: 80, address: "169.254.169.254", addressPort: 80)]
    }
    let server = try ScriptedServer { _ in }
    // Its thread closes the listener.
    try server.start()
    server.stop()
    try await withClient(configuration) { client in
      let refused = Request(.get, Origin(scheme: "http", host: "api.example.test"), Target("/"))
      #expect(await client.respond(to: refused).outcome.failure?.kind == .refused)
      var failure: TransportFailure?
      for _ in 0..<1000 where failure?.kind != .refused {
        failure = await client.respond(to: server.request()).outcome.failure
      }
      #expect(failure?.text.hasPrefix("Failed to connect to 127.0.0.1") == true, "\(failure?.text ?? "")")
    }
  }
}
