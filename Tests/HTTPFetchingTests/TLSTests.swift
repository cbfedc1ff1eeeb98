import HTTPFetching
import HTTPModel
import Testing

@Suite(.timeLimit(.minutes(10))) struct TLSTests {
  static let name = "api.example.test"
  static let origin = Origin(scheme: "https", host: name)

  /// A server with a certificate for `origin`, and the configuration that reaches and trusts it.
  private func withTLS(_ body: (TLSServer, CurlClient.Configuration) async throws -> Void) async throws {
    let certificate = try Certificate(name: Self.name)
    let server = try TLSServer(certificate)
    defer { server.stop() }
    let configuration = CurlClient.Configuration {
      $0.caFile = certificate.file
      $0.connectTo = [.init(host: Self.name, port: 443, address: "127.0.0.1", addressPort: server.port)]
    }
    try await body(server, configuration)
  }

  private func failure(_ origin: Origin, _ configuration: CurlClient.Configuration) async throws -> TransportFailure {
    try await withClient(configuration) { client in
      try #require(await client.respond(to: Request(.get, origin, Target("/"))).outcome.failure)
    }
  }

  @Test func `an authority's file is trusted, connections are used again, and stray bytes are nobody's answer`()
    async throws
  {
    try await withTLS { _, configuration in
      try await withClient(configuration) { client in
        let (response, text, failure) = await client.whole(Request(.get, Self.origin, Target("/")))
        #expect(failure == nil, "\(failure?.text ?? "")")
        let timing = try #require(response?.timing)
        let steps = [timing.resolved, timing.connected, timing.secured, timing.firstByte, timing.total]
        #expect(steps.compactMap { $0 }.count == 5)
        #expect(steps.compactMap { $0 } == steps.compactMap { $0 }.sorted())
        var texts = [text]
        for method in [HTTPMethod.get, .post, .get, .get] {
          texts.append(await client.whole(Request(method, Self.origin, Target("/"))).text)
        }
        #expect(texts == ["connection 0", "connection 0", "connection 1", "connection 2", "connection 2"])
      }
    }
  }

  @Test func `a cut body is a failure`() async throws {
    try await withTLS { _, configuration in
      try await withClient(configuration) { client in
        for (target, kind) in [("/cut", TransportFailure.Kind.reset), ("/eof", .truncated)] {
          let (_, text, failure) = await client.whole(Request(.get, Self.origin, Target(target)))
          #expect(failure?.kind == kind, "\(failure?.text ?? "")")
          #expect(failure?.afterBytes == 4)
          #expect(text == "body")
        }
      }
    }
  }

  @Test func `an unknown authority and another name than the certificate's are failures of TLS`() async throws {
    let other = try Certificate(name: Self.name)
    try await withTLS { server, configuration in
      for file in [nil, other.file] {
        var configuration = configuration
        configuration.caFile = file
        let failure = try await failure(Self.origin, configuration)
        #expect(failure.kind == .tls)
        #expect(failure.text.hasPrefix("SSL certificate problem: "), "\(failure.text)")
        #expect(failure.timing.secured == nil)
      }
      let failure = try await failure(Origin(scheme: "https", host: "127.0.0.1", port: server.port), configuration)
      #expect(failure.kind == .tls)
      #expect(failure.text.contains("127.0.0.1"), "\(failure.text)")
    }
  }

  @Test func `a file of authorities that is not there is a failure of TLS`() async throws {
    try await withServer({ try $0.readToEnd() }) { server, _ in
      let origin = Origin(scheme: "https", host: "127.0.0.1", port: server.port)
      let failure = try await failure(origin, .init { $0.caFile = "/nonexistent/ca.pem" })
      #expect(failure.kind == .tls)
      #expect(failure.text.contains("/nonexistent/ca.pem"), "\(failure.text)")
    }
  }

  @Test(arguments: ["plain", "closes", "resets"])
  func `a server that speaks no TLS is a failure of TLS`(manner: String) async throws {
    try await withServer({ connection in
      try connection.read(1)
      if manner == "plain" { try connection.send("HTTP/1.1 400 Bad\r\n\r\n") }
      if manner == "resets" { connection.reset() }
    }) { server, client in
      let origin = Origin(scheme: "https", host: "127.0.0.1", port: server.port)
      let failure = try #require(await client.respond(to: Request(.get, origin, Target("/"))).outcome.failure)
      #expect(failure.kind == .tls)
      #expect(!failure.text.isEmpty)
    }
  }
}
