import HTTPFetching
import HTTPModel
import Testing

/// What keeps a request from being sent at all; and where it is sent.
@Suite(.timeLimit(.minutes(10))) struct FailureTests {
  @Test func `a name that does not resolve is a failure to resolve`() async throws {
    try await withClient { client in
      let request = Request(.get, Origin(scheme: "http", host: "nosuch.invalid"), Target("/"))
      let failure = try #require(await client.respond(to: request).outcome.failure)
      #expect(failure.kind == .resolve)
      #expect(failure.text == "Could not resolve host: nosuch.invalid")
      #expect(failure.timing.connected == nil)
      #expect(failure.timing.total != nil)
    }
  }

  @Test func `a port where nobody listens refuses`() async throws {
    let server = try ScriptedServer { _ in }
    // Its thread closes the listener.
    try server.start()
    server.stop()
    try await withClient { client in
      var failure: TransportFailure?
      for _ in 0..<1000 where failure?.kind != .refused {
        failure = await client.respond(to: server.request()).outcome.failure
      }
      #expect(failure?.kind == .refused)
      #expect(
        failure?.text.hasPrefix("Failed to connect to 127.0.0.1 port \(server.port)") == true, "\(failure?.text ?? "")")
      #expect(failure?.afterBytes == nil)
    }
  }

  @Test func `a connection goes where it is told to, and the request keeps its name`() async throws {
    let server = try ScriptedServer(ScriptedServer.answering(ScriptedServer.ok))
    try server.start()
    defer { server.stop() }
    let configuration = CurlClient.Configuration {
      $0.connectTo = [
        .init(host: "other.example.test", port: 80, address: "127.0.0.1", addressPort: 1),
        .init(host: "api.example.test", port: 8080, address: "127.0.0.1", addressPort: server.port),
        .init(host: "::1", port: 80, address: "127.0.0.1", addressPort: server.port),
      ]
    }
    try await withClient(configuration) { client in
      let api = Origin(scheme: "http", host: "api.example.test", port: 8080)
      #expect(await client.respond(to: Request(.post, api, Target("/x"))).outcome.response?.status == 200)
      #expect(server.text() == "POST /x HTTP/1.1\r\nHost: api.example.test:8080\r\n\r\n")
      let address = Origin(scheme: "http", host: "::1")
      #expect(await client.respond(to: Request(.post, address, Target("/x"))).outcome.response?.status == 200)
      #expect(server.text(1) == "POST /x HTTP/1.1\r\nHost: [::1]\r\n\r\n")
      let other = Origin(scheme: "http", host: "other.example.test")
      #expect(await client.respond(to: Request(.get, other, Target("/x"))).outcome.failure?.kind == .refused)
    }
  }

  @Test func `what happened when comes back in its order`() async throws {
    try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
      let begun = ContinuousClock.now
      let timing = try #require(await client.respond(to: server.request()).outcome.response).timing
      let took = begun.duration(to: .now)
      let steps = [timing.resolved, timing.connected, timing.firstByte, timing.total].compactMap { $0 }
      #expect(steps.count == 4)
      #expect(steps == steps.sorted())
      #expect(steps.allSatisfy { $0 > .zero && $0 <= took })
      #expect(timing.secured == nil)
    }
  }
}
